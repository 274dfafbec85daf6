"""How do templates speak of people and countries? {% load people %}"""

from django import template

from accounts import bylines, countries, regions
from accounts.models import Member
from portal.vocabularies.queries import label

register = template.Library()


@register.filter
def byline(member: Member | None, show_as: str = "role-country") -> str:
    """{{ practice.author.member|byline:practice.show_author_as }}"""
    return bylines.byline(member, show_as)


@register.filter
def country(code: str) -> str:
    """{{ request.country|country }}: the name in the reader's language."""
    return countries.country_name(code)


@register.filter
def region(code: str) -> str:
    """{{ request.country|region }}: the region of a country, in words."""
    return regions.region_of_country_label(code)


@register.filter
def few(count: int) -> str:
    """{{ number|few }}: "<5" under five."""
    return bylines.few(count)


@register.filter
def speaks(languages: list[dict[str, str]]) -> str:
    """{{ member.languages|speaks }}: English (fluent), German (basic)"""
    return ", ".join(
        f"{label('language', row['code'])} ({label('language-level', row['level']).lower()})" for row in languages
    )
