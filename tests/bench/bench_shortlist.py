"""How long does a coordinator wait for the list of people who fit, from the moment somebody presses "Send"? In a browser,
on the house as `make run` starts it, with the demo's experts; on demand, no gate."""

import http.client
import json
import signal
import statistics
import subprocess
import time
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import real_services
from tests.faults.house import REDIS, House, end, free_port, start_redis, wait_for
from tests.journeys.conftest import QUIET

TIMES = 5
READY = '#fits:not(:has(progress)) input[name="expert"]'


@pytest.mark.parametrize("broker", ["files", "Redis"])
@pytest.mark.timeout(600)
def test_from_submit_to_shortlist(broker, tmp_path, capsys):
    if not real_services.browser():
        pytest.skip("did without a browser")
    if broker == "Redis" and not REDIS:
        pytest.skip("did without Redis: there is no redis-server on this machine")
    port, redis = free_port(), free_port()
    switches = {"REDIS_URL": f"redis://127.0.0.1:{redis}/0"} if broker == "Redis" else {}
    house = House(tmp_path / "house", DEMO=1, PORT=port, **switches)
    try:
        if broker == "Redis":
            start_redis(house, redis)
        running = house.python("-m", "portal.run")
        wait_for(lambda: status(port) == 200, 300, "the house is ready", 0.5)
        cast = json.loads(house.run("-m", "tests.bench.drafts", str(TIMES + 1)))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=real_services.browser(), args=QUIET)
            took = [one(browser, port, cast["coordinator"], *draft) for draft in cast["drafts"]]
            browser.close()
        leave(running)
    finally:
        house.close()
    figures = {
        "from_submit_to_shortlist": broker,
        "database": "PostgreSQL" if house.database else "SQLite",
        "median": round(statistics.median(took[1:]), 2),
        "each": [round(seconds, 2) for seconds in took[1:]],
        "first": round(took[0], 2),
    }
    with capsys.disabled():
        print("\n" + json.dumps(figures))


def status(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/readyz", headers={"Host": "localhost"})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def one(browser: Browser, port: int, coordinator: str, draft: int, requester: str) -> float:
    """Send one draft; return the seconds until its list stands on the coordinator's page, which shows it by itself."""
    asking, desk = (window(browser, port, session) for session in (requester, coordinator))
    asking.goto(f"/visits/{draft}/edit/")
    desk.goto("/desk/requests/")
    began = time.monotonic()
    asking.get_by_role("button", name="Send").click()
    desk.goto(f"/desk/requests/{draft}/")
    desk.wait_for_selector(READY)
    took = time.monotonic() - began
    asking.context.close()
    desk.context.close()
    return took


def window(browser: Browser, port: int, session: str) -> Any:
    address = f"http://localhost:{port}"
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    return context.new_page()


def leave(running: "subprocess.Popen[str]") -> None:
    end(running, signal.SIGINT)  # as Ctrl-C does: the parts are ended in order
