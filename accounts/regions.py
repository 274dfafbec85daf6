"""In which part of the world is a country? ISO code to United Nations region (M49), in words."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

_REGIONS: dict[str, tuple[str, str]] = {
    "northern-africa": (noop("northern Africa"), "DZ EG EH LY MA SD TN"),
    "eastern-africa": (noop("eastern Africa"), "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW"),
    "middle-africa": (noop("middle Africa"), "AO CD CF CG CM GA GQ ST TD"),
    "southern-africa": (noop("southern Africa"), "BW LS NA SZ ZA"),
    "western-africa": (noop("western Africa"), "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG"),
    "caribbean": (
        noop("the Caribbean"),
        "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    ),
    "central-america": (noop("Central America"), "BZ CR GT HN MX NI PA SV"),
    "south-america": (noop("South America"), "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE"),
    "northern-america": (noop("North America"), "BM CA GL PM US"),
    "antarctica": (noop("Antarctica"), "AQ"),
    "central-asia": (noop("central Asia"), "KG KZ TJ TM UZ"),
    "eastern-asia": (noop("eastern Asia"), "CN HK JP KP KR MN MO TW"),
    "south-eastern-asia": (noop("south-eastern Asia"), "BN ID KH LA MM MY PH SG TH TL VN"),
    "southern-asia": (noop("southern Asia"), "AF BD BT IN IR LK MV NP PK"),
    "western-asia": (noop("western Asia"), "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE"),
    "eastern-europe": (noop("eastern Europe"), "BG BY CZ HU MD PL RO RU SK UA"),
    "northern-europe": (noop("northern Europe"), "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ"),
    "southern-europe": (noop("southern Europe"), "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK"),
    "western-europe": (noop("western Europe"), "AT BE CH DE FR LI LU MC NL"),
    "australia-new-zealand": (noop("Australia and New Zealand"), "AU CC CX HM NF NZ"),
    "melanesia": (noop("Melanesia"), "FJ NC PG SB VU"),
    "micronesia": (noop("Micronesia"), "FM GU KI MH MP NR PW UM"),
    "polynesia": (noop("Polynesia"), "AS CK NU PF PN TK TO TV WF WS"),
}
_REGION_OF = {code: slug for slug, (_label, codes) in _REGIONS.items() for code in codes.split()}

COUNTRY_CODES = frozenset(_REGION_OF)


def region_of(code: str) -> str:
    """Return the slug of the region, e.g. "western-europe"; "" for an unknown or empty code."""
    return _REGION_OF.get(code, "")


def region_label(slug: str) -> str:
    """Return the translated words for a region's slug; "" where there is none."""
    return gettext(_REGIONS[slug][0]) if slug in _REGIONS else ""


def region_of_country_label(code: str) -> str:
    """Return the translated words for the region of an ISO country code."""
    return region_label(region_of(code))


def region_choices() -> list[tuple[str, str]]:
    return sorted(((slug, region_label(slug)) for slug in _REGIONS), key=lambda pair: pair[1])
