"""Who hears what a teller did with their slip? Whoever wrote it down and the coordinators: that it happened, no more."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.queries import coordinator_users_for
from exchange.practices import queries
from exchange.practices.models import TellerSlip
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader

KINDS = ("practices.slip_changed", "practices.slip_withdrawn")


def tell(slip: TellerSlip, kind: str) -> None:
    text = slip.practice or slip.voice
    practice_id = slip.practice_id or (slip.voice.practice_id if slip.voice else 0)
    people = [text.recorded_by if text else None, *coordinator_users_for("")]
    ids = {"practice": practice_id or 0} | ({"voice": slip.voice_id} if slip.voice_id else {})
    outbox.notify(kind, f"{kind}:{slip.pk}:{clock.now().isoformat()}", people, ids)


def texts(found: Sequence[Notice]) -> Mapping[int, NoticeText]:
    words: dict[int, NoticeText] = {}
    for reader, group in by_reader(found):
        ids = [notice.object_ids.get("practice", 0) for notice in group]
        read = set(queries.for_user(reader).filter(pk__in=ids).values_list("pk", flat=True))
        for notice in group:
            words[notice.pk] = _text(notice, is_readable=notice.object_ids.get("practice", 0) in read)
    return words


def _text(notice: Notice, *, is_readable: bool) -> NoticeText:
    url = reverse("practices:practice_list")
    if notice.kind == "practices.slip_withdrawn":
        body = _("A text that staff had written down was taken back by whoever told it. It is gone with its answers.")
        if "voice" in notice.object_ids:
            body = _("A voice that staff had written down was taken back by whoever told it. It is gone.")
        return NoticeText(_("A told text was taken back"), body, url)
    if is_readable:
        url = reverse("practices:practice_page", args=[notice.object_ids["practice"]])
    body = _("Whoever told a text that staff had written down has corrected it.")
    return NoticeText(_("A told text was corrected"), body, url)
