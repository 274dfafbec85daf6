"""What may staff repair? Every row of the record; a row that was changed here is left alone by the import."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from exchange.world import fields
from exchange.world.actions import asking, recording
from exchange.world.models import Change, Country, Facility, Figure, Milestone, Source, StatusPeriod, Suggestion
from portal import clock
from portal.audit import actions as audit
from portal.search import index

HTTPS = {models.URLField: {"assume_scheme": "https"}}


class RecordAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    """Saving marks the row as edited by a person and leaves a trace."""

    is_found = False
    formfield_overrides = HTTPS

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        has = {field.name for field in self.model._meta.get_fields()}
        return [name for name in ("import_key", "edited_on", "asked_on") if name in has]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # Django's own signature
        if form.changed_data:
            obj.edited_on = clock.today()
        super().save_model(request, obj, form, change)
        audit.record(request.user, "record_edited", obj, fields=sorted(form.changed_data))

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:  # Django's own signature
        super().save_related(request, form, formsets, change)
        if self.is_found:
            index.put(form.instance)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        audit.record(request.user, "record_deleted", obj)
        if self.is_found:
            index.remove(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            self.delete_model(request, obj)


class HistoricAdmin(RecordAdmin):
    """Its rows have a history of every value, and may have grown old."""

    kind = ""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # Django's own signature
        # What stood there, as others may have changed it since the form was opened.
        before = fields.snapshot(self.kind, type(obj)._default_manager.filter(pk=obj.pk).first() if change else None)
        super().save_model(request, obj, form, change)
        changed = recording.of_values(fields.snapshot(self.kind, obj), before)
        if changed or not change:
            self._write(request, obj, Change.What.CHANGED if change else Change.What.ADDED, changed=changed)
        asking.keep_up(recording.iso2_of(self.kind, obj))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._write(request, obj, Change.What.REMOVED)
        iso2 = recording.iso2_of(self.kind, obj)
        super().delete_model(request, obj)
        asking.keep_up(iso2)

    def _write(self, request: HttpRequest, obj: Any, what: str, **facts: Any) -> None:
        source = getattr(obj, "source", None)
        recording.write(
            self.kind, obj, what, role=Change.Role.ADMINISTRATOR, actor=request.user, source=source, **facts
        )


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ("slug", "title", "publisher", "year", "is_inventory")
    list_filter = ("is_inventory",)
    search_fields = ("slug", "title", "publisher")


@admin.register(Country)
class CountryAdmin(HistoricAdmin):
    kind = "country"
    list_display = ("iso2", "name", "legal_basis", "discussion", "first_opened_year", "checked_on")
    list_filter = ("legal_basis", "discussion")
    search_fields = ("name", "iso2")
    autocomplete_fields = ("first_opened_source",)
    is_found = True


class StatusRows(admin.TabularInline):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    model = StatusPeriod
    extra = 0
    autocomplete_fields = ("source",)


@admin.register(Facility)
class FacilityAdmin(HistoricAdmin):
    kind = "facility"
    list_display = ("name", "city", "country", "status", "confidence", "confirmed_on")
    list_filter = ("confidence", "status", "country")
    search_fields = ("name", "city", "operator")
    list_select_related = ("country",)
    autocomplete_fields = ("country", "source")
    raw_id_fields = ("confirmed_by", "signoff_person")
    prepopulated_fields = {"slug": ("name", "city")}
    inlines = (StatusRows,)
    is_found = True


@admin.register(Milestone)
class MilestoneAdmin(HistoricAdmin):
    kind = "milestone"
    list_display = ("country", "year", "kind", "event", "source", "confirmed_on")
    list_filter = ("kind", "country")
    search_fields = ("event",)
    list_select_related = ("country", "source")
    autocomplete_fields = ("country", "source")
    raw_id_fields = ("confirmed_by",)


@admin.register(Figure)
class FigureAdmin(HistoricAdmin):
    kind = "figure"
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
