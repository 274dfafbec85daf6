"""What stands in the XML of a document? Read as a stream of elements; declarations of types and entities are refused."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from portal.uploads.cleaning.verdict import Refused

DEEPEST = 200
Start = Callable[[str, str, Mapping[str, str]], None]


def walk(data: bytes, start: Start, text: Callable[[str], None] | None = None, end: Start | None = None) -> None:
    """Call start(namespace, name, attributes by "namespace name") for each element. Raises Refused for what is not plain."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def no_types(*_given: object) -> None:
        raise Refused("odd_xml")

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused("odd_xml")
        space, _blank, name = tag.rpartition(" ")
        start(space, name, attributes)

    def on_end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            space, _blank, name = tag.rpartition(" ")
            end(space, name, {})

    parser.StartDoctypeDeclHandler = no_types
    parser.EntityDeclHandler = no_types
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refused("damaged") from error


def local(attributes: Mapping[str, str], name: str) -> str:
    """Return an attribute's value, whatever its namespace."""
    for key, value in attributes.items():
        if key.rpartition(" ")[2] == name:
            return value
    return ""
