"""How is a broken row said in words? File, row, field, what is wrong, and what to do."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError


@dataclass(frozen=True)
class Problem:
    """`row` counts from 1 and says in brackets which row it is."""

    file: str
    row: str
    field: str
    text: str

    def __str__(self) -> str:
        where = [self.file, self.row, f"field {self.field}" if self.field else ""]
        return f"{', '.join(part for part in where if part)}: {self.text}."


def row_name(number: int, label: Any = None) -> str:
    return f"row {number}" + (f" ({label})" if label else "")


def of_validation(file: str, row: str, error: ValidationError) -> list[Problem]:
    """Return one problem for each field; the arms of a union are one field."""
    found: dict[str, Problem] = {}
    for item in error.errors(include_url=False):
        field = _field(item["loc"])
        found.setdefault(field, Problem(file, row, field, _say(item)))
    return list(found.values())


def _field(loc: tuple[int | str, ...]) -> str:
    """Name the field as the file has it: what follows it in pydantic's path is an arm of a union or a list index."""
    if not loc:
        return ""
    return f"{loc[0]}, entry {loc[1] + 1}" if len(loc) > 1 and isinstance(loc[1], int) else str(loc[0])


ADVICE = {
    "missing": "it is missing; add it (null where nothing is known)",
    "extra_forbidden": "this field is not known; correct its name or take it out",
    "string_too_short": "it is empty; fill it in",
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "list_type": "write a list in square brackets",
    "model_type": "a row is written in curly brackets, with field names",
    "model_attributes_type": "a row is written in curly brackets, with field names",
    "string_type": "write text in quotation marks",
    "int_type": "write a whole number without quotation marks",
    "int_from_float": "write a whole number",
    "int_parsing": "write a whole number",
    "float_type": "write a number without quotation marks",
    "float_parsing": "write a number without quotation marks",
}


def _say(item: Any) -> str:
    kind, limits, given = item["type"], item.get("ctx", {}), item["input"]
    if kind in ADVICE:
        return ADVICE[kind]
    if kind == "value_error":
        return str(limits["error"])
    if kind == "string_too_long":
        return f"it is longer than {limits['max_length']} letters; shorten it"
    if kind == "greater_than_equal":
        return f"{given!r} is too small; it must be at least {limits['ge']:g}"
    if kind == "less_than_equal":
        return f"{given!r} is too large; it must be at most {limits['le']:g}"
    if kind == "literal_error":
        return f"{given!r} is not one of {limits['expected']}"
    if kind == "string_pattern_mismatch":
        return f"{given!r} does not have the right form; {_form(limits['pattern'])}"
    return f"{given!r} cannot be read ({item['msg']})"


def _form(pattern: str) -> str:
    if "10" in pattern:
        return "a DOI looks like 10.1000/182"
    if "http" in pattern:
        return "a web address begins with https://"
    if "A-Z" in pattern:
        return "write a country as two capital letters, like NL"
    return "use small letters, digits and hyphens"
