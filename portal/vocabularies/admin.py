"""What may staff repair? The lists, the holidays and the words that the field avoids."""

from django.contrib import admin
from django.http import HttpRequest

from portal.vocabularies import queries
from portal.vocabularies.models import AvoidedWord, Holiday, Term


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    list_display = ("vocabulary", "slug", "label", "group", "order", "is_active")
    list_filter = ("vocabulary", "is_active")
    search_fields = ("slug", "label")

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> tuple[str, ...]:
        # Slugs are stable: rows all over the house refer to them.
        return ("vocabulary", "slug") if obj else ()

    def save_model(self, request: HttpRequest, obj: Term, form: object, change: bool) -> None:  # Django's own signature
        super().save_model(request, obj, form, change)
        queries.forget()


@admin.register(Holiday)
class HolidayAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    list_display = ("day", "name")


@admin.register(AvoidedWord)
class AvoidedWordAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    list_display = ("language", "words", "instead", "is_active")
    list_filter = ("language", "is_active")
    search_fields = ("words", "instead")

    def save_model(self, request: HttpRequest, obj: AvoidedWord, form: object, change: bool) -> None:
        super().save_model(request, obj, form, change)
        queries.forget()
