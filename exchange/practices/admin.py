"""What may staff repair? Where a practice is filed. Its words are read and moved on its page, by whoever may."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from exchange.practices.actions.spreading import put
from exchange.practices.models import Practice
from portal.audit import actions as audit


@admin.register(Practice)
class PracticeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """No words, and HiddenAuthor is not here at all: staff see neither what peers say nor who said it."""

    list_display = ("pk", "state", "audience", "perspective", "language", "posted_at")
    list_filter = ("state", "audience", "perspective", "language")
    fields = ("state", "audience", "perspective", "posted_at", "language", "topics")
    readonly_fields = ("state", "audience", "perspective", "posted_at")
    filter_horizontal = ("topics",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Practice | None = None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = db_field.related_model.objects.filter(vocabulary="topic")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        audit.record(request.user, "practice.refiled", form.instance, to_state=form.instance.state)
        put(form.instance)
