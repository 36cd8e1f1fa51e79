"""TMX 1.1 to 1.4b, of LISA OSCAR: one pair of the languages of a translation memory."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.errors import InputError
from transqa.model import Block
from transqa.parse.codes import read_content
from transqa.parse.elements import Element, inherited, read_elements
from transqa.parse.unit import Unit, same_language, written_tag
from transqa.text.xml import attributes, tokens


def read_tmx(
    text: str, *, path: str, source_language: str | None = None, target_language: str | None = None
) -> Iterator[Unit]:
    """The units of a well-formed file in one pair of languages.

    The source is the language asked for, or else the one that the header calls so; the target the one asked for, or
    else the only other one.

    Raises:
        InputError: not TMX, or its languages leave a choice.
    """
    header = _header(text, path)
    units = [dict(_variants(text, ancestors, unit)) for ancestors, unit in read_elements(text, "tu")]
    found = list(dict.fromkeys(tag for unit in units for tag in unit))
    if not found:
        raise InputError(f"{path}: holds no translation unit")
    source = _tag(found, source_language, header, path, "--source-lang")
    others = [tag for tag in found if tag not in source]
    if target_language is None and len({written_tag(tag) for tag in others}) > 1:
        raise InputError(f"{path}: holds the languages {', '.join(sorted(found))}; choose one with --target-lang")
    target = _tag(others, target_language, others[0] if others else "", path, "--target-lang")
    for unit in units:
        first, second = (next((unit[tag] for tag in tags if tag in unit), None) for tags in (source, target))
        yield Unit(first, second, (source[0], target[0]))


def _header(text: str, path: str) -> str:
    """The source language of the header, empty for any."""
    opened = (token for token in tokens(text) if token.kind in ("open", "empty"))
    root = next(opened)
    if root.name != "tmx":
        raise InputError(f"{path}: its root is <{root.name}>, not TMX")
    header = next((token for token in opened if token.name == "header"), None)
    tag = attributes(header.attributes).get("srclang", "") if header else ""
    return "" if tag == "*all*" else tag


def _tag(found: list[str], asked: str | None, default: str, path: str, option: str) -> list[str]:
    """The tags that go by the language asked for; a file may spell it in more than one way."""
    wanted = asked or default
    tags = [tag for tag in found if wanted and same_language(wanted, tag)]
    # en-US and en-GB are both English; the nearest comes first.
    tags.sort(key=lambda tag: tag.lower() != wanted.lower())
    if tags:
        return tags
    reason = f"holds no {wanted}" if wanted else "does not say which language is the source"
    raise InputError(f"{path}: {reason}; it has {', '.join(sorted(found)) or 'no other'}: choose with {option}")


def _variants(text: str, ancestors: list[Element], unit: Element) -> Iterator[tuple[str, Block | None]]:
    for variant in unit.all("tuv"):
        tag = variant.attributes.get("xml:lang") or variant.attributes.get("lang", "")
        segment = variant.find("seg")
        if tag and segment is not None:
            space = inherited([*ancestors, unit, variant], segment, "xml:space")
            yield tag, read_content(text, segment, preserve=space == "preserve")
