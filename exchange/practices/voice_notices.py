"""Who hears of a second voice, and what? Who is asked for one, the practice's author, and who wrote it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.practices import notices, queries
from exchange.practices.models import HiddenVoiceAuthor, Practice, Voice, VoiceOffer
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader

ASKS = ("practices.voice_offer",)
FOR_AUTHORS = ("practices.voice_written", "practices.voice_changed", "practices.voice_withdrawn")
FOR_WRITERS = (
    "practices.voice_covered",
    "practices.voice_given_back",
    "practices.voice_hidden",
    "practices.voice_looked_at",
    "practices.voice_waits",
)
GONE = "practices.voice_gone"
KINDS = (*FOR_AUTHORS, *FOR_WRITERS, GONE)


def tell_offered(offer: VoiceOffer) -> None:
    ids = {"practice": offer.practice_id}
    outbox.notify(
        "practices.voice_offer", f"practices.voice_offer:{offer.pk}", [offer.user], ids, answer_by=offer.answer_by
    )


def tell_author(voice: Voice, kind: str) -> None:
    """What happened, never who did it."""
    event = f"{kind}:{voice.pk}:{voice.version}"
    outbox.notify(kind, event, [notices.author_of(voice.practice)], {"practice": voice.practice_id})


def tell_writer(voice: Voice, kind: str) -> int:
    event = f"{kind}:{voice.pk}:{clock.now().isoformat()}"
    return len(outbox.notify(kind, event, [writer_of(voice)], {"practice": voice.practice_id}))


def tell_gone(practice: Practice) -> None:
    """A told text is taken back, and with it what was written beside it."""
    for voice in practice.voices.filter(state__in=(Voice.State.SHOWN, Voice.State.HIDDEN)):
        outbox.notify(GONE, f"{GONE}:{voice.pk}", [writer_of(voice)], {})


def ask_again(voice: Voice) -> int:
    """Once for each wider circle of readers."""
    event = f"practices.voice_waits:{voice.pk}:{voice.practice.audience}"
    return len(outbox.notify("practices.voice_waits", event, [writer_of(voice)], {"practice": voice.practice_id}))


def writer_of(voice: Voice) -> Any:
    """Return the user to tell, also behind an anonymous voice. For notices only."""
    if voice.author_id is not None:
        return voice.author
    hidden = HiddenVoiceAuthor.objects.select_related("user").filter(voice_id=voice.pk).first()
    return hidden.user if hidden else None


def texts(found: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words. Whose practice is closed to them meanwhile reads of their own words only, and no title."""
    words: dict[int, NoticeText] = {}
    for reader, group in by_reader(found):
        ids = [notice.object_ids.get("practice", 0) for notice in group]
        own = {practice.pk: practice for practice in queries.mine(reader).filter(pk__in=ids)}
        read = {practice.pk: practice for practice in queries.for_user(reader).filter(pk__in=ids)}
        closed = set(queries.beside_closed(reader).filter(pk__in=ids).values_list("pk", flat=True))
        open_ones = VoiceOffer.objects.filter(user_id=reader.pk, state=VoiceOffer.State.OFFERED, practice__in=ids)
        asked = set(open_ones.values_list("practice_id", flat=True))
        for notice in group:
            pk = notice.object_ids.get("practice", 0)
            if notice.kind in FOR_AUTHORS and pk in own:
                words[notice.pk] = _for_author(notice.kind, own[pk])
            elif notice.kind in FOR_WRITERS and pk in read:
                words[notice.pk] = _for_writer(notice.kind, read[pk])
            elif notice.kind in FOR_WRITERS and pk in closed:
                words[notice.pk] = _beside_closed(notice.kind, pk)
            elif notice.kind == GONE:
                words[notice.pk] = _gone()
            elif notice.kind in ASKS and pk in read and pk in asked:
                words[notice.pk] = _for_the_asked(read[pk])
    return words


def _for_author(kind: str, practice: Practice) -> NoticeText:
    heading = {
        "practices.voice_written": _("The other side has told it too"),
        "practices.voice_changed": _("The voice beside your text has changed"),
        "practices.voice_withdrawn": _("The voice beside your text was taken back"),
    }[kind]
    body = _("“%(title)s”.") % {"title": practice.title}
    return NoticeText(heading, body, reverse("practices:practice_page", args=[practice.pk]))


def _for_writer(kind: str, practice: Practice) -> NoticeText:
    title, url = {"title": practice.title}, reverse("practices:voice_write", args=[practice.pk])
    if kind == "practices.voice_covered":
        body = (
            _(
                "Two readers think that somebody can be recognised in what you wrote beside “%(title)s”. You hear within a day."
            )
            % title
        )
        return NoticeText(_("Your voice is hidden until a coordinator has looked"), body, url)
    if kind == "practices.voice_looked_at":
        body = _("What you wrote beside “%(title)s” was reported. When somebody looked, its page says.") % title
        return NoticeText(_("A coordinator looked who wrote your voice"), body, url)
    if kind == "practices.voice_given_back":
        body = _("A coordinator has read what you wrote beside “%(title)s”. Its readers can read it again.") % title
        return NoticeText(_("Your voice is back"), body, url)
    if kind == "practices.voice_hidden":
        body = (
            _("What you wrote beside “%(title)s” is hidden. The reason stands on its page; you can change it.") % title
        )
        return NoticeText(_("A coordinator has hidden your voice"), body, url)
    body = _("“%(title)s” has more readers now. They do not see what you wrote beside it until you say yes.") % title
    return NoticeText(_("Your voice waits for a new yes"), body, url)


def _beside_closed(kind: str, pk: int) -> NoticeText:
    """What happened to the reader's own words, and nothing of what they stand beside."""
    heading, body = {
        "practices.voice_covered": (
            _("Your voice is hidden until a coordinator has looked"),
            _("Two readers think that somebody can be recognised in what you wrote. You hear within a day."),
        ),
        "practices.voice_looked_at": (
            _("A coordinator looked who wrote your voice"),
            _("What you wrote was reported. When somebody looked, its page says."),
        ),
        "practices.voice_given_back": (
            _("Your voice is back"),
            _("A coordinator has read what you wrote. Its readers can read it again."),
        ),
        "practices.voice_hidden": (
            _("A coordinator has hidden your voice"),
            _("The reason stands on its page; you can change it, or take it back."),
        ),
        "practices.voice_waits": (
            _("Your voice waits for a new yes"),
            _("What it stands beside has more readers now. They do not see your words until you say yes."),
        ),
    }[kind]
    return NoticeText(heading, body, reverse("practices:voice_write", args=[pk]))


def _gone() -> NoticeText:
    body = _("Whoever told the text that it stood beside has taken that back, and all that belonged to it is gone.")
    return NoticeText(_("What you wrote beside a told text is gone"), body, reverse("practices:practice_mine"))


def _for_the_asked(practice: Practice) -> NoticeText:
    body = _(
        "“%(title)s” is told from one side only. You could tell the other; nobody else learns that you were asked."
    )
    url = reverse("practices:voice_write", args=[practice.pk])
    return NoticeText(_("A second voice is wanted"), body % {"title": practice.title}, url, _("Read and answer"))
