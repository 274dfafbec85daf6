"""What can happen to a practice? All writes, by subject."""

from exchange.practices.actions.audience import change_audience, offer_to_public, publish_practice
from exchange.practices.actions.autosaving import autosave_draft
from exchange.practices.actions.documents import ask_document, forget_revision
from exchange.practices.actions.evidence import decline_evidence, propose_evidence, take_evidence
from exchange.practices.actions.files import add_file, caption_file, drop_file, refuse_more_files
from exchange.practices.actions.keeping import (
    archive_practice,
    confirm_practice,
    hide_practice,
    restore_practice,
    show_practice,
)
from exchange.practices.actions.links import add_link, drop_link
from exchange.practices.actions.moderating import decide_reports, report_text
from exchange.practices.actions.readers import (
    adopt_practice,
    drop_practice,
    follow,
    keep_practice,
    unfollow,
    withdraw_adoption,
)
from exchange.practices.actions.reviewing import decline_review, review_text
from exchange.practices.actions.translating import Taken, begin_translation, post_translation, save_translation
from exchange.practices.actions.voice_offers import decline_offer
from exchange.practices.actions.voices import (
    change_voice,
    hide_voice,
    show_voice,
    want_voice,
    withdraw_voice,
    write_voice,
)
from exchange.practices.actions.writing import (
    begin_draft,
    complete_practice,
    create_draft,
    edit_practice,
    post_draft,
    post_practice,
    save_draft,
    save_section,
    share_practice,
)

__all__ = [
    "Taken",
    "add_file",
    "add_link",
    "adopt_practice",
    "archive_practice",
    "ask_document",
    "autosave_draft",
    "begin_draft",
    "begin_translation",
    "caption_file",
    "change_audience",
    "change_voice",
    "complete_practice",
    "confirm_practice",
    "create_draft",
    "decide_reports",
    "decline_evidence",
    "decline_offer",
    "decline_review",
    "drop_file",
    "drop_link",
    "drop_practice",
    "edit_practice",
    "follow",
    "forget_revision",
    "hide_practice",
    "hide_voice",
    "keep_practice",
    "offer_to_public",
    "post_draft",
    "post_practice",
    "post_translation",
    "propose_evidence",
    "publish_practice",
    "refuse_more_files",
    "report_text",
    "restore_practice",
    "review_text",
    "save_draft",
    "save_section",
    "save_translation",
    "share_practice",
    "show_practice",
    "show_voice",
    "take_evidence",
    "unfollow",
    "want_voice",
    "withdraw_adoption",
    "withdraw_voice",
    "write_voice",
]
