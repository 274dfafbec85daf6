"""What may staff repair? Words and notes; states are moved by actions alone, so that every move leaves its trail."""

from typing import Any

from django.contrib import admin

from visits.models import (
    CalendarFeed,
    CodeAcceptance,
    Cost,
    Edit,
    Feedback,
    FollowUp,
    HostOffer,
    Incident,
    Match,
    OpenCall,
    Thanks,
    Visit,
    VisitPaper,
    VisitRequest,
    Volunteer,
    Waiver,
)

WORDS = (
    "title",
    "questions",
    "why_now",
    "city",
    "legal_context",
    "costs",
    "peer_fee",
    "access_needs",
    "contact_deputy",
)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that the house itself writes: to look at, never to add or delete here."""

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(VisitRequest)
class VisitRequestAdmin(ReadOnlyAdmin):
    list_display = ("id", "kind", "state", "country", "submitted_at")
    list_filter = ("state", "kind")
    ordering = ("-id",)

    def get_readonly_fields(self, request: Any, obj: Any = None) -> list[str]:
        return [field.name for field in VisitRequest._meta.fields if field.name not in WORDS] + ["topics"]


@admin.register(HostOffer)
class HostOfferAdmin(ReadOnlyAdmin):
    list_display = ("facility", "receives", "largest_group", "changed_at")
    raw_id_fields = ("facility", "experts")
    # The address and the door are the house's own secret; nobody repairs them here.
    exclude = ("address", "door")


@admin.register(CodeAcceptance)
class CodeAcceptanceAdmin(ReadOnlyAdmin):
    """Who accepted which code, when: to prove it, never to change it."""

    list_display = ("request", "version", "rules_of", "at")

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(FollowUp, Thanks)
class LaterAdmin(ReadOnlyAdmin):
    """That it was asked, answered, said; the words stand on the pages of those who took part."""

    list_display = ("visit", "state")
    fields = ("visit", "state")

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Incident)
class IncidentAdmin(ReadOnlyAdmin):
    """That something was told, and whether somebody has read it; the words are for the house and the coordinators."""

    list_display = ("visit", "state", "is_urgent", "told_at", "desk_read_at", "host_read_at", "closed_at")
    list_filter = ("state",)
    fields = (
        "visit",
        "state",
        "is_urgent",
        "told_at",
        "read_by",
        "escalation",
        "desk_read_at",
        "host_read_at",
        "closed_at",
    )

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Cost)
class CostAdmin(ReadOnlyAdmin):
    """What stands on the sheet of a visit; those who take part write it."""

    list_display = ("request", "kind", "amount", "currency", "payer", "is_settled")
    list_filter = ("kind", "is_settled")
    fields = ("request", "kind", "amount", "currency", "payer", "is_settled")

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(VisitPaper)
class VisitPaperAdmin(ReadOnlyAdmin):
    """Where a paper got stuck: taken away here, it is made anew by whoever asks for it. Never what stands on it."""

    list_display = ("request", "kind", "state", "asked_at", "made_at")
    list_filter = ("state", "kind")
    fields = ("request", "kind", "language", "state", "asked_at", "made_at")

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return True


@admin.register(Visit)
class VisitAdmin(ReadOnlyAdmin):
    """Which house, which clock, whether it stands and took place; days are moved on the pages of those who take part."""

    list_display = ("request", "facility", "zone", "sequence", "confirmed_at", "held_at")
    fields = ("request", "facility", "zone", "sequence", "confirmed_at", "first_confirmed_at", "held_at", "changed_at")

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(CalendarFeed)
class CalendarFeedAdmin(ReadOnlyAdmin):
    """Who has one: to switch it off for somebody who lost their phone, never to read its address."""

    list_display = ("user", "made_at")
    fields = ("user", "made_at")
    readonly_fields = ("user", "made_at")

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return True


@admin.register(Feedback)
class FeedbackAdmin(ReadOnlyAdmin):
    """That it was given and when; what was said stands on the desk's page of the request."""

    list_display = ("visit", "side", "at")
    fields = ("visit", "side", "at")

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Match)
class MatchAdmin(ReadOnlyAdmin):
    list_display = ("request", "expert", "score", "ruled_out", "computed_at")

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Edit)
class EditAdmin(ReadOnlyAdmin):
    """What coordinators changed on behalf of somebody; the requester sees the same."""

    list_display = ("request", "at")

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(OpenCall)
class OpenCallAdmin(ReadOnlyAdmin):
    """What members were told, and when; published and closed at the desk."""

    list_display = ("request", "state", "audience", "until", "why")
    list_filter = ("state",)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Volunteer)
class VolunteerAdmin(ReadOnlyAdmin):
    """That somebody offered, and what became of it; the words stand at the desk."""

    list_display = ("call", "at", "ruled_out", "taken_back_at", "thanked_at")
    fields = ("call", "member", "at", "ruled_out", "taken_back_at", "thanked_at")

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Waiver)
class WaiverAdmin(ReadOnlyAdmin):
    """What was let through although a rule held it back; decided at the desk."""

    list_display = ("request", "rules", "is_granted", "asked_at", "decided_at")

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False
