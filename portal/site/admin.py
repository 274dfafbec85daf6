"""What may staff write? The texts of public pages that only the network knows."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal import clock
from portal.audit import actions as audit
from portal.site.models import PageText


@admin.register(PageText)
class PageTextAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    list_display = ("place", "edited_on")
    readonly_fields = ("edited_on",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.edited_on = clock.today()
        super().save_model(request, obj, form, change)
        audit.record(request.user, "page_text_edited", obj, place=obj.place)
