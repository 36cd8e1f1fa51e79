"""MRK012."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import BlockKind, Edit, Fix, InlineKind, Safety, Severity, Span
from transqa.rules.markup.inline_codes import changed_codes
from transqa.rules.markup.inventory import inventory, paragraph, raw
from transqa.text.markup import PLACEHOLDER, placeholder_key

_NAME = re.compile(r"</?([A-Za-z][\w.:-]*)")
#: Blanks or full-width brackets a machine put into a tag or an entity.
_BROKEN = re.compile(
    r"<\s+/?\s*(?P<a>[A-Za-z][\w-]*)\s*/?\s*>|</\s+(?P<b>[A-Za-z][\w-]*)\s*>|＜/?(?P<c>[A-Za-z][\w-]*)＞"
    r"|&(?P<entity>nbsp|lt|gt|amp|quot|#\d{2,5})\s+;|&\s+(?:nbsp|lt|gt|amp|quot);"
)
_CURLY = re.compile(r"\$?\{\{?\s*[^{}\s,，、:]{1,40}\s*\}?\}")
#: Tags that say how text looks or breaks, which Markdown may say as well.
_LIGHT = frozenset("br wbr nobr span font b strong i em s del code kbd".split())
#: So many placeholders are looked for in a text that is not prose.
_SOUGHT = 100
_TAG = re.compile(r"[<＜] ?(?P<close>/?) ?(?P<name>[A-Za-z][\w-]*)(?:\s[^<>]*)?(?P<alone>/?)[>＞]")
_CODE = re.compile(r"`[^`\n]*`")
_ADDRESS = re.compile(r"""(?:src|href)\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
_DIRECTIVE = re.compile(r":?\{?(?P<role>[A-Za-z][\w:+.-]*)\}?:?`(?P<argument>[^`\n]+)`")


@rule("MRK012", "placeholder-changed", mqm="markup/placeholder", severity=Severity.MAJOR, scope=Scope.DOCUMENT)
def placeholder_changed(context: Context) -> Iterator[Fault]:
    """A placeholder, an HTML tag or a role of the documentation system is gone, translated or broken.

    Placeholders are ``{name}``, ``{{name}}``, ``${name}``, ``%s``, ``%(name)s`` and ``<|name|>``; one that stands
    anywhere in the translation of its paragraph, also as code, is there. Tags count over the whole document, so that a
    tag on a line of its own is not missed; one that is opened and not closed is reported where the source closes it.
    Roles (``:numref:`fig_1```, ``{ref}`x```) must still be read as such. Inline codes of XLIFF and TMX (``<x id="1"/>``)
    count unit by unit.

    Why: a program fills in ``{name}`` and not ``{名称}``; half a tag swallows the rest of the page.
    Bad: Hello {user_name}, welcome. => 你好，{用户名}，欢迎。
    Good: Hello {user_name}, welcome. => 你好，{user_name}，欢迎。
    Fix: safe for blanks in a tag; the source's placeholder, unsafe, where one stands in its place.
    """
    yield from _broken_tags(context)
    yield from _lost_tags(context)
    yield from _unclosed_tags(context)
    yield from changed_codes(context)
    if PLACEHOLDER.search(context.source.text):
        for pair in inventory(context).judged:
            yield from _placeholders(pair)
    yield from _roles(context)


def _placeholders(pair: Pair) -> Iterator[Fault]:
    prose = pair.source.prose
    if "{" not in prose and "%" not in prose and "<|" not in prose:
        return
    source = [(match.start(), match.end(), match.group()) for match in PLACEHOLDER.finditer(prose)]
    if not source:
        return
    text = pair.target.prose
    there = Counter(placeholder_key(match.group()) for match in PLACEHOLDER.finditer(pair.target.text))
    known = {placeholder_key(found) for _, _, found in source}
    whole = raw(pair.target)
    sought = 0
    foreign = [match for match in _CURLY.finditer(text) if placeholder_key(match.group()) not in known]
    for start, end, found in source:
        key = placeholder_key(found)
        if there[key]:
            there[key] -= 1
            continue
        if sought < _SOUGHT and found in whole:
            continue
        sought += 1
        wrong = foreign.pop(0) if foreign and "{" in found else None
        place = pair.target.quote(*wrong.span()) if wrong else None
        yield Fault(
            f"the placeholder {found!r} became {place.text!r}; it must stay as it is"
            if place
            else f"the placeholder {found!r} is not in the translation",
            source=pair.source.quote(start, end),
            target=place,
            severity=None if place else Severity.MINOR,
            fixes=(Fix(found, Safety.UNSAFE, (Edit(place.span, found),)),) if place else (Fix(found),),
            confidence=0.85 if place else 0.6,
            evidence={"kind": "placeholder"},
        )


