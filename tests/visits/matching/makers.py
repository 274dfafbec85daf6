"""How do the tests of matching get facts? One maker for each side; both fit each other until a test says otherwise."""

from datetime import date
from typing import Any

from visits.matching.facts import ExpertFacts, RequestFacts, Text

TODAY = date(2026, 11, 24)


def ask(**fields: Any) -> RequestFacts:
    """A study visit about smoking rooms, in English, flexible."""
    return RequestFacts(
        **{
            "id": 1,
            "today": TODAY,
            "topics": ("inhalation",),
            "languages": {"en": "working"},
            "country": "BE",
            "requester": 900,
            "requester_countries": frozenset({"BE"}),
            "requester_organisations": frozenset({70}),
            "expert_hosts": True,
            **fields,
        }
    )


def person(id: int = 1, **fields: Any) -> ExpertFacts:
    return ExpertFacts(
        **{
            "id": id,
            "user": id + 1000,
            "country": "NL",
            "organisation": 50,
            "kinds": frozenset({"study-visit", "on-site-training", "remote-advice", "job-shadowing", "peer-review"}),
            "topics": {"inhalation": "done"},
            "languages": {"en": "fluent"},
            **fields,
        }
    )


def wrote(*bodies: str, language: str = "en") -> tuple[Text, ...]:
    return tuple(Text(body, language) for body in bodies)
