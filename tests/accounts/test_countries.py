"""Has every country a name and a region?"""

from babel import Locale
from django.utils import translation

from accounts import countries, regions


def test_every_country_of_the_unicode_list_has_a_region():
    known = {code for code in Locale("en").territories if len(code) == 2 and code.isalpha()}
    not_countries = {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
    assert known - not_countries == regions.COUNTRY_CODES


def test_names_follow_the_language():
    with translation.override("nl"):
        assert countries.country_name("DE") == "Duitsland"
    assert countries.country_name("DE") == "Germany"
    assert countries.country_name("??") == "??"


def test_choices_are_in_the_order_of_the_alphabet():
    names = [name for _code, name in countries.country_choices()]
    assert names.index("Åland Islands") < names.index("Belgium") < names.index("Zimbabwe")


def test_regions():
    assert regions.region_of("PT") == "southern-europe"
    assert regions.region_of_country_label("PT") == "southern Europe"
    assert regions.region_of("") == regions.region_label("") == ""
