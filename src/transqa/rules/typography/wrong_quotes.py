"""TYP007."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Safety, Severity
from transqa.rules.typography.sheet import HAS_EAST, Hit, Sheet, faults, minority, sheet, short
from transqa.text.punctuation import CORNERS, EAST, QUOTATIONS, is_east, unpaired

_STRAIGHT = re.compile(r'"')
#: '22 is a year.
_YEAR = r"(?!\d\d(?!\d))"
_SINGLE = re.compile(rf"(?<![A-Za-z0-9])'{_YEAR}([^'\x1e]{{0,80}}[{EAST}][^'\x1e]{{0,80}})'(?![A-Za-z]){_YEAR}")
_CURLY = re.compile(r"“([^“”\x1e]{1,200})”")
_CORNERS = re.compile(r"「([^「」\x1e]{1,200})」")
#: „so” and “so” in a language that writes „so“.
_LOW = re.compile(r"[„“]([^„“”\x1e]{1,200})[“”]")
_TITLED = re.compile(r"《[“「\"]([^《》\x1e]{1,120})》")


@rule("TYP007", "wrong-quotes", mqm="typography/punctuation", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def wrong_quotes(context: Context) -> Iterator[Fault]:
    """Quotation marks of another kind than the language or the document writes, or half of a pair.

    Straight quotes round Chinese, ``“”`` in a text for Taiwan or Hong Kong and ``「」`` in one for the mainland,
    the wrong end of a pair (``”这样“``), ``《`` without ``》``, quotes inside title marks that the source has not;
    in other languages straight quotes in a document of curly ones or the reverse, and marks of English in
    German. A style that a document keeps to throughout is one finding. Inch marks, apostrophes and English
    quoted in Chinese are left alone.

    Why: readers of Chinese take ``"`` for a machine's; half of a pair leaves open where the quotation ends.
    Bad: We call it "the cliff". => 我们称之为"悬崖"。
    Good: We call it "the cliff". => 我们称之为“悬崖”。
    Fix: safe for straight quotes in pairs, unsafe between two good styles; none for half a pair.
    """
    page = sheet(context)
    if not page.has("\"'“”„«»「」『』《》"):
        return
    if page.convention.east:
        yield from _east(page)
    else:
        yield from _latin(page)
    if page.has("“”「」『』《》"):
        yield from _halves(page)


def _east(page: Sheet) -> Iterator[Fault]:
    first, last, inner, outer = page.convention.quotes
    marks = page.convention.quotes
    own = page.text.count(first)
    straight = [hit for pair in _straight_pairs(page) if (hit := _round(page, *pair, first, last, Safety.SAFE))]
    straight += [
        Hit(
            m.start(),
            m.end(),
            f"{inner}{m[1]}{outer}",
            ((m.start(), m.start() + 1, inner), (m.end() - 1, m.end(), outer)),
        )
        for m in (_SINGLE.finditer(page.text) if "'" in page.chars else ())
    ]
    yield from _told(page, sorted(straight, key=lambda hit: hit.start), own, "straight quotes")
    other = _CORNERS if first == "“" else _CURLY
    foreign = [
        Hit(m.start(), m.end(), f"{first}{page.side.text[m.start(1) : m.end(1)]}{last}",
            ((m.start(), m.start() + 1, first), (m.end() - 1, m.end(), last)), Safety.UNSAFE)
        for m in other.finditer(page.text)
        if HAS_EAST.search(m[1]) and not any(mark in m[1] for mark in marks)
    ]  # fmt: skip
    yield from _told(page, foreign, own, "quotes of another region")
    titled = [
        Hit(m.start(), m.end())
        for m in (_TITLED.finditer(page.text) if "《" in page.chars else ())
        # 《“互联网+”行动》 has a quotation of its own; the source then has it too.
        if page.once(m.start(), _quotations) == 1
    ]
    yield from faults(
        page,
        titled,
        lambda text, _: f"quotes inside title marks in {short(text)!r}; the source has one pair, so write one",
        kind="quotes",
        confidence=0.6,
    )


def _quotations(source: str) -> int:
    """Pairs of quotation marks in a source."""
    return source.count("“") + source.count('"') // 2


def _latin(page: Sheet) -> Iterator[Fault]:
    first, last, *_ = page.convention.quotes
    own = page.text.count(first)
    straight = [
        hit
        for pair in _straight_pairs(page)
        if (hit := _round(page, *pair, first, last, Safety.UNSAFE, any_script=True))
    ]
    if straight and own and minority(len(straight), own):
        yield from _told(page, straight, own, "straight quotes among curly ones")
    elif straight and own and minority(own, len(straight)):
        curly = [
            Hit(m.start(), m.end(), f'"{page.side.text[m.start(1) : m.end(1)]}"',
                ((m.start(), m.start() + 1, '"'), (m.end() - 1, m.end(), '"')), Safety.UNSAFE)
            for m in re.finditer(f"{first}([^{first}{last}\x1e]{{1,200}}){last}", page.text)
        ]  # fmt: skip
        yield from _told(page, curly, len(straight), "curly quotes among straight ones")
    if first == "„":
        wrong = [
            Hit(m.start(), m.end(), f"{first}{m[1]}{last}",
                ((m.start(), m.start() + 1, first), (m.end() - 1, m.end(), last)), Safety.UNSAFE)
            for m in _LOW.finditer(page.text)
            if (m.group()[0], m.group()[-1]) != (first, last) and not (m.group()[0] == "“" and m.group()[-1] == "“")
        ]  # fmt: skip
        yield from _told(page, wrong, own, "quotes of another language")


def _told(page: Sheet, hits: list[Hit], own: int, what: str) -> Iterator[Fault]:
    yield from faults(
        page,
        hits,
        lambda text, right: f"{what} in {short(text)!r}; write {short(right)!r}",
        kind="quotes",
        together=None if minority(len(hits), own) else True,
        safety=hits[0].safety if hits else Safety.SAFE,
    )


def _straight_pairs(page: Sheet) -> Iterator[tuple[int, int]]:
    """Straight double quotes of a block two by two; none where their number is odd."""
    if '"' not in page.chars:
        return
    block: list[int] = []
    number = -1
    for match in _STRAIGHT.finditer(page.text):
        here = page.number(match.start())
        if here != number:
            yield from _two_by_two(block)
            block, number = [], here
        before = page.text[match.start() - 1 : match.start()]
        # 24" is a size.
        if not (before.isdigit() and len(block) % 2 == 0):
            block.append(match.start())
    yield from _two_by_two(block)


def _two_by_two(places: list[int]) -> Iterator[tuple[int, int]]:
    if len(places) % 2 == 0:
        yield from zip(places[::2], places[1::2], strict=True)


def _round(
    page: Sheet, start: int, end: int, first: str, last: str, safety: Safety, any_script: bool = False
) -> Hit | None:
    text = page.text
    content = text[start + 1 : end]
    beside = is_east(text[start - 1 : start] or " ") or is_east(text[end + 1 : end + 2] or " ")
    if not any_script and not (HAS_EAST.search(content) or (beside and content.strip("\0"))):
        return None
    right = f"{first}{page.side.text[start + 1 : end]}{last}"
    return Hit(start, end + 1, right, ((start, start + 1, first), (end, end + 1, last)), safety)


def _halves(page: Sheet) -> Iterator[Fault]:
    """Quotation and title marks that do not pair in their block, unless the source's do not either."""
    hits: list[Hit] = []
    marks = QUOTATIONS if page.convention.east or page.convention.quotes[0] == "“" else CORNERS
    for number, block in enumerate(page.side.blocks):
        text = block.prose
        if not marks.pattern.search(text):
            continue
        start = page.starts[number]
        odd = [at for at, _ in unpaired(text, marks)]
        # A quotation of several paragraphs opens again in each of them.
        if not odd or (odd == [0] and text[0] == "“") or unpaired(page.source(start), QUOTATIONS):
            continue
        if len(odd) == 2 and marks.closing.get(text[odd[1]]) == text[odd[0]]:
            low, high = start + odd[0], start + odd[1] + 1
            first, last = text[odd[1]], text[odd[0]]
            right = first + page.side.text[low + 1 : high - 1] + last
            hits.append(Hit(low, high, right, ((low, low + 1, first), (high - 1, high, last)), Safety.UNSAFE))
        else:
            hits += [Hit(start + at, start + at + 1) for at in odd[:2]]
    yield from faults(
        page,
        hits,
        lambda text, right: (
            f"{short(text)!r} is turned round; write {short(right)!r}"
            if right
            else f"{text!r} is half of a pair of marks"
        ),
        kind="half",
        confidence=0.7,
    )
