"""What can this user list of the library? The public sees what was checked; members see what is still to be checked too."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.permissions import is_vetted
from exchange.library.models import Reference


def references_for_user(user: Any) -> QuerySet[Reference]:
    """Checked titles first, then the newest."""
    references = Reference.objects.order_by("-is_verified", "-year", "title")
    return references if is_vetted(user) else references.filter(is_verified=True)


def references_with(user: Any, words: str) -> QuerySet[Reference]:
    """Return what has all these words in its title or authors."""
    found = references_for_user(user)
    for word in words.split()[:6]:
        found = found.filter(Q(title__icontains=word) | Q(authors__icontains=word))
    return found
