"""What may staff repair? The steps, and what people ask. Nobody's path: it is read by nobody but those who walk it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from exchange.guide.models import Claim, Evidence, Step, StepItem
from exchange.world.admin import RecordAdmin
from portal import clock


class StepItemInline(admin.TabularInline):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    model = StepItem
    extra = 1


@admin.register(Step)
class StepAdmin(RecordAdmin):
    list_display = ("order", "title", "stage", "edited_on")
    list_display_links = ("title",)
    filter_horizontal = ("topics",)
    autocomplete_fields = ("references", "example_source")
    inlines = (StepItemInline,)
    is_found = True

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:  # Django's own signature
        if any(formset.has_changed() for formset in formsets):
            form.instance.edited_on = clock.today()
            form.instance.save(update_fields=["edited_on"])
        super().save_related(request, form, formsets, change)


class EvidenceInline(admin.TabularInline):  # type: ignore[type-arg]  # Django's class takes no parameter at run time
    model = Evidence
    extra = 1
    autocomplete_fields = ("reference",)


@admin.register(Claim)
class ClaimAdmin(RecordAdmin):
    """Adds claims and orders them. Words that stand are changed on their page, which keeps the older ones."""

    list_display = ("order", "question", "written_on", "checked_on", "edited_on")
    list_display_links = ("question",)
    exclude = ("checked_by", "version")
    filter_horizontal = ("topics",)
    inlines = (EvidenceInline,)
    is_found = True

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        kept = [*super().get_readonly_fields(request, obj), "checked_on"]
        return [*kept, "slug", "written_on", *Claim.WORDS] if obj else kept

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:  # Django's own signature
        if any(formset.has_changed() for formset in formsets):
            form.instance.edited_on = clock.today()
            form.instance.save(update_fields=["edited_on"])
        super().save_related(request, form, formsets, change)
