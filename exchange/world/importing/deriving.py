"""What do we conclude from a row that the file does not say outright? Little, and carefully."""

import re

RECALLED = "recalled"  # the source id of whatever comes from memory alone

# A single zone for the whole country; countries with several are in CITY_ZONES or stay empty.
COUNTRY_ZONES = {
    "AT": "Europe/Vienna",
    "BE": "Europe/Brussels",
    "CH": "Europe/Zurich",
    "CO": "America/Bogota",
    "CZ": "Europe/Prague",
    "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen",
    "FI": "Europe/Helsinki",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "GR": "Europe/Athens",
    "IE": "Europe/Dublin",
    "IS": "Atlantic/Reykjavik",
    "IT": "Europe/Rome",
    "LU": "Europe/Luxembourg",
    "NL": "Europe/Amsterdam",
    "NO": "Europe/Oslo",
    "SI": "Europe/Ljubljana",
    "SL": "Africa/Freetown",
}
# Mainland zones; a room on the Canaries, the Azores or Madeira needs a line of its own below.
COUNTRY_ZONES |= {"ES": "Europe/Madrid", "PT": "Europe/Lisbon"}
_CITIES = {
    "America/New_York": "US:New York,Providence,Burlington,Philadelphia",
    "America/Los_Angeles": "US:San Francisco,Los Angeles,Seattle",
    "America/Toronto": (
        "CA:Toronto,Ottawa,Montréal,Québec,Gatineau,Kitchener,Guelph,Hamilton,Thunder Bay,London,St. Catharines,"
        "Kingston,Peterborough"
    ),
    "America/Vancouver": (
        "CA:Vancouver,Victoria,Surrey,Nanaimo,Campbell River,Courtenay,Duncan,Port Alberni,Prince George,Kelowna,Kamloops"
    ),
    "America/Edmonton": "CA:Edmonton,Calgary,Lethbridge,Red Deer,Grande Prairie",
    "America/Regina": "CA:Saskatoon,Regina",
    "America/Winnipeg": "CA:Winnipeg",
    "America/Whitehorse": "CA:Whitehorse",
    "America/Halifax": "CA:Halifax",
    "Australia/Sydney": "AU:Sydney",
    "Australia/Melbourne": "AU:Melbourne",
    "America/Tijuana": "MX:Mexicali",
}
CITY_ZONES = {
    (cities[:2], city): zone for zone, cities in _CITIES.items() for city in cities.partition(":")[2].split(",")
}


def time_zone(iso2: str, city: str) -> str:
    """Return the IANA zone, or nothing where we would have to guess."""
    return CITY_ZONES.get((iso2, city)) or COUNTRY_ZONES.get(iso2, "")


NOT_IN_FORCE = re.compile(
    r"\b(drafts?|tabl(es|ed)|veto\w*|asks?|propos\w+|sues?|rejects?|ruling|stayed|refuses|signatures|study|opens)\b",
    re.IGNORECASE,
)
INFORMAL = re.compile(r"\b(informal|unofficial|tolerat\w+|announce[sd]?|discussed|planned)\b", re.IGNORECASE)
LAW = re.compile(
    r"\b(act( no\.)?|laws?|legislation|decree(-law)?|decree-law|amendment|ordinance|section \d+\w*|bill [a-z]-?\d+"
    r"|guidelines|instruction|criminal code|pilot enacted|policy statement)\b",
    re.IGNORECASE,
)


def milestone_kind(event: str) -> str:
    """Return "informal", "law" (a rule in force) or, in doubt, "event"."""
    if INFORMAL.search(event):
        return "informal"
    if LAW.search(event) and not NOT_IN_FORCE.search(event):
        return "law"
    return "event"


INVENTORIES = re.compile(
    r"EMCDDA|EUDA|Harm Reduction International|INDCR|Correlation|focal point|Trimbos|Health Canada|Statistics",
    re.IGNORECASE,
)


def is_inventory(publisher: str) -> bool:
    """Is it a monitoring body whose counts a line may join? Press and encyclopaedias are not."""
    return bool(INVENTORIES.search(publisher))


def operator_and_doubt(operator: str) -> tuple[str, str]:
    """Split off an operator that is known from memory only: it goes to the editors until somebody checks it."""
    if operator.endswith("(recalled)"):
        name = operator.removesuffix("(recalled)").strip()
        return "", f"Operator from memory, to be checked: {name}."
    return operator, ""
