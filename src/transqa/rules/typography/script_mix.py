"""TYP015."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Safety, Severity
from transqa.rules.typography.sheet import Hit, Sheet, faults, replaced, sheet, short
from transqa.text.script import Script, converted, part_of_another, script, script_of

#: So many characters of the other script before a block or a document is said to be written in it.
_BLOCK, _DOCUMENT = 8, 20
_NAMES = {"zh-Hans": ("traditional", "simplified"), "zh-Hant": ("simplified", "traditional")}
_TITLES = re.compile(r"《[^《》\x1e]*》")
_QUOTED = re.compile(r"《[^《》\x1e]*》|「[^「」\x1e]*」|『[^『』\x1e]*』")
_KANA = re.compile("[\u3041-\u30fa]")


@rule(
    "TYP015",
    "script-mix",
    mqm="typography/script",
    severity=Severity.MINOR,
    scope=Scope.DOCUMENT,
    languages=("zh-Hans", "zh-Hant"),
)
def script_mix(context: Context) -> Iterator[Fault]:
    """Traditional characters in a simplified text, or simplified ones in a traditional text.

    Only characters that the script does not have count; what both write (群 吃 台 里 后 面 着 干) never does, except in
    words that only a faulty conversion makes (隻能 for 只能, 以后 for 以後). Titles in 《》, quotations in 「」 of a
    simplified text and Japanese are left alone. A whole block in the other script is major, and so is a whole
    document (one finding).

    Why: it is what is left of a conversion or of another translation.
    Bad: The model is trained on text. => 这个模型在文本上訓練。
    Good: The model is trained on text. => 这个模型在文本上训练。
    Fix: safe into simplified characters, unsafe into traditional ones.
    """
    tag = script_of(context.target.language)
    page = sheet(context)
    known = script(tag) if tag else None
    if not known or not tag:
        return
    hits = [hit for match in known.misconverted.finditer(page.text) if (hit := _word(page, known, match))]
    if not page.chars.isdisjoint(known.others):
        other, own = _NAMES[tag]
        foreign, native = _count(page.text, known)
        if foreign >= _DOCUMENT and foreign > 2 * native:
            place = next(known.foreign.finditer(page.text))
            yield Fault(
                f"the document is in {other} characters ({foreign} against {native}), but is to be in {own} ones ({tag})",
                target=page.quote(*place.span()),
                severity=Severity.MAJOR,
                confidence=0.95,
                evidence={"kind": "script", "foreign": foreign, "own": native},
            )
            return
        seen: set[int] = set()
        whole: set[int] = set()
        for match in known.foreign.finditer(page.text):
            number = page.number(match.start())
            if number in whole:
                continue
            if number not in seen:
                seen.add(number)
                start, end = page.bounds(match.start())
                foreign, native = _count(page.text[start:end], known)
                if foreign >= _BLOCK and foreign > 2 * native and not _japanese(page.text[start:end]):
                    whole.add(number)
                    yield _block(page, tag, start, end)
                    continue
            if not _tolerated(page, tag, *match.span()):
                hits.append(_run(page, tag, *match.span()))
        hits = [hit for hit in hits if page.number(hit.start) not in whole]
    other, own = _NAMES[tag]
    yield from faults(
        page,
        _apart(hits),
        lambda text, right: (
            (f"{text!r} comes of a faulty conversion" if text in known.right else f"{other} {text!r} in a {own} text")
            + f"; write {right!r}"
        ),
        kind="script",
        safety=Safety.SAFE if tag == "zh-Hans" else Safety.UNSAFE,
    )


def _count(text: str, known: Script) -> tuple[int, int]:
    """Characters that only the other script has, and that only this one has."""
    return sum(char in known.others for char in text), sum(char in known.own for char in text)


def _block(page: Sheet, tag: str, start: int, end: int) -> Fault:
    other, own = _NAMES[tag]
    place = page.quote(start, end)
    return Fault(
        f"the block {short(place.text)!r} is in {other} characters; write it in {own} ones",
        target=place,
        severity=Severity.MAJOR,
        confidence=0.95,
        evidence={"kind": "script"},
    )


def _tolerated(page: Sheet, tag: str, start: int, end: int) -> bool:
    low, high = page.bounds(start)
    if _japanese(page.text[max(low, start - 8) : min(high, end + 8)]):
        return True
    quoted = _QUOTED if tag == "zh-Hans" else _TITLES
    return any(
        m.start() < start < m.end() for m in quoted.finditer(page.text, max(low, start - 80), min(high, end + 80))
    )


def _japanese(text: str) -> bool:
    return _KANA.search(text) is not None


def _run(page: Sheet, tag: str, start: int, end: int) -> Hit:
    # The neighbours decide what a character becomes: 头发 and 发展.
    low, high = max(page.bounds(start)[0], start - 6), min(page.bounds(start)[1], end + 6)
    right = converted(page.text[low:high], tag)
    right = right[start - low : end - low] if len(right) == high - low else converted(page.text[start:end], tag)
    return replaced(start, end, right, Safety.SAFE if tag == "zh-Hans" else Safety.UNSAFE)


def _word(page: Sheet, known: Script, match: re.Match[str]) -> Hit | None:
    if part_of_another(page.text, *match.span()):
        return None
    return replaced(*match.span(), known.right[match.group()], Safety.UNSAFE)


def _apart(hits: list[Hit]) -> list[Hit]:
    """In order, without those that overlap the one before."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept
