"""Links set by hand, kept by the content of their blocks so that they hold for later versions of both files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transqa.align import in_order
from transqa.model import Bitext, Document, Link


@dataclass(frozen=True, slots=True)
class Override:
    """Blocks that belong together, by their keys; one side may be empty."""

    source: tuple[str, ...]
    target: tuple[str, ...]


def block_keys(document: Document) -> tuple[str, ...]:
    """A name for every block that depends on its content alone; the second block of the same content ends in ``-2``."""
    seen: Counter[str] = Counter()
    keys = []
    for block in document.blocks:
        text = " ".join(document.text[block.span.start : block.span.end].split())
        name = hashlib.sha256(f"{block.kind}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        seen[name] += 1
        keys.append(f"{name}-{seen[name]}")
    return tuple(keys)


def apply_overrides(bitext: Bitext, overrides: Sequence[Override]) -> tuple[Bitext, frozenset[int]]:
    """The bitext with the links set by hand, and the places of those among its links.

    An override whose blocks are not all there is left out, and so is one that claims a block which a later one claims too.
    What they leave of a link that was found stays a link.
    """
    places = [{key: index for index, key in enumerate(block_keys(side))} for side in (bitext.source, bitext.target)]
    taken: tuple[set[int], set[int]] = (set(), set())
    given: list[Link] = []
    for override in reversed(overrides):
        if not all(
            key in known for known, keys in zip(places, (override.source, override.target), strict=True) for key in keys
        ):
            continue
        source = tuple(sorted(places[0][key] for key in override.source))
        target = tuple(sorted(places[1][key] for key in override.target))
        if (source or target) and taken[0].isdisjoint(source) and taken[1].isdisjoint(target):
            given.append(Link(source, target, 1.0))
            taken[0].update(source)
            taken[1].update(target)
    if not given:
        return bitext, frozenset()
    rest = [
        replace(
            link,
            source=tuple(index for index in link.source if index not in taken[0]),
            target=tuple(index for index in link.target if index not in taken[1]),
        )
        for link in bitext.links
    ]
    links = in_order([*given, *(link for link in rest if link.source or link.target)])
    by_hand = {(link.source, link.target) for link in given}
    chosen = frozenset(place for place, link in enumerate(links) if (link.source, link.target) in by_hand)
    return replace(bitext, links=tuple(links)), chosen
