"""What may staff repair? References; one that was changed here is left alone by the import."""

from django.contrib import admin

from exchange.library.models import Reference
from exchange.world.admin import RecordAdmin


@admin.register(Reference)
class ReferenceAdmin(RecordAdmin):
    list_display = ("title", "year", "kind", "country", "is_verified", "is_retracted")
    list_filter = ("is_verified", "is_retracted", "kind", "country")
    search_fields = ("title", "authors", "doi")
    filter_horizontal = ("topics",)
    is_found = True
