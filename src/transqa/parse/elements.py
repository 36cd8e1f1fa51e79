"""XML as a stream of small trees whose every part knows its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from transqa.text.xml import Token, attributes, tokens


@dataclass(slots=True)
class Element:
    """An element; ``start`` to ``end`` with its tags, ``inner`` to ``inner_end`` without them.

    Names in the namespace of the root element have no prefix, all others keep theirs. Comments and processing
    instructions are among the children as tokens of the kind ``other``.
    """

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    inner_end: int = -1
    end: int = -1
    children: list[Element | Token] = field(default_factory=list)

    def find(self, name: str) -> Element | None:
        """The first child element of this name."""
        return next(self.all(name), None)

    def all(self, *names: str) -> Iterator[Element]:
        """The child elements of these names."""
        return (child for child in self.children if isinstance(child, Element) and child.name in names)


def read_elements(text: str, *names: str) -> Iterator[tuple[list[Element], Element]]:
    """The outermost elements of these names with their ancestors, the root first. The ancestors have no children.

    The text is well-formed XML: see :func:`transqa.text.xml.check_xml`.
    """
    prefix = ""
    opened: list[Element] = []
    # How many of the open elements are part of the tree that is being built.
    inside = 0
    for token in tokens(text):
        if token.kind in ("open", "empty"):
            if not opened:
                head, colon, _ = token.name.rpartition(":")
                prefix = head + colon
            element = Element(
                token.name.removeprefix(prefix),
                attributes(token.attributes),
                token.start,
                token.end,
                token.end,
                token.end,
            )
            if inside:
                opened[-1].children.append(element)
            if inside or element.name in names:
                inside += 1
            opened.append(element)
        if token.kind in ("close", "empty"):
            element = opened.pop()
            if token.kind == "close":
                element.inner_end, element.end = token.start, token.end
            if inside:
                inside -= 1
                if not inside:
                    yield list(opened), element
        elif inside and token.kind in ("text", "cdata", "other"):
            opened[-1].children.append(token)


def inherited(ancestors: list[Element], element: Element, name: str) -> str:
    """The value of an attribute at the element or its nearest ancestor that has it; empty for none."""
    return next((one.attributes[name] for one in (element, *reversed(ancestors)) if name in one.attributes), "")
