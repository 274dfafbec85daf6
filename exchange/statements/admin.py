"""What may staff repair? Where things are filed. Words, readers and support are moved on their pages, by whoever may."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from exchange.statements.models import Event, NewsItem, Statement
from portal.audit import actions as audit
from portal.search import index


class FiledAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Neither who proposed nor who supports it stands here: staff see neither."""

    list_display = ("title", "state", "audience", "language", "published_at")
    list_filter = ("state", "audience", "language")
    search_fields = ("title",)
    readonly_fields = ("title", "state", "audience", "published_at")
    fields = (*readonly_fields, "language")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        audit.record(request.user, f"{form.instance._meta.model_name}.refiled", form.instance)
        index.put(form.instance)


@admin.register(Statement)
class StatementAdmin(FiledAdmin):
    list_display = ("title", "kind", "state", "audience", "language", "issued_on")
    list_filter = ("kind", "state", "audience", "language")
    fields = (*FiledAdmin.fields, "issuer", "issued_on", "source", "url", "topics")
    filter_horizontal = ("topics",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = db_field.related_model.objects.filter(vocabulary="topic")
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(NewsItem)
class NewsItemAdmin(FiledAdmin):
    pass


@admin.register(Event)
class EventAdmin(FiledAdmin):
    list_display = ("title", "kind", "state", "audience", "start")
