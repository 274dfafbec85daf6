"""A mail server that fails as it is told. Run as a program: PORT, a file with its plan, a file for what it received.

The plan names a fault for an address; each but "550" happens once. A line in the log means that the server had the
whole mail: whatever happens afterwards, a person may read it.
"""

import asyncio
import json
import random
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from tests.faults.house import House

# How long it says nothing after it has the whole mail, until it hangs up.
SILENT = {"lost": 0, "hang": 5, "stuck": 120}
# As long as a real server thinks about a mail: kills fall into this time as well.
SLOWEST_ANSWER = 0.02


class FaultyServer:
    def __init__(self, plan: dict[str, str], log: Path) -> None:
        self.plan, self.log, self.random = plan, log, random.Random(7)
        self.connections: set[int] = set()

    def fault_of(self, address: str, *kinds: str) -> str:
        """Return the fault planned for the address if it belongs here, and forget it unless it lasts."""
        fault = self.plan.get(address, "")
        if fault not in kinds:
            return ""
        if fault != "550":
            del self.plan[address]
        return fault

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        fault = self.fault_of(address, "550", "450", "421", "close")
        if fault == "close":
            server.transport.abort()
        if fault in {"550", "450", "421"}:
            return f"{fault} says the plan"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        address = envelope.rcpt_tos[0]
        if self.fault_of(address, "451"):
            return "451 says the plan"
        named = message_from_bytes(envelope.content, policy=policy.default)
        entry = {
            "key": named["X-Notification-Key"],
            "to": address,
            "id": named["Message-ID"],
            "peer": session.peer[1],
        }
        with self.log.open("a") as log:
            log.write(json.dumps(entry) + "\n")
        if fault := self.fault_of(address, *SILENT):
            await asyncio.sleep(SILENT[fault])
            server.transport.abort()
        await asyncio.sleep(self.random.uniform(0, SLOWEST_ANSWER))
        return "250 OK"


def start(house: House, plan: dict[str, str]) -> "tuple[Path, subprocess.Popen[str]]":
    """Start it where the house looks for its mail server; return the log, and the process that says when it is ready."""
    plan_file, log = house.folder / "plan.json", house.folder / "received.jsonl"
    plan_file.write_text(json.dumps(plan))
    command = ["-m", "tests.faults.mail_server", house.environment["EMAIL_PORT"], str(plan_file), str(log)]
    return log, house.python(*command, stdout=subprocess.PIPE)


def received(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


if __name__ == "__main__":
    port, plan_file, log_file = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    controller = Controller(FaultyServer(json.loads(plan_file.read_text()), log_file), hostname="127.0.0.1", port=port)
    controller.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        asyncio.run(asyncio.sleep(3600))
