"""Who hears of a translation, and what? The original's author, and whoever translated it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.practices import notices, queries
from exchange.practices.models import Practice
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader
from portal.vocabularies.queries import label

FOR_AUTHORS = "practices.translated"
GONE = "practices.original_gone"
FOR_TRANSLATORS = ("practices.original_changed", "practices.translation_narrowed", "practices.translation_waits")
KINDS = (FOR_AUTHORS, GONE, *FOR_TRANSLATORS)


def tell_author(translation: Practice, original: Practice) -> None:
    """Once for each translation; whoever translates their own text knows it."""
    author = notices.author_of(original)
    if author != notices.author_of(translation):
        ids = {"practice": translation.pk, "original": original.pk}
        outbox.notify(FOR_AUTHORS, f"{FOR_AUTHORS}:{translation.pk}", [author], ids)


def tell_changed(translation: Practice) -> None:
    """Once, until the translator has looked at it again."""
    _tell(translation, "practices.original_changed", translation.translated_version)


def tell_narrowed(translation: Practice) -> None:
    _tell(translation, "practices.translation_narrowed", translation.audience)


def tell_wider(translation: Practice, original: Practice) -> None:
    """Once for each wider circle of readers."""
    _tell(translation, "practices.translation_waits", original.audience)


def tell_gone(translation: Practice) -> None:
    outbox.notify(GONE, f"{GONE}:{translation.pk}", [notices.author_of(translation)], {})


def _tell(translation: Practice, kind: str, what: object) -> None:
    event = f"{kind}:{translation.pk}:{what}"
    outbox.notify(kind, event, [notices.author_of(translation)], {"practice": translation.pk})


def texts(found: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words; one whose text its reader may no longer open is left out."""
    words: dict[int, NoticeText] = {}
    for reader, group in by_reader(found):
        ids = [notice.object_ids.get("practice", 0) for notice in group]
        own = {practice.pk: practice for practice in queries.mine(reader).filter(pk__in=ids)}
        read = {p.pk: p for p in queries.for_user(reader).filter(pk__in=ids, translation_of__isnull=False)}
        for notice in group:
            pk = notice.object_ids.get("practice", 0)
            if notice.kind == GONE:
                words[notice.pk] = _gone()
            elif notice.kind == FOR_AUTHORS and pk in read:
                words[notice.pk] = _for_author(read[pk])
            elif notice.kind in FOR_TRANSLATORS and pk in own:
                words[notice.pk] = _for_translator(notice.kind, own[pk])
    return words


def _for_author(translation: Practice) -> NoticeText:
    said = {"title": translation.source.title, "language": label("language", translation.language)}
    body = _("“%(title)s” can now be read in %(language)s too. If something is wrong with it, say so under it.") % said
    url = reverse("practices:practice_page", args=[translation.pk])
    return NoticeText(_("Your text was translated"), body, url)


def _for_translator(kind: str, translation: Practice) -> NoticeText:
    title: dict[str, Any] = {"title": translation.title or translation.source.title}
    url = reverse("practices:translation_write", args=[translation.pk])
    if kind == "practices.original_changed":
        body = _("“%(title)s”: the page shows what is new beside your words.") % title
        return NoticeText(_("The original of your translation has changed"), body, url)
    if kind == "practices.translation_waits":
        body = (
            _("The original of “%(title)s” has more readers now. Your translation gets them when you say yes.") % title
        )
        return NoticeText(_("Your translation waits for a new yes"), body, url)
    body = _("The original of “%(title)s” has fewer readers now, and so has your translation.") % title
    page = reverse("practices:practice_page", args=[translation.pk])
    return NoticeText(_("Your translation has fewer readers"), body, page)


def _gone() -> NoticeText:
    body = _("Whoever told a text that you translated has taken it back. Your translation went with it.")
    return NoticeText(_("A text was taken back"), body, reverse("practices:practice_mine"))
