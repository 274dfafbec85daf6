"""What must a row look like? One model for each kind of row in the data files."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, model_validator

from accounts.countries import is_country
from portal import clock
from portal.vocabularies import queries as vocabularies

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Words = Annotated[str, StringConstraints(strip_whitespace=True)]
Year = Annotated[int, Field(ge=1800, le=2100, strict=True)]


def _not_to_come(year: int) -> int:
    """What was counted or happened is not in the future."""
    if year > clock.today().year:
        raise ValueError(f"{year} is in the future; write the year it tells of, or null where nobody knows it")
    return year


def _in_the_world(iso2: str) -> str:
    if not is_country(iso2):
        raise ValueError(f"there is no country with the code {iso2!r}; write its ISO 3166 code, like NL")
    return iso2


PastYear = Annotated[Year, AfterValidator(_not_to_come)]
WebAddress = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500, pattern=r"^https?://[^\s]+$")]


def _known_source(slug: str, info: ValidationInfo) -> str:
    if info.context and slug not in info.context["sources"]:
        raise ValueError(f"there is no source {slug!r} in sources.json, or its row is broken")
    return slug


def _known_country(iso2: str, info: ValidationInfo) -> str:
    if info.context and iso2 not in info.context["countries"]:
        raise ValueError(f"there is no country {iso2!r} in countries.json, or its row is broken")
    return iso2


def _from_list(vocabulary: str) -> AfterValidator:
    def check(slug: str) -> str:
        allowed = [term.slug for term in vocabularies.terms(vocabulary, with_inactive=True)]
        if slug not in allowed:
            raise ValueError(f"{slug!r} is not in the list {vocabulary}; it has: {', '.join(allowed)}")
        return slug

    return AfterValidator(check)


SourceId = Annotated[Text, AfterValidator(_known_source)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class Row(BaseModel):
    # A misspelt field must be seen, not lost.
    model_config = ConfigDict(extra="forbid")


class SourceRow(Row):
    title: Annotated[Text, StringConstraints(max_length=300)]
    publisher: Annotated[Words, StringConstraints(max_length=200)] = ""
    year: Year | None = None
    url: WebAddress | None = None
    seen: bool = True
    note: Words | None = None


class MilestoneRow(Row):
    year: PastYear | None
    event: Annotated[Text, StringConstraints(max_length=400)]
    source_id: SourceId


class FigureRow(Row):
    indicator: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=60)]
    value: (
        Annotated[int, Field(strict=True)]
        | Annotated[float, Field(strict=True)]
        | Annotated[Text, Field(max_length=120)]
    )
    year: PastYear | None
    source_id: SourceId
    note: Words | None = None
    place: Annotated[Words, StringConstraints(max_length=120)] | None = None
    unit: Annotated[Words, StringConstraints(max_length=60)] | None = None
    qualifier: Annotated[Words, StringConstraints(max_length=120)] | None = None


class CountryRow(Row):
    """Milestones and figures are checked one by one, so that each problem names its own row."""

    iso2: Annotated[CountryCode, AfterValidator(_in_the_world)]
    name: Annotated[Text, StringConstraints(max_length=80)]
    legal_basis: Annotated[str, _from_list("legal-basis")]
    legal_level: Annotated[str, _from_list("legal-level")] | None = None
    legal_since: PastYear | None = None
    legal_source_id: SourceId | None = None
    discussion: Annotated[str, _from_list("country-discussion")]
    status_note: Words | None = None
    first_opened_year: PastYear | None = None
    first_opened_source_id: SourceId | None = None
    summary: Words = ""
    legal_milestones: list[object] = []
    figures: list[object] = []

    @model_validator(mode="after")
    def facts_have_a_source(self) -> "CountryRow":
        if self.first_opened_year and not self.first_opened_source_id:
            raise ValueError("first_opened_year stands without first_opened_source_id; name the source")
        if (self.legal_level or self.legal_since) and not self.legal_source_id:
            raise ValueError("legal_level or legal_since stands without legal_source_id; name the source")
        return self


class FacilityRow(Row):
    name: Annotated[Text, StringConstraints(max_length=160)]
    city: Annotated[Text, StringConstraints(max_length=80)]
    country: Annotated[CountryCode, AfterValidator(_known_country)]
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    coordinate_precision: Literal["city"] | None = None
    opened_year: Year | None = None
    closed_year: PastYear | None = None
    status: Annotated[str, _from_list("facility-status")]
    model: Annotated[str, _from_list("facility-model")]
    routes: list[Annotated[str, _from_list("route")]] = []
    target_groups: list[Annotated[str, _from_list("target-group")]] = []
    legal_basis: Annotated[str, _from_list("legal-basis")] | None = None
    operator: Annotated[Words, StringConstraints(max_length=160)] | None = None
    website: WebAddress | None = None
    source_id: SourceId
    confidence: Literal["high", "medium", "recalled"]
    note: Words | None = None
    note_for: Literal["editors"] | None = None

    @model_validator(mode="after")
    def closes_after_it_opens(self) -> "FacilityRow":
        if self.opened_year and self.closed_year and self.closed_year < self.opened_year:
            raise ValueError(f"closed_year {self.closed_year} is before opened_year {self.opened_year}")
        return self

    @model_validator(mode="after")
    def opens_later_only_where_planned(self) -> "FacilityRow":
        if self.opened_year and self.opened_year > clock.today().year and self.status != "planned":
            raise ValueError(f"opened_year {self.opened_year} is in the future, but the status is not planned")
        return self

    @model_validator(mode="after")
    def is_allowed(self) -> "FacilityRow":
        if self.status == "open" and self.legal_basis == "none":
            raise ValueError("a room that is open without any legal basis is never listed; leave the row out")
        return self

    @model_validator(mode="after")
    def stands_somewhere(self) -> "FacilityRow":
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude and longitude belong together; give both or neither")
        return self
