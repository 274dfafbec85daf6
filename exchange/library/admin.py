"""What may staff repair? References (one changed here is left alone by the import); where the others are filed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from exchange.library.models import (
    Collection,
    Document,
    EvidenceGap,
    OnShelf,
    Reference,
    ReferenceCorrection,
    ReferenceImport,
)
from exchange.world.admin import RecordAdmin
from portal.audit import actions as audit
from portal.search import index


@admin.register(Reference)
class ReferenceAdmin(RecordAdmin):
    list_display = ("title", "year", "kind", "country", "is_verified", "is_retracted")
    list_filter = ("is_verified", "is_retracted", "kind", "country")
    search_fields = ("title", "authors", "doi")
    filter_horizontal = ("topics",)
    raw_id_fields = ("added_by", "checked_by")
    is_found = True


class SeenOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    """How it stands; what happens to it happens on the portal's own pages."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ReferenceImport)
class ReferenceImportAdmin(SeenOnly):
    """Never the file itself, nor what it was called at home."""

    list_display = ("pk", "state", "total", "done", "attempts", "made_at", "finished_at")
    list_filter = ("state",)
    fields = ("state", "reason", "opens", "total", "done", "attempts", "made_at", "finished_at", "lease_until")


@admin.register(ReferenceCorrection)
class ReferenceCorrectionAdmin(SeenOnly):
    list_display = ("pk", "reference", "state", "at", "decided_at")
    list_filter = ("state",)
    list_select_related = ("reference",)
    fields = ("reference", "fields", "word", "state", "at", "decided_at")


class ShelfAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    """Where it is filed. Its words are changed by who made it, and it is moved on its page, by whoever may."""

    list_display = ("pk", "standing", "audience", "language", "made_at")
    list_filter = ("standing", "audience", "language")
    fields: tuple[str, ...] = ("standing", "audience", "made_at", "language", "topics")
    readonly_fields = ("standing", "audience", "made_at")
    filter_horizontal = ("topics",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: OnShelf | None = None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "topics":
            kwargs["queryset"] = db_field.related_model.objects.filter(vocabulary="topic")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        audit.record(request.user, "library.refiled", form.instance, to_state=form.instance.standing)
        index.put(form.instance)


@admin.register(Collection)
class CollectionAdmin(ShelfAdmin):
    """Reading lists."""


@admin.register(Document)
class DocumentAdmin(ShelfAdmin):
    list_display = ("title", "kind", "dated", "body", "standing", "audience")
    list_filter = ("kind", "standing", "audience", "country")
    search_fields = ("title", "body")
    fields = (*ShelfAdmin.fields, "kind", "legal_level", "country", "dated", "body", "edition")


@admin.register(EvidenceGap)
class EvidenceGapAdmin(ShelfAdmin):
    list_display = ("pk", "state", "standing", "audience", "country", "made_at")
    list_filter = ("state", "standing", "audience")
    fields = (*ShelfAdmin.fields, "country")
