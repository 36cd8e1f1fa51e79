"""One HTML file that needs nothing else: both texts side by side, marked, with filters, for a reader without tools.

The page is ``html_assets/report.html.j2``; every text of a document passes through its automatic escaping. A content security
policy admits the style and the script of the page by their hashes, and nothing from anywhere else.
"""

from __future__ import annotations

import base64
import hashlib
import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from transqa.model import NOT_PROSE, Bitext, Block, Document, DocumentReport, Finding, Link, Quote, Report, Severity
from transqa.report.parts import relative, xml_text
from transqa.version import __version__

if TYPE_CHECKING:
    from jinja2 import Template

_STATES = ("new", "known", "suppressed")
_DOUBTFUL = 0.5


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a block: markup or not, and the findings that mark it, worst first."""

    text: str
    markup: bool = False
    cards: tuple[_Card, ...] = ()


@dataclass(frozen=True, slots=True)
class _Card:
    """A finding on the page; ``id`` is its anchor."""

    id: str
    finding: Finding
    state: str
    reason: str = ""

    @property
    def evidence(self) -> Mapping[str, str]:
        return {key: _said(value) for key, value in self.finding.evidence.items()}


@dataclass(slots=True)
class _Row:
    """What stands side by side: the blocks of a link, with the findings on them. ``link`` is empty for a plain pair."""

    source: list[_Block]
    target: list[_Block]
    link: str = ""
    doubtful: bool = False
    cards: list[_Card] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Block:
    kind: str
    line: int
    pieces: tuple[_Piece, ...]


def render_html(report: Report) -> str:
    """The report as a self-contained page."""
    cards = _Cards()
    documents = [_document(document, cards) for document in report.documents]
    findings = [card.finding for card in cards.made]
    shown = Counter(card.finding.severity for card in cards.made if card.state != "suppressed")
    states = Counter(card.state for card in cards.made)
    return _page().render(
        report=report,
        documents=documents,
        severities=[(name.value, shown[name]) for name in reversed(Severity) if name in {f.severity for f in findings}],
        states=[(name, states[name]) for name in _STATES if states[name]],
        rules=sorted({finding.rule: finding.name for finding in findings}.items()),
        version=__version__,
    )


@cache
def _page() -> Template:
    """The compiled template with style, script and policy, the same for every report."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    loader = PackageLoader("transqa.report", "html_assets")
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["clean"] = xml_text
    environment.filters["path"] = lambda path: xml_text(relative(path))
    style, script = (loader.get_source(environment, name)[0].strip() for name in ("report.css", "report.js"))
    # Static files of this package, and the only markup that is not made by the template.
    environment.globals["style"], environment.globals["script"] = Markup(style), Markup(script)
    environment.globals["policy"] = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    return environment.get_template("report.html.j2")


@dataclass(slots=True)
class _Cards:
    """All findings of the page, numbered as they come."""

    made: list[_Card] = field(default_factory=list)

    def add(self, finding: Finding, state: str, reason: str = "") -> _Card:
        self.made.append(_Card(f"f{len(self.made) + 1}", finding, state, reason))
        return self.made[-1]


def _document(document: DocumentReport, cards: _Cards) -> dict[str, Any]:
    bitext = document.bitext
    found = [cards.add(finding, finding.state) for finding in document.findings]
    found += [
        cards.add(silent.finding, "suppressed", f"{silent.reason} ({silent.place})" if silent.reason else silent.place)
        for silent in document.suppressed
    ]
    source = _Side(bitext.source, [(card, card.finding.source) for card in found])
    target = _Side(bitext.target, [(card, card.finding.target) for card in found])
    rows, home = [], {}
    for link in (*bitext.links, *_unlinked(bitext)):
        doubtful = link.confidence < _DOUBTFUL
        two_sided = link.source and link.target
        row = _Row(
            [source.block(index) for index in link.source],
            [target.block(index) for index in link.target],
            f"aligned {link.kind}, {link.confidence:.0%} sure"
            if two_sided and (doubtful or link.kind != "1-1")
            else "",
            doubtful,
        )
        rows.append(row)
        home.update(
            {("target", index): row for index in link.target} | {("source", index): row for index in link.source}
        )
    loose: list[_Card] = []
    for card in found:
        at = [("target", target.first_block(card.finding.target)), ("source", source.first_block(card.finding.source))]
        next((home[key].cards for key in at if key in home), loose).append(card)
    counts = Counter(card.finding.severity for card in found if card.state != "suppressed")
    return {
        "bitext": bitext,
        "scores": document.scores,
        "rows": rows,
        "loose": loose,
        "counts": [(severity.value, counts[severity]) for severity in reversed(Severity) if counts[severity]],
        "total": counts.total(),
    }


