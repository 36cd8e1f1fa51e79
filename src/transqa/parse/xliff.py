"""XLIFF 1.0 to 1.2 and 2.0 to 2.2, of OASIS (ISO 21720): segments with their states."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.errors import InputError
from transqa.model import Block
from transqa.parse.codes import read_content
from transqa.parse.elements import Element, inherited, read_elements
from transqa.parse.unit import Unit
from transqa.text.xml import attributes, tokens

#: States in which a translation is not there yet, whatever stands in its place.
_WAITING = frozenset({"new", "needs-translation", "initial"})
#: States in which it must be there.
_DONE = frozenset({"translated", "signed-off", "reviewed", "final"})
_SPACE = "xml:space"


def version(text: str, *, path: str) -> int:
    """1 or 2.

    Raises:
        InputError: another XML file.
    """
    root = next(token for token in tokens(text) if token.kind in ("open", "empty"))
    said = attributes(root.attributes).get("version", "")
    if root.name.rpartition(":")[2] != "xliff" or said[:2] not in ("1.", "2."):
        raise InputError(f"{path}: its root is <{root.name} version={said!r}>, not XLIFF 1 or 2")
    return int(said[0])


def read_xliff(text: str, *, path: str) -> Iterator[Unit]:
    """The segments of a well-formed file, in order.

    Raises:
        InputError: another XML file.
    """
    if version(text, path=path) == 1:
        for ancestors, unit in read_elements(text, "trans-unit"):
            if inherited(ancestors, unit, "translate") != "no":
                yield from _read_unit_1(text, ancestors, unit)
    else:
        for ancestors, unit in read_elements(text, "unit"):
            if inherited(ancestors, unit, "translate") != "no":
                yield from _read_unit_2(text, ancestors, unit)


def _read_unit_1(text: str, ancestors: list[Element], unit: Element) -> Iterator[Unit]:
    source, target = unit.find("source"), unit.find("target")
    if source is None:
        return
    state = target.attributes.get("state", "") if target else ""
    language = inherited(ancestors, unit, "target-language") or (
        target.attributes.get("xml:lang", "") if target else ""
    )
    languages = (inherited(ancestors, unit, "source-language"), language)
    due = state in _DONE or unit.attributes.get("approved") == "yes"
    segmented = unit.find("seg-source")
    first, second = (dict(_segments(side)) if side else {} for side in (segmented, target))
    if first and second and second.keys() <= first.keys():
        rows = [(part, second.get(key)) for key, part in first.items()]
    else:
        rows = [(source, target)]
    for one, other in rows:
        ended = None if other is None or state in _WAITING else _content(text, [*ancestors, unit], other)
        yield Unit(_content(text, [*ancestors, unit], one), ended, languages, due)


def _segments(parent: Element) -> Iterator[tuple[str, Element]]:
    """Segments of a text by their identifiers, also from within inline codes."""
    for child in parent.children:
        if isinstance(child, Element):
            if child.name == "mrk" and child.attributes.get("mtype") == "seg":
                yield child.attributes.get("mid", ""), child
            else:
                yield from _segments(child)


def _read_unit_2(text: str, ancestors: list[Element], unit: Element) -> Iterator[Unit]:
    root = ancestors[0].attributes
    languages = (root.get("srcLang", ""), root.get("trgLang", ""))
    for segment in unit.all("segment"):
        source, target = segment.find("source"), segment.find("target")
        if source is None:
            continue
        state = segment.attributes.get("state", "")
        within = [*ancestors, unit, segment]
        ended = None if target is None or state in _WAITING else _content(text, within, target)
        yield Unit(_content(text, within, source), ended, languages, state in _DONE)


def _content(text: str, ancestors: list[Element], element: Element) -> Block | None:
    return read_content(text, element, preserve=inherited(ancestors, element, _SPACE) == "preserve")
