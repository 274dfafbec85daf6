"""What may staff repair? Nothing: files are their owners'; states and sizes are for reading, names are not shown.

Nor whose they are: the number of a file stands in the page that it hangs on, and that may be an anonymous text.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.uploads.models import Upload


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    list_display = ["id", "created_at", "kind", "size", "state", "reason", "attempts"]
    fields = [
        "kind",
        "size",
        "sha256",
        "state",
        "reason",
        "remarks",
        "created_at",
        "checked_at",
        "attempts",
    ]
    list_filter = ["state", "kind", "reason"]
    list_select_related = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