def _unlinked(bitext: Bitext) -> Iterator[Link]:
    """A link for each block that has none, so that no text is left out."""
    linked = {index for link in bitext.links for index in link.source}
    yield from (Link((index,), (), 1.0) for index in range(len(bitext.source.blocks)) if index not in linked)
    linked = {index for link in bitext.links for index in link.target}
    yield from (Link((), (index,), 1.0) for index in range(len(bitext.target.blocks)) if index not in linked)


class _Side:
    """One document, its blocks cut where markup or a marked text begins or ends."""

    def __init__(self, document: Document, quotes: list[tuple[_Card, Quote | None]]) -> None:
        self.document = document
        self._order = sorted(range(len(document.blocks)), key=lambda index: document.blocks[index].span)
        self._starts = [document.blocks[index].span.start for index in self._order]
        self._marks: dict[int, list[tuple[int, int, _Card]]] = defaultdict(list)
        for card, quote in quotes:
            for index in self._touched(quote):
                assert quote is not None
                self._marks[index].append((quote.span.start, quote.span.end, card))

    def first_block(self, quote: Quote | None) -> int | None:
        return next(self._touched(quote), None)

    def _touched(self, quote: Quote | None) -> Iterator[int]:
        """The blocks that a quote touches; an empty one belongs to the block it stands in."""
        if quote is None:
            return
        start, end = quote.span.start, max(quote.span.end, quote.span.start + 1)
        for at in range(max(bisect_right(self._starts, start) - 1, 0), len(self._order)):
            index = self._order[at]
            span = self.document.blocks[index].span
            if span.start >= end:
                return
            # A quote at the very end of a block, as where something is missing, is still in it.
            if start < span.end or (quote.span.start == quote.span.end == span.end):
                yield index

    def block(self, index: int) -> _Block:
        block = self.document.blocks[index]
        pieces = tuple(_pieces(self.document.text, block, self._marks[index]))
        return _Block(block.kind.value, self.document.position(block.span.start)[0], pieces)


def _pieces(text: str, block: Block, marks: list[tuple[int, int, _Card]]) -> Iterator[_Piece]:
    low, high = block.span.start, block.span.end
    prose = [(low, high)] if block.kind in NOT_PROSE else _prose(block)
    opening, closing, points = defaultdict(list), defaultdict(list), defaultdict(list)
    for first, last, card in marks:
        if first == last:
            points[first].append(card)
        else:
            opening[max(first, low)].append(card)
            closing[min(last, high)].append(card)
    edges = {low, high, *opening, *closing, *points, *(edge for begin, end in prose for edge in (begin, end))}
    inside = sorted(edge for edge in edges if low <= edge <= high)
    seen = iter(prose)
    current = next(seen, None)
    active: dict[str, _Card] = {}
    for begin, end in zip(inside, [*inside[1:], high], strict=True):
        for card in closing[begin]:
            del active[card.id]
        active |= {card.id: card for card in opening[begin]}
        if points[begin]:
            yield _Piece("", cards=_worst_first(points[begin]))
        while current is not None and current[1] <= begin:
            current = next(seen, None)
        if begin < end:
            markup = current is None or begin < current[0]
            yield _Piece(xml_text(text[begin:end]), markup, _worst_first(active.values()))


def _prose(block: Block) -> list[tuple[int, int]]:
    """File ranges of what a reader sees, adjoining ones as one."""
    out: list[tuple[int, int]] = []
    for _, start, length in block.pieces:
        if out and out[-1][1] == start:
            out[-1] = (out[-1][0], start + length)
        else:
            out.append((start, start + length))
    return out


def _worst_first(cards: Iterable[_Card]) -> tuple[_Card, ...]:
    return tuple(sorted(cards, key=lambda card: (card.state == "suppressed", -card.finding.severity.rank)))


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
