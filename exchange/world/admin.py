"""What may staff repair? Every row of the record; a row that was changed here is left alone by the import."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from exchange.world.models import Country, Facility, Figure, Milestone, Source
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
        return [name for name in ("import_key", "edited_on") if name in has]

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


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ("slug", "title", "publisher", "year", "is_inventory")
    list_filter = ("is_inventory",)
    search_fields = ("slug", "title", "publisher")


@admin.register(Country)
class CountryAdmin(RecordAdmin):
    list_display = ("iso2", "name", "legal_basis", "discussion", "first_opened_year", "checked_on")
    list_filter = ("legal_basis", "discussion")
    search_fields = ("name", "iso2")
    autocomplete_fields = ("first_opened_source",)
    is_found = True


@admin.register(Facility)
class FacilityAdmin(RecordAdmin):
    list_display = ("name", "city", "country", "status", "confidence", "confirmed_on")
    list_filter = ("confidence", "status", "country")
    search_fields = ("name", "city", "operator")
    list_select_related = ("country",)
    autocomplete_fields = ("country", "source")
    raw_id_fields = ("confirmed_by", "signoff_person")
    prepopulated_fields = {"slug": ("name", "city")}
    is_found = True


@admin.register(Milestone)
class MilestoneAdmin(RecordAdmin):
    list_display = ("country", "year", "kind", "event", "source", "confirmed_on")
    list_filter = ("kind", "country")
    search_fields = ("event",)
    list_select_related = ("country", "source")
    autocomplete_fields = ("country", "source")
    raw_id_fields = ("confirmed_by",)


@admin.register(Figure)
class FigureAdmin(RecordAdmin):
    list_display = ("country", "indicator", "place", "year", "number", "words", "source", "confirmed_on")
    list_filter = ("country",)
    search_fields = ("indicator", "place", "words")
    list_select_related = ("country", "source")
    autocomplete_fields = ("country", "source")
    raw_id_fields = ("confirmed_by",)
