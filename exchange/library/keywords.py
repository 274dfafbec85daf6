"""Which topics and which country do the free keywords of a reference stand for? Other keywords stay keywords."""

from collections.abc import Iterable

TOPICS = {
    "community-attitudes": "neighbours",
    "cost-effectiveness": "cost-funding",
    "covid-19": "continuity",
    "drug-checking": "drug-checking",
    "health-promotion": "safer-use",
    "hepatitis-hiv": "bbv",
    "housing": "housing-social",
    "implementation": "opening",
    "inhalation": "inhalation",
    "legal": "legal",
    "mobile": "outreach-mobile",
    "mortality": "overdose-response",
    "naloxone": "overdose-response",
    "needle-exchange": "safer-use",
    "overdose": "overdose-response",
    "peer-work": "peer-work",
    "policy": "advocacy",
    "public-order": "neighbours",
    "service-users": "client-participation",
    "staff": "staffing",
    "treatment-linkage": "treatment-links",
    "women": "women-gender",
    "young-people": "inclusion",
}
COUNTRIES = {
    "australia": "AU",
    "belgium": "BE",
    "canada": "CA",
    "denmark": "DK",
    "france": "FR",
    "germany": "DE",
    "greece": "GR",
    "ireland": "IE",
    "mexico": "MX",
    "netherlands": "NL",
    "norway": "NO",
    "portugal": "PT",
    "scotland": "GB",
    "spain": "ES",
    "switzerland": "CH",
    "uk": "GB",
    "usa": "US",
}


def topics(keywords: Iterable[str]) -> set[str]:
    return {TOPICS[word] for word in keywords if word in TOPICS}


def country(keywords: Iterable[str]) -> str:
    """Return the ISO code when the keywords name exactly one country."""
    found = {COUNTRIES[word] for word in keywords if word in COUNTRIES}
    return found.pop() if len(found) == 1 else ""
