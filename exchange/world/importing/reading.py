"""What is in the folder, and what of it is broken? Everything is read and checked before anything is loaded."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from exchange.world.importing.problems import Problem, of_validation, row_name
from exchange.world.importing.rows import CountryRow, FacilityRow, FigureRow, MilestoneRow, Row, SourceRow

R = TypeVar("R", bound=Row)
Context = dict[str, set[str]]


@dataclass
class WorldData:
    """The sound rows, and a problem in words for each broken one. Keys and places are those of the files."""

    sources: dict[str, SourceRow] = field(default_factory=dict)
    countries: dict[str, CountryRow] = field(default_factory=dict)
    milestones: list[tuple[str, MilestoneRow]] = field(default_factory=list)
    figures: list[tuple[str, FigureRow]] = field(default_factory=list)  # "" = worldwide
    facilities: list[FacilityRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_folder(folder: Path) -> WorldData:
    """Read sources.json, countries.json, global_figures.json and facilities.json."""
    data = WorldData()
    for number, (slug, raw) in enumerate(_rows(folder, "sources.json", dict, data), 1):
        if row := _check(SourceRow, raw, "sources.json", row_name(number, slug), data, {}):
            data.sources[slug] = row
    context = {"sources": set(data.sources), "countries": set()}
    for number, (_, raw) in enumerate(_rows(folder, "countries.json", list, data), 1):
        _read_country(number, raw, data, context)
    for number, (_, raw) in enumerate(_rows(folder, "global_figures.json", list, data), 1):
        if figure := _check(FigureRow, raw, "global_figures.json", row_name(number), data, context):
            data.figures.append(("", figure))
    context["countries"] = set(data.countries)
    seen: dict[tuple[str, str, str], int] = {}
    for number, (_, raw) in enumerate(_rows(folder, "facilities.json", list, data), 1):
        _read_facility(number, raw, data, context, seen)
    return data


def _rows(
    folder: Path, file: str, shape: type[dict[str, Any]] | type[list[Any]], data: WorldData
) -> Iterable[tuple[str, Any]]:
    """Yield (key, row); a list has no keys. A missing or unreadable file is a problem like any other."""
    try:
        found = json.loads((folder / file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        data.problems.append(Problem(file, "", "", f"the file is missing in {folder}"))
    except UnicodeDecodeError as error:
        data.problems.append(
            Problem(file, "", "", f"the file is not UTF-8 text (byte {error.start}); save it as UTF-8")
        )
    except json.JSONDecodeError as error:
        text = f"this is not valid JSON ({error.msg}); look at column {error.colno} and just before it"
        data.problems.append(Problem(file, f"line {error.lineno}", "", text))
    else:
        if isinstance(found, shape):
            return found.items() if isinstance(found, dict) else [("", row) for row in found]
        wanted = "an object with one source for each id" if shape is dict else "a list of rows"
        data.problems.append(Problem(file, "", "", f"the file must hold {wanted}"))
    return []


def _check(kind: type[R], raw: Any, file: str, row: str, data: WorldData, context: Context) -> R | None:
    try:
        return kind.model_validate(raw, context=context)
    except ValidationError as error:
        data.problems += of_validation(file, row, error)
        return None


def _read_country(number: int, raw: Any, data: WorldData, context: Context) -> None:
    file, name = "countries.json", row_name(number, raw.get("name") if isinstance(raw, dict) else None)
    country = _check(CountryRow, raw, file, name, data, context)
    if country is None:
        return
    if country.iso2 in data.countries:
        text = f"the country {country.iso2} stands in the file twice; keep one row"
        data.problems.append(Problem(file, name, "iso2", text))
        return
    data.countries[country.iso2] = country
    for position, part in enumerate(country.legal_milestones, 1):
        if milestone := _check(MilestoneRow, part, file, f"{name}, milestone {position}", data, context):
            data.milestones.append((country.iso2, milestone))
    for position, part in enumerate(country.figures, 1):
        if figure := _check(FigureRow, part, file, f"{name}, figure {position}", data, context):
            data.figures.append((country.iso2, figure))


def _read_facility(
    number: int, raw: Any, data: WorldData, context: Context, seen: dict[tuple[str, str, str], int]
) -> None:
    file, name = "facilities.json", row_name(number, raw.get("name") if isinstance(raw, dict) else None)
    facility = _check(FacilityRow, raw, file, name, data, context)
    if facility is None:
        return
    key = (facility.country, facility.city.casefold(), facility.name.casefold())
    if key in seen:
        text = f"the same room stands in row {seen[key]}; keep one row for each country, city and name"
        data.problems.append(Problem(file, name, "name", text))
        return
    seen[key] = number
    data.facilities.append(facility)
