"""MRK006."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import NOT_PROSE, Block, Edit, Fix, Inline, InlineKind, Quote, Safety, Severity, Span
from transqa.rules.markup.inventory import paragraph
from transqa.text.chars import is_cjk
from transqa.text.markup import closes, mended, opens

_LATIN = re.compile(r"[A-Za-z0-9_]")
_LOOSE_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9_])_|_(?![A-Za-z0-9_])")
#: Four asterisks in a row end one bold phrase and begin the next: they show.
_JOINED = "****"
_RUN = re.compile(r"\*{4}(?!\*)|\*{1,3}|~~|_{1,2}")
_EMPHASIS = frozenset({InlineKind.EMPHASIS, InlineKind.STRONG})
_STRIKE = frozenset({InlineKind.STRIKE})
#: Emphasis is not longer than this.
_LONGEST = 300


@rule("MRK006", "unclosed-emphasis", mqm="markup/emphasis", severity=Severity.MAJOR, scope=Scope.LINK, markdown=True)
def unclosed_emphasis(pair: Pair, context: Context) -> Iterator[Fault]:
    """Asterisks, underscores or tildes show in the text, because CommonMark does not read them as emphasis.

    Bold does not close between punctuation and a letter or Chinese character (``**为什么：**因为``), nor open between a
    character and punctuation (``叫**“词元”**``), nor with blanks inside; underscores never work inside a word, and
    Chinese has no blanks. Two delimiters of a kind are reported together; one alone only where the source has emphasis
    that the translation lacks, and one asterisk where the source sets all of the block in italics; four in a row, where one
    bold phrase ends and the next begins, show too. Bold that does not close and goes on to the end of the next bold
    phrase shows nothing, and is reported as well.
    Asterisks of formulas and code, escaped ones, and those the source shows as well are right.

    Why: English has a space after its bold; Chinese has none, and the reader gets the asterisks.
    Bad: **Why →** Models grow. => **为什么 →**模型在变大。
    Good: **Why →** Models grow. => **为什么 →** 模型在变大。
    Fix: safe; full-width punctuation or quotation marks go outside, or a space is put in.
    """
    for block in pair.target.blocks:
        if len(block.inlines) > 1 and block.kind not in NOT_PROSE:
            yield from _runs_on(block, pair)
    text = pair.target.text
    if "*" not in text and "_" not in text and "~~" not in text:
        return
    source = pair.source.prose
    lacking = {"*": _lacking(pair, _EMPHASIS), "~": _lacking(pair, _STRIKE)}
    lacking["_"] = lacking["*"]
    counts = {run: source.count(run) for run in ("*", "**", "***", "~~")}
    counts["_"] = counts["__"] = len(_LOOSE_UNDERSCORE.findall(source))
    for block in pair.target.blocks:
        if block.kind in NOT_PROSE:
            continue
        runs = [
            (match.start(), match.end(), match.group())
            for match in _RUN.finditer(block.prose)
            if not _escaped(block, match.start(), pair.target.document.text)
        ]
        if _JOINED not in source:
            yield from (_joined(block, place, pair) for *place, run in runs if run == _JOINED)
        runs = [run for run in runs if run[2] != _JOINED]
        done = -1
        for (start, end, run), (start2, end2, run2) in pairwise(runs):
            if start < done or run != run2 or not end < start2 <= end + _LONGEST:
                continue
            if not _meant(block.prose, end, start2, run, lacking[run[0]]):
                continue
            done = end2
            if not _right(run, counts[run], lacking[run[0]]):
                yield _shows(block, (start, end2), run, pair)
        if len(runs) == 1 and lacking[runs[0][2][0]] and (len(runs[0][2]) == 2 or _at_an_end(runs[0], block, pair)):
            start, end, run = runs[0]
            yield Fault(
                f"{run!r} stands alone and shows in the text; its other half is missing",
                source=paragraph(pair.source),
                target=pair.target.document.quote(block.locate(start, end)),
                confidence=0.8,
                evidence={"kind": "emphasis", "delimiter": run},
            )


def _runs_on(block: Block, pair: Pair) -> Iterator[Fault]:
    """Bold that does not close where it should, and goes on to the end of the next bold phrase: **Why →**it is **so**."""
    text = pair.target.document.text
    found = [
        (inline, at) for inline, at in _bold_within(block, text) if not closes(text[at - 1], text[at + 2 : at + 3])
    ]
    if not found or any(True for ours in pair.source.blocks for _ in _bold_within(ours, pair.source.document.text)):
        return
    for inline, at in found:
        start, end = inline.content.start, inline.content.end
        span = Span(inline.span.start, at + 2)
        fixed = mended(text[span.start - 1 : span.start], text[start:at], text[at + 2 : at + 3], "**")
        shown = pair.target.document.quote(span)
        yield Fault(
            f"the bold of {shown.text!r} does not close between {text[at - 1]!r} and {text[at + 2]!r} and goes on to "
            f"{text[max(at + 2, end - 10) : end]!r}" + _remedy(fixed, shown.text),
            source=_counterpart(pair, "**", at_start=inline.span.start == block.span.start),
            target=shown,
            fixes=(Fix(fixed, Safety.SAFE, (Edit(span, fixed),)),) if fixed else (),
            confidence=0.9,
            evidence={"kind": "emphasis", "delimiter": "**"},
        )


def _bold_within(block: Block, text: str) -> Iterator[tuple[Inline, int]]:
    """Bold phrases with bold in them, and where that begins."""
    for inline in block.inlines:
        if inline.kind is InlineKind.STRONG:
            at = text.find("**", inline.content.start, inline.content.end)
            if at > inline.content.start:
                yield inline, at


def _joined(block: Block, place: Sequence[int], pair: Pair) -> Fault:
    span = block.locate(*place)
    fixed = "** **"
    return Fault(
        f"{_JOINED!r} shows in the text: one bold phrase ends where the next begins; write {fixed!r}",
        source=paragraph(pair.source),
        target=pair.target.document.quote(span),
        fixes=(Fix(fixed, Safety.SAFE, (Edit(span, fixed),)),),
        confidence=0.9,
        evidence={"kind": "emphasis", "delimiter": _JOINED},
    )


def _at_an_end(run: tuple[int, int, str], block: Block, pair: Pair) -> bool:
    """Whether an asterisk stands at one end of a block that is all italics in the source (a byline, a reference)."""
    source = pair.source.blocks[0]
    return (
        run[2] == "*"
        and (run[0] == 0 or run[1] == len(block.text))
        and len(source.text) > 1
        and any(
            inline.kind is InlineKind.EMPHASIS and len(inline.content) >= 0.9 * len(source.text)
            for inline in source.inlines
        )
    )


def _right(run: str, count: int, lacking: bool) -> bool:
    """Whether the text may mean its delimiters: the source shows them too, or they are asterisks of another kind."""
    if run in {"*", "~~"}:
        return count > 0 or not lacking
    return count > (0 if len(run) == 1 else 1)


def _escaped(block: Block, at: int, text: str) -> bool:
    span = block.locate(at, at + 1)
    return text.startswith("\\", span.start)


def _meant(text: str, end: int, start: int, run: str, lacking: bool) -> bool:
    """Whether what two runs enclose is meant to be emphasised."""
    content = text[end:start]
    bare = content.strip()
    before, after = text[end - len(run) - 1 : end - len(run)], text[start + len(run) : start + len(run) + 1]
    if not bare or (before.isdigit() and bare[0].isdigit()):
        return False  # 2**3 and 4*5*6
    if run[0] == "_":
        # snake_case_names are none; Chinese inside or around is.
        apart = not _LATIN.search(before + after)
        return content == bare and apart and (any(map(is_cjk, content + before + after)))
    if content != bare:
        # Blanks inside are a slip where the source has emphasis, an operator elsewhere: a * b * c.
        return lacking and (len(run) > 1 or content[0].isspace() != content[-1].isspace())
    return True


def _shows(block: Block, place: tuple[int, int], run: str, pair: Pair) -> Fault:
    document = pair.target.document
    span = block.locate(*place)
    text = document.text
    before, after = text[span.start - 1 : span.start] if span.start else "", text[span.end : span.end + 1]
    content = text[span.start + len(run) : span.end - len(run)]
    delimiter = "*" * len(run) if run[0] == "_" else run
    fixed = mended(before, content, after, delimiter) if content else None
    return Fault(
        f"{document.quote(span).text!r} shows its {run!r}: {_reason(before, content, after, run)}"
        + _remedy(fixed, document.quote(span).text),
        source=_counterpart(pair, run, at_start=place[0] == 0),
        target=document.quote(span),
        fixes=(Fix(fixed, Safety.SAFE, (Edit(span, fixed),)),) if fixed else (),
        confidence=0.95,
        evidence={"kind": "emphasis", "delimiter": run},
    )


def _counterpart(pair: Pair, run: str, *, at_start: bool) -> Quote | None:
    """The source's emphasis, where it is plain which one is meant: the only one, or the one at the block's start."""
    kind = InlineKind.STRIKE if run[0] == "~" else InlineKind.STRONG if len(run) > 1 else InlineKind.EMPHASIS
    marks = (
        (inline.span, block.span.start)
        for block in pair.source.blocks
        for inline in block.inlines
        if inline.kind is kind
    )
    found = list(islice(marks, 2))
    if len(found) == 1 or (found and at_start and found[0][0].start == found[0][1]):
        return pair.source.document.quote(found[0][0])
    return None


def _remedy(fixed: str | None, text: str) -> str:
    if not fixed:
        return ""
    if fixed.strip() != text:
        return f"; write {fixed.strip()!r}"
    sides = [side for side, blank in (("before", fixed[0] == " "), ("behind", fixed[-1] == " ")) if blank]
    return f"; put a space {' and '.join(sides)}"


def _reason(before: str, content: str, after: str, run: str) -> str:
    if content != content.strip():
        return "blanks stand inside"
    if run[0] == "_":
        return "underscores are no emphasis inside a word"
    if not closes(content[-1:], after):
        return f"it does not close between {content[-1:]!r} and {after!r}"
    if not opens(before, content[:1]):
        return f"it does not open between {before!r} and {content[:1]!r}"
    return "it is not read as emphasis"


def _lacking(pair: Pair, kinds: frozenset[InlineKind]) -> bool:
    """Whether the source has emphasis of these kinds that the translation has not."""
    counts = [
        sum(inline.kind in kinds for block in side.blocks for inline in block.inlines)
        for side in (pair.source, pair.target)
    ]
    return counts[0] > counts[1]
