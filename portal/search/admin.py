"""What may staff repair? The names that the field has for one thing; loading leaves alone what was changed here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal import clock
from portal.audit import actions as audit
from portal.search import synonyms
from portal.search.models import Concept, ConceptTerm


class TermInline(admin.TabularInline):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    model = ConceptTerm
    fields = ("text", "language", "region", "use", "is_case_sensitive", "is_active")
    extra = 1

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # A shipped term that was deleted would come back with the next loading; an inactive one stays away.
        return False


@admin.register(Concept)
class ConceptAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    list_display = ("label", "slug", "topic", "is_active")
    list_filter = ("is_active",)
    search_fields = ("label", "slug", "terms__text")
    inlines = [TermInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Concept | None = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Concept, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit.record(request.user, "record_edited", obj, fields=sorted(form.changed_data))
        obj.terms.update(changed_at=clock.now())  # so that every process sees it within a minute
        synonyms.forget()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for term in formset.save(commit=False):
            term.edited_on, term.changed_at = clock.today(), clock.now()
            term.save()
        synonyms.forget()
