"""How do a statement's words get in and change? Proposed by a member, corrected by a coordinator; old words are kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.statements import notices, queries
from exchange.statements.actions.steps import begin, finish, start, write
from exchange.statements.lifecycle import SHOWN
from exchange.statements.models import OlderText, Statement, StatementFile
from portal import clock
from portal.moves import MoveRefused, refuse_overtaken
from portal.uploads.models import Upload
from portal.vocabularies.models import Term

MOST_TOPICS = 3
WORDS = ("title", "body", "asked")
FIELDS = frozenset(
    {
        *WORDS,
        "kind",
        "audience",
        "is_incomplete",
        "issued_on",
        "issuer",
        "signatories",
        "language",
        "countries",
        "source",
        "url",
        "translator_role",
        "translated_on",
        "until",
    }
)


@transaction.atomic
def propose_statement(
    user: Any,
    fields: Mapping[str, Any],
    topics: Sequence[Term],
    *,
    files: Sequence[Upload] = (),
    form_code: str = "",
) -> Statement:
    """Keep a draft that its writer and coordinators see; coordinators are asked where a member wrote it."""
    statement = Statement()
    write(user, statement, fields, FIELDS)
    made = begin(user, statement, form_code)
    if made is statement:
        made.topics.set(topics[:MOST_TOPICS])
        for upload in files:
            # What it was called at home may say who somebody is.
            StatementFile.objects.create(statement=made, upload=upload, caption=_("The text as a file"))
        notices.ask_coordinators(made)
    return made


@transaction.atomic
def translate_statement(user: Any, original: Statement, fields: Mapping[str, Any], *, form_code: str = "") -> Statement:
    """Propose a translation: a statement of its own beside the original, with what it says in common with it."""
    locked = Statement.objects.select_for_update().get(pk=original.original.pk)
    if locked.state not in SHOWN or not queries.listed_for(user).filter(pk=locked.pk).exists():
        raise MoveRefused(_("Only what is published is translated."))
    common = {name: getattr(locked, name) for name in ("kind", "audience", "issued_on", "issuer", "countries", "until")}
    statement = Statement(translation_of=locked, signatories=locked.signatories, **common)
    write(user, statement, fields, FIELDS - {"kind", "audience", "until"})
    if statement.language == locked.language:
        raise MoveRefused(_("This is the language of the original. Please choose another."))
    made = begin(user, statement, form_code)
    if made is statement:
        made.topics.set(locked.topics.all())
        notices.ask_coordinators(made)
    return made


@transaction.atomic
def edit_statement(
    user: Any,
    statement: Statement,
    fields: Mapping[str, Any],
    topics: Sequence[Term] | None = None,
    *,
    seen: int | None = None,
) -> Statement:
    """Change a draft, or correct what is published: then the page says when, and what it said before.

    Raises Overtaken when the writer began with an older version.
    """
    locked = start(user, statement, "edit")
    refuse_overtaken(locked.version, seen)
    is_corrected = locked.published_at is not None and any(
        name in fields and fields[name] != getattr(locked, name) for name in WORDS
    )
    if is_corrected:
        OlderText.objects.create(
            statement=locked,
            version=locked.version,
            until=clock.now(),
            **{name: getattr(locked, name) for name in WORDS},
        )
        locked.corrected_at = clock.now()
    write(user, locked, fields, FIELDS)
    locked.version += 1
    if topics is not None and not locked.translation_of_id:
        locked.topics.set(topics[:MOST_TOPICS])
    return finish(user, locked, "edit")
