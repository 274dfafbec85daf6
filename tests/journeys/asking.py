"""How does somebody ask for a visit, a training or advice, from the first page of the form to the last?"""

from collections.abc import Sequence
from datetime import date, timedelta

from playwright.sync_api import Page

from portal import clock
from tests.journeys.looking import go, press, tick

Windows = Sequence[tuple[date, date]]


def windows_ahead() -> Windows:
    """Two weeks from Monday to Sunday, six and nine weeks ahead."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    return [(monday + timedelta(weeks=n), monday + timedelta(weeks=n, days=6)) for n in (6, 9)]


def ask(
    page: Page,
    *,
    kind: str = "study-visit",
    windows: Windows | None = None,
    travels: str = "",
    group: int = 0,
    experts: int = 1,
) -> None:
    """Fill in the six parts as somebody would, and send. `group` 0: nobody of theirs travels, so nobody asks."""
    go(page, "/visits/new/")
    tick(page, "kind", kind)
    press(page, "Continue")
    if travels:
        tick(page, "travels", travels)
        press(page, "Continue")
    write_questions(page)
    press(page, "Continue")
    page.select_option('[name="stage"]', "preparing")
    page.fill('[name="city"]', "Dublin")
    page.select_option('[name="legal_basis"]', "law")
    press(page, "Continue")
    for number, (first, last) in enumerate(windows_ahead() if windows is None else windows, 1):
        page.fill(f'[name="window_{number}_start"]', first.isoformat())
        page.fill(f'[name="window_{number}_end"]', last.isoformat())
    press(page, "Continue")
    say_who_comes(page, group, experts)
    press(page, "Continue")
    page.locator('[name="accepts_code"]').check(force=True)
    page.locator('[name="promises_report"]').check(force=True)
    press(page, "Continue")
    press(page, "Send")


def write_questions(page: Page) -> None:
    page.fill('[name="title"]', "How do we air a smoking room in an old building?")
    page.fill('[name="question_1"]', "How many air changes are enough, and who measured it?")
    page.fill(
        '[name="why_now"]', "We got the keys of an old shop in September. The builder needs our answer soon. " * 2
    )
    tick(page, "topics_chosen", "inhalation")


def say_who_comes(page: Page, group: int, experts: int) -> None:
    assert page.locator('[name="group_size"]').count() == bool(group), "a group is asked for where it travels only"
    if group:
        page.fill('[name="group_size"]', str(group))
    tick(page, "experts_needed", str(experts))
    tick(page, "peer_in_group", "no")
    page.fill('[name="why_no_peer"]', "Nobody is hired yet")
    page.select_option('[name="who_pays"]', "requester")