def _broken_tags(context: Context) -> Iterator[Fault]:
    text = context.target.text
    if "<" not in text and "&" not in text and "＜" not in text:
        return
    for pair in context.pairs:
        prose = pair.target.prose
        if "<" not in prose and "&" not in prose and "＜" not in prose:
            continue
        broken = list(_BROKEN.finditer(prose))
        known = {match.group() for match in _BROKEN.finditer(pair.source.prose)} if broken else ()
        tags = set(_NAME.findall(raw(pair.source))) if broken else ()
        for match in broken:
            name = match["a"] or match["b"] or match["c"]
            if match.group() in known or (name and name not in tags):
                continue  # a < b > c
            fixed = "".join(match.group().split()).replace("＜", "<").replace("＞", ">")
            place = pair.target.quote(*match.span())
            yield Fault(
                f"{place.text!r} is no tag and shows in the text; write {fixed!r}",
                source=paragraph(pair.source),
                target=place,
                fixes=(Fix(fixed, Safety.SAFE, (Edit(place.span, fixed),)),),
                confidence=0.9,
                evidence={"kind": "tag"},
            )


def _unclosed_tags(context: Context) -> Iterator[Fault]:
    """Tags of which a paragraph opens as many as it closes in the source, and not in the translation."""
    if "</" not in context.source.text:
        return
    for pair in context.judged:
        if any(block.kind is BlockKind.CODE for block in pair.source.blocks + pair.target.blocks):
            continue
        if "</" not in raw(pair.source):
            continue
        text, other = (_CODE.sub(lambda code: " " * len(code[0]), raw(side)) for side in (pair.source, pair.target))
        source, target = _balance(text), _balance(other)
        for name, balance in target.items():
            if not balance or source.get(name) != 0:
                continue
            start = pair.target.blocks[0].span.start
            last = [tag for tag in _TAG.finditer(other) if tag["name"].lower() == name][-1]
            wrong = balance > 0 and not last["close"] and balance % 2 == 0
            place = context.target.quote(Span(start + last.start(), start + last.end()))
            fixed = f"</{name}>"
            yield Fault(
                f"{place.text!r} stands where the source closes the tag; write {fixed!r}"
                if wrong
                else f"the tag {place.text!r} has lost its other half",
                source=paragraph(pair.source),
                target=place,
                fixes=(Fix(fixed, Safety.UNSAFE, (Edit(place.span, fixed),)),) if wrong else (),
                confidence=0.8,
                evidence={"kind": "tag", "name": name},
            )


def _balance(text: str) -> dict[str, int]:
    """Opening tags less closing ones, by name."""
    found: dict[str, int] = {}
    for tag in _TAG.finditer(text):
        if not tag["alone"]:
            name = tag["name"].lower()
            found[name] = found.get(name, 0) + (-1 if tag["close"] else 1)
    return found


def _lost_tags(context: Context) -> Iterator[Fault]:
    rows = list(inventory(context).rows(InlineKind.HTML))
    if not any(row.source for row in rows):
        return
    have, need = (
        Counter(name.lower() for name in _NAME.findall(document.text)) for document in (context.target, context.source)
    )
    for row in rows:
        if not row.pair.judged or not row.source:
            continue
        text = raw(row.pair.target)
        there = Counter(name.lower() for name in _NAME.findall(text))
        for mark in row.source:
            match = _NAME.match(mark.raw)
            name = match[1].lower() if match else ""
            if there[name]:
                there[name] -= 1
            elif name and name not in _LIGHT and not mark.raw.startswith("</") and have[name] < need[name]:
                need[name] -= 1
                address = _ADDRESS.search(mark.raw)
                if address and address[1] in text:
                    continue  # a Markdown link or image instead
                yield Fault(
                    f"the tag {mark.raw!r} is not in the translation",
                    source=mark.quote(),
                    severity=Severity.MINOR,
                    confidence=0.6,
                    evidence={"kind": "tag", "name": name},
                )


def _roles(context: Context) -> Iterator[Fault]:
    """Roles whose argument is there, but as plain code."""
    for row in inventory(context).rows(InlineKind.DIRECTIVE, InlineKind.CODE):
        if not row.pair.judged:
            continue
        plain = {mark.content.strip(): mark for mark in row.target if mark.inline.kind is InlineKind.CODE}
        kept = {mark.raw for mark in row.target}
        code = {mark.content.strip() for mark in row.source if mark.inline.kind is InlineKind.CODE}
        for mark in row.source:
            match = _DIRECTIVE.fullmatch(mark.raw) if mark.inline.kind is InlineKind.DIRECTIVE else None
            if not match or mark.raw in kept or match["argument"] in code:
                continue
            other = plain.get(match["argument"].strip())
            if other is None:
                continue
            start = other.inline.span.start
            lead = re.search(r"[:：{｛][ ]?[\w:+.-]*[ ]?[:：}｝][ ]?\Z", other.before)
            span = Span(start - (len(lead.group()) if lead else 0), other.inline.span.end)
            place = other.document.quote(span)
            yield Fault(
                f"the role {mark.raw!r} became {place.text!r} and is no reference any more",
                source=mark.quote(),
                target=place,
                fixes=(Fix(mark.raw, Safety.SAFE if lead else Safety.UNSAFE, (Edit(span, mark.raw),)),),
                confidence=0.85,
                evidence={"kind": "role"},
            )
