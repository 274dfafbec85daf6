"""What may staff repair? Every row of the record, with its history; what was repaired is left alone by the import."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from exchange.world import actions, fields
from exchange.world.models import Change, Country, Facility, Figure, Milestone, Source, StatusPeriod, Suggestion
from portal.audit import actions as audit

HTTPS = {models.URLField: {"assume_scheme": "https"}}


class RecordAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    formfield_overrides = HTTPS


class RepairForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    """What somebody else put in since the form was opened is not overwritten."""

    kind = ""
    stood = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = actions.stood(self.kind, self.instance.pk)
        self.initial["stood"] = fields.fingerprint(self.before or {})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("stood") and cleaned["stood"] != self.initial["stood"]:
            self.data = self.data.copy()
            self.data["stood"] = self.initial["stood"]
            raise forms.ValidationError(
                _("This row was changed meanwhile. Compare with its history, then save once more if yours is right.")
            )
        for source, facts in fields.FACTS_OF_SOURCE.items() if self.kind == "country" else ():
            if not cleaned.get(source) and any(cleaned.get(fact) for fact in {*facts} & {*self.changed_data}):
                self.add_error(source, _("Please name the text that says so."))
        return cleaned


def repair_form(of_kind: str) -> type[RepairForm]:
    return type(f"{of_kind.capitalize()}Repair", (RepairForm,), {"kind": of_kind})


class HistoricAdmin(RecordAdmin):
    """Its rows have a history of every value, may have grown old, and are left alone by the import once repaired."""

    kind = ""
    delete_confirmation_max_display = 20

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        has = {field.name for field in self.model._meta.get_fields()}
        return [name for name in ("import_key", "edited_on", "asked_on") if name in has]

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:  # Django's own signature
        # The last step of a save: the states of a room are written by now.
        super().save_related(request, form, formsets, change)
        actions.repaired(request.user, self.kind, form.instance, form.before)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        actions.remove(request.user, self.kind, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            self.delete_model(request, obj)


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """A text is no value of the record; which rows name it, they say themselves."""

    list_display = ("slug", "title", "publisher", "year", "is_inventory")
    list_filter = ("is_inventory",)
    search_fields = ("slug", "title", "publisher")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # Django's own signature
        super().save_model(request, obj, form, change)
        audit.record(request.user, "record_edited", obj, fields=sorted(form.changed_data))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        audit.record(request.user, "record_deleted", obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            self.delete_model(request, obj)


@admin.register(Country)
class CountryAdmin(HistoricAdmin):
    kind = "country"
    form = repair_form("country")
    list_display = ("iso2", "name", "legal_basis", "discussion", "first_opened_year", "checked_on")
    list_filter = ("legal_basis", "discussion")
    search_fields = ("name", "iso2")
    autocomplete_fields = ("first_opened_source", "legal_source")


class StatusRows(admin.TabularInline):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    model = StatusPeriod
    extra = 0
    autocomplete_fields = ("source",)


@admin.register(Facility)
class FacilityAdmin(HistoricAdmin):
    kind = "facility"
    form = repair_form("facility")
    list_display = ("name", "city", "country", "status", "confidence", "confirmed_on")
    list_filter = ("confidence", "status", "country")
    search_fields = ("name", "city", "operator")
    list_select_related = ("country",)
    autocomplete_fields = ("country", "source")
    raw_id_fields = ("confirmed_by", "signoff_person")
    prepopulated_fields = {"slug": ("name", "city")}
    inlines = (StatusRows,)


@admin.register(Milestone)
class MilestoneAdmin(HistoricAdmin):
    kind = "milestone"
    form = repair_form("milestone")
    list_display = ("country", "year", "kind", "event", "source", "confirmed_on")
    list_filter = ("kind", "country")
    search_fields = ("event",)
    list_select_related = ("country", "source")
    autocomplete_fields = ("country", "source")
    raw_id_fields = ("confirmed_by",)


@admin.register(Figure)
class FigureAdmin(HistoricAdmin):
    kind = "figure"
    form = repair_form("figure")
    list_display = ("country", "indicator", "place", "year", "number", "words", "source", "confirmed_on")
    list_filter = ("country",)
    search_fields = ("indicator", "place", "words")
    list_select_related = ("country", "source")
    autocomplete_fields = ("country", "source")
    raw_id_fields = ("confirmed_by",)


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    """What happened is read here; it is changed at the desk alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    list_display = ("suggested_at", "kind", "iso2", "label", "origin", "state", "decided_at")
    list_filter = ("state", "origin", "kind", "iso2")


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    """Who did it stands here by number only; the trail knows no more."""

    list_display = ("at", "what", "kind", "iso2", "label", "role")
    list_filter = ("what", "role", "kind", "iso2")
    search_fields = ("label",)
