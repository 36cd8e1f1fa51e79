"""TYP014."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import BlockKind, Edit, Fix, Safety, Severity, Span
from transqa.rules.typography.sheet import minority, sheet
from transqa.text.punctuation import is_east

_RUNNING = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE}
_CLOSING = "”’」』》）)】\"'*_» "
_FINAL = ".!?…:;。！？：；—～~"
_OPEN = "，、,"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
#: Words whose full stop need not end a sentence.
_ABBREVIATIONS = frozenset("al etc e.g i.e vs inc ltd co corp jr sr no st usw bzw".split())
_MARKS = {
    ".": ".",
    "。": ".",
    "!": "!",
    "！": "!",
    "?": "?",
    "？": "?",
    ":": ":",
    "：": ":",
    "…": ".",
    ";": ".",
    "；": ".",
}
#: A byline ends without a mark as often as with one.
_BYLINE = re.compile(r"\W*(?:作者|著者|撰文)[:：]")
#: How a caption begins that is set as a paragraph.
_CAPTION = re.compile(
    r":(?=\S)|\W*(?:Tab(?:le|elle)|Fig(?:ure|\.)|Abb(?:ildung|\.)|Listing|Algorithm|[表图圖図])[ \u00a0]?[A-Z]?\d"
)
#: Languages that end a sentence with a space.
_UNMARKED = frozenset({"th", "lo"})
#: Beyond so many, blocks without their mark are a style of the document.
_STYLE = 3


@rule("TYP014", "missing-final-mark", mqm="typography/punctuation", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def missing_final_mark(context: Context) -> Iterator[Fault]:
    """A paragraph ends without a mark, or with a comma, where its source ends with a full stop, question mark or colon.

    So do list items and quotations. Headings, captions and table cells are left alone, and so are list items in
    a document that leaves the mark off most of them, blocks that end with code or a formula or go on
    with one, and sources of fewer than four words.

    Why: the reader wonders whether the sentence was cut off.
    Bad: The model reads the whole page. => 模型读取整个页面
    Good: The model reads the whole page. => 模型读取整个页面。
    Fix: safe for a full stop at the end of a paragraph; unsafe in place of a comma and in lists.
    """
    if context.target.language.split("-")[0] in _UNMARKED:
        return
    found: dict[bool, list[tuple[Pair, str]]] = {True: [], False: []}
    ended = {True: 0, False: 0}
    for pair in context.pairs:
        if not pair.judged:
            continue
        item = pair.target.blocks[-1].kind is BlockKind.LIST_ITEM
        mark = _owed(pair)
        if mark is None:
            continue
        if mark:
            found[item].append((pair, mark))
        else:
            ended[item] += 1
    for item, rows in found.items():
        if item and len(rows) >= _STYLE and len(rows) > ended[item]:
            rows = [(pair, mark) for pair, mark in rows if pair.target.prose.rstrip()[-1:] in _OPEN]
        if len(rows) > _STYLE and not minority(len(rows), ended[item]):
            yield _fault(context, *rows[0], item=item, count=len(rows))
        else:
            for pair, mark in rows:
                yield _fault(context, pair, mark, item=item)


def _owed(pair: Pair) -> str | None:
    """The mark that the translation should end with; empty where it has one, None where there is nothing to compare."""
    if pair.source.blocks[-1].kind not in _RUNNING or pair.target.blocks[-1].kind not in _RUNNING:
        return None
    source, target = pair.source.prose, pair.target.prose
    end, bare = source[-60:].rstrip(_CLOSING), target[-60:].rstrip(_CLOSING)
    if not end or not bare:
        return None
    mark, last = end[-1], bare[-1]
    if mark not in _MARKS or last == "\0":
        return None
    word = end[:-1].rpartition(" ")[2].lstrip("([\0\x1e")
    if mark == "." and (word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())):
        return None
    if last in _FINAL:
        return ""
    if (
        _BYLINE.match(target)
        or (mark in ":：" and _before_formula(pair))
        or (_CAPTION.match(source) and _CAPTION.match(target))
    ):
        return None
    if not (last in _OPEN or is_east(last) or last.isalnum() or last in "%％℃") or not _is_sentence(source):
        return None
    return _MARKS[mark]


def _before_formula(pair: Pair) -> bool:
    """Whether a formula goes on with the sentence: "is given as" and "如下式："."""
    following = pair.link.target[-1] + 1
    blocks = pair.target.document.blocks
    return following < len(blocks) and blocks[following].kind is BlockKind.MATH


def _is_sentence(source: str) -> bool:
    words = 0
    for match in _WORD.finditer(source):
        # A run of Han characters is one match.
        words += len(match.group()) // 2 if is_east(match.group()[0]) else 1
        if words > 3:
            return True
    return False


def _fault(context: Context, pair: Pair, mark: str, *, item: bool, count: int = 1) -> Fault:
    page = sheet(context)
    text = pair.target.prose
    end = len(text.rstrip(_CLOSING))
    comma = text[end - 1] in _OPEN
    start = end - 1 if comma else end - 1 - _tail(text, end)
    place = pair.target.quote(start, end)
    right = page.convention.full.get(mark, mark)
    source = pair.source.prose.rstrip(_CLOSING)
    block, document = pair.target.blocks[-1].span, pair.target.document
    # Behind brackets, emphasis and links that end with the sentence.
    stop = block.start + len(document.text[block.start : block.end].rstrip())
    edit = Edit(place.span if comma else Span(stop, stop), right)
    safe = not (comma or item) and mark == "." and place.span.end == stop
    more = f" (and {count - 1} more like it in this document)" if count > 1 else ""
    return Fault(
        (f"the block ends with {text[end - 1]!r}" if comma else "the block ends without a mark")
        + f" where the source has {source[-1]!r}; write {right!r}{more}",
        source=pair.source.quote(len(source) - 1, len(source)),
        target=place,
        fixes=(Fix(right, Safety.SAFE if safe else Safety.UNSAFE, (edit,)),),
        confidence=0.8,
        evidence={"kind": "final-mark"} | ({"count": count} if count > 1 else {}),
    )


def _tail(text: str, end: int) -> int:
    """How many of the characters before the last one belong to its word: up to three of Chinese, a whole Latin word."""
    length = 0
    while length < 12 and end - 2 - length >= 0:
        char = text[end - 2 - length]
        if is_east(char):
            if length >= 3:
                break
        elif not char.isalnum():
            break
        length += 1
    return length
