"""What is shown of one practice?"""

from datetime import timedelta
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.permissions import is_vetted
from exchange.practices import beside, lifecycle, permissions, queries, reviews, translations
from exchange.practices.actions.clocks import ASK_AFTER
from exchange.practices.facts import facts, outcomes
from exchange.practices.files import is_shown, with_uploads
from exchange.practices.forms import AudienceForm, HideForm
from exchange.practices.links import LITERATURE, RELATED, VERSION, Link, links_of
from exchange.practices.models import Practice, PracticeFile
from exchange.practices.sections import IN_THE_VOICE, Section, answered, words_of
from portal import clock, moves
from portal.access import partly_public
from portal.rows import fetch_together

# Two months of silence after the question, and readers are told.
SILENT_AFTER = timedelta(days=60)


@partly_public
@require_GET
def practice_page(request: HttpRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(queries.for_page(request.user), pk=pk)
    fetch_rows(request.user, practice)
    links = links_of(request.user, practice)
    roles = permissions.roles(request.user, practice)
    hanging = list(practice.source.files.all())
    context = {
        **shown(practice, hanging),
        "files_waiting": sum(not is_shown(file, practice) for file in hanging)
        if "author" in roles and not practice.translation_of_id
        else 0,
        "is_author": "author" in roles,
        "is_coordinator": "coordinator" in roles,
        "can": moves.possible(lifecycle.MOVES, practice.state, roles),
        **what_readers_make_of_it(request.user, practice.source),
        "links": [link for link in links if link.kind not in {LITERATURE, VERSION, RELATED}],
        "evidence": [link for link in links if link.kind == LITERATURE],
        "related": [link for link in links if link.kind == RELATED],
        **in_other_languages(request.user, practice, links),
        **beside_it(request.user, practice, is_author="author" in roles),
        "looks": [look for look in practice.looks.all() if look.voice_id is None]
        if "author" in roles and practice.author_id is None
        else [],
        "review_words": reviews.words_for_author(practice) if "author" in roles else [],
        "asks_if_right": "author" in roles and not practice.translation_of_id and is_old(practice),
        "hide_form": HideForm(is_author="author" in roles),
        "voice_hide_form": HideForm(prefix="voice"),
        "audience_form": AudienceForm(practice=practice),
    }
    return render(request, "practices/practice_page.html", context)


def fetch_rows(user: Any, practice: Practice) -> None:
    """Fetch all that belongs to it with one query; of a translation it is its original's, but for the topics."""
    told = practice.source
    texts = [practice] if practice.pk == told.pk else [practice, told]
    readers = [Prefetch("adoptions", queries.with_people())] if is_vetted(user) else []
    files = Prefetch("files", with_uploads())
    fetch_together(texts, "topics", "outcomes", "looks", beside.with_voices(user), files, *readers)


def shown(practice: Practice, hanging: list[PracticeFile]) -> dict[str, Any]:
    """Return what every reader of it sees; `hanging` are all of its files."""
    return {
        "practice": practice,
        "byline": queries.byline(practice),
        "voice": (voice := beside.shown_voice(practice)),
        "voice_byline": beside.byline(voice, practice.source) if voice else "",
        "translator": queries.translator_byline(practice) if practice.translation_of_id else "",
        "is_behind": practice.translation_of_id and translations.is_behind(practice),
        "other_side": beside.other_side(practice.perspective),
        "sections": told_apart(practice),
        "facts": facts(practice),
        "outcomes": outcomes(practice),
        "files": [file for file in hanging if is_shown(file, practice)],
        "is_unconfirmed": is_old(practice, ASK_AFTER + SILENT_AFTER),
    }


def in_other_languages(user: Any, practice: Practice, links: list[Link]) -> dict[str, Any]:
    """Return the translations that the reader may read, and whether they could write one more."""
    versions = [link for link in links if link.kind == VERSION]
    taken = {link.language for link in versions} | {practice.language}
    free = [code for code, _label in translations.into(user, practice) if code not in taken]
    return {"versions": versions, "can_translate": bool(free) and practice.state in lifecycle.WRITTEN}


def beside_it(user: Any, practice: Practice, *, is_author: bool) -> dict[str, Any]:
    """Return what this reader may do about the second voice."""
    own_voice = beside.own_voice(practice)
    return {
        "own_voice": own_voice,
        "can_report_voice": own_voice is None and is_vetted(user) and practice.state in lifecycle.KEPT,
        "can_tell": beside.is_wanted_of(user, practice, is_author=is_author),
        "can_record": practice.state in lifecycle.WRITTEN and beside.could_record(user, practice),
        "standing_voice": None if practice.translation_of_id else next(iter(practice.voices.all()), None),
    }


def is_old(practice: Practice, after: timedelta = ASK_AFTER) -> bool:
    """Has nobody changed or confirmed a posted text for so long?"""
    return practice.posted_at is not None and practice.right_at < clock.now() - after


def told_apart(practice: Practice) -> list[Section]:
    """Return the answers that do not stand in the voice itself, in the order of telling."""
    return [section for section in answered(words_of(practice)) if section.name not in IN_THE_VOICE]


def what_readers_make_of_it(user: Any, practice: Practice) -> dict[str, Any]:
    """Return who does it too; members only."""
    if not is_vetted(user):
        return {}
    adoptions = queries.adoptions_of(practice)
    return {
        "adoptions": adoptions,
        "has_adopted": any(row.user_id == user.pk for row, _who in adoptions),
    }
