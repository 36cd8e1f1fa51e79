"""How a document sets its paragraphs: between blank lines, or one on every line.

Text that went through a translation service or a word processor often comes back with every paragraph on a line of its
own and no blank line between them, and Markdown would join all of it into one. Whether to read a file line by line is
decided once per document, from the line ends that Markdown would turn into spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from transqa.parse.prose import Line
from transqa.text.chars import display_width

_FENCE = re.compile(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(?P<mark>`{3,}(?=[^`]*$)|~{3,})")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]")
# Blocks of one line by their own nature: what follows them never continues them.
_CLOSED = re.compile(
    r"[ \t]*(?:#{1,6}(?:[ \t]|$)|<|\$\$|:{3}|:\w+:|\[\^?[^\]]+\]:|!\[[^\]]*\]\([^)]*\)[ \t]*$"
    r"|([-_*=])[ \t]*(?:\1[ \t]*)*$)"
)
_INDENTED = re.compile(r" {4}| {0,3}\t")
_TABLE_RULE = re.compile(r"(?=.*\|)[ \t>]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_SETEXT = re.compile(r" {0,3}=+[ \t]*$")
_QUOTE_MARK = re.compile(r"(?:[ \t]*>)+[ \t]?")
_URL = re.compile(r"(?<=\])\([^()\s]*\)|https?://[!-~]+")
_FINISHED = re.compile(r"[.!?…。！？；;:：][\s\"'”’」』）)\]】*_~`¹²³⁴-⁹⁰]*$")
_SENTENCE_END = re.compile(r"[。！？]|[.!?][\"'”’)\]*_]*\s+(?=[^\W\d_]|[\"“(])")

# A line shorter than this that stops without punctuation is a title or a name, not half a sentence.
_TITLE_WIDTH = 50
# No hard wrapping reaches this far.
_LONG_WIDTH = 160

_FRONT_MATTER_KEY = re.compile(r"[\w\"'.-]+\s*[:=](?:\s|$)|#|-\s|\[[\w.-]+\]\s*$")


def front_matter_end(rows: Sequence[str]) -> int:
    """Number of lines that YAML (``---``) or TOML (``+++``) front matter takes at the top of a document."""
    mark = rows[0].rstrip()
    if mark not in {"---", "+++"}:
        return 0
    closing = {mark, "..."} if mark == "---" else {mark}
    end = next((number for number in range(1, len(rows)) if rows[number].rstrip() in closing), 0)
    # A rule above the text, and another one below it, is no front matter.
    keys = next((row for row in rows[1:end] if row.strip()), "#")
    return end + 1 if end and _FRONT_MATTER_KEY.match(keys) else 0


class _Role(Enum):
    BLANK = auto()
    TEXT = auto()
    # Belongs with its neighbours as it stands: code, a table, front matter, a formula, a comment.
    FIXED = auto()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the line ends of a document say; the fractions are shares of ``joins``."""

    joins: int  # line ends that Markdown would turn into a space
    gaps: int  # blank lines between two lines of text
    unfinished: float  # the line stops in mid-sentence
    long: float  # the line is wider than any hard wrapping
    crowded: float  # the line holds more than one sentence
    indented: float  # the next line begins with the indentation of a Chinese paragraph
    even: bool  # most lines are about as wide as the widest, as hard wrapping makes them

    @property
    def line_by_line(self) -> bool:
        """Whether every line is a paragraph of its own."""
        if self.indented > 0.5:
            return True
        if self.unfinished > 0.4 or self.even or not self.joins:
            return False
        separated = self.gaps / (self.joins + self.gaps)
        if separated <= 0.05:
            return self.joins >= 3 or self.long > 0 or self.crowded > 0
        # With blank lines about, only lines that are plainly paragraphs speak for themselves.
        return separated <= 0.5 and self.joins >= 3 and self.long >= 0.3 and self.crowded >= 0.4


def separate_lines(text: str, lines: Sequence[Line], *, markup: bool = True) -> Sequence[Line]:
    """The lines, with an empty one put between any two paragraphs of a document that sets one on every line.

    An added line is an empty range at the end of the line above it. Without ``markup`` only blank lines have a meaning.
    """
    rows = [text[start:end] for start, end in lines]
    roles = _roles(rows) if markup else [_Role.TEXT if row.strip() else _Role.BLANK for row in rows]
    if not _weigh(rows, roles).line_by_line:
        return lines
    out: list[Line] = []
    for number, (start, end) in enumerate(lines):
        role = roles[number]
        if number and _Role.BLANK not in (role, roles[number - 1]) and not _together(rows, roles, number):
            out.append((out[-1][1], out[-1][1]))
        if markup and role is _Role.TEXT and _INDENTED.match(rows[number]) and not _LIST_ITEM.match(rows[number]):
            # Behind a blank line this would be code.
            start = end - len(rows[number].lstrip(" \t"))
        out.append((start, end))
    return out


def _together(rows: Sequence[str], roles: Sequence[_Role], number: int) -> bool:
    """Whether a line belongs to the block of the line above it even where lines are paragraphs."""
    if roles[number] is roles[number - 1] is _Role.FIXED:
        return True
    if _SETEXT.match(rows[number]):
        return roles[number - 1] is _Role.TEXT
    return rows[number].lstrip().startswith("<") and rows[number - 1].lstrip().startswith("<")


def _roles(rows: Sequence[str]) -> list[_Role]:
    roles = [_Role.TEXT if row.strip(" \t>") else _Role.BLANK for row in rows]
    for first, stop in _fixed(rows, roles):
        roles[first:stop] = [_Role.FIXED] * (stop - first)
    return roles


def _fixed(rows: Sequence[str], roles: Sequence[_Role]) -> Iterator[tuple[int, int]]:
    """Line ranges of what keeps its shape."""
    number = front_matter_end(rows)
    if number:
        yield 0, number
    open_formula = -1  # no formula closes before this line
    while number < len(rows):
        row = rows[number].lstrip(" \t>")
        fence = _FENCE.match(rows[number])
        stop = number + 1
        if fence:
            mark = fence["mark"]
            closing = re.compile(rf"[ \t>]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
            stop = next((n + 1 for n in range(number + 1, len(rows)) if closing.match(rows[n])), len(rows))
        elif row.startswith("<!--") and "-->" not in row:
            stop = next((n + 1 for n in range(number + 1, len(rows)) if "-->" in rows[n]), len(rows))
        elif row.startswith("$$") and number >= open_formula and not row.rstrip().endswith("$$", 2):
            stop = number + 1
            while stop < len(rows) and roles[stop] is not _Role.BLANK and not rows[stop].rstrip().endswith("$$"):
                stop += 1
            if stop < len(rows) and roles[stop] is not _Role.BLANK:
                stop += 1
            else:
                open_formula, stop = stop, number + 1
        elif "|" in row and number + 1 < len(rows) and _TABLE_RULE.match(rows[number + 1]):
            while stop < len(rows) and "|" in rows[stop]:
                stop += 1
        elif _starts_code(rows, roles, number):
            while stop < len(rows) and roles[stop] is _Role.TEXT and _INDENTED.match(rows[stop]):
                stop += 1
            if stop < len(rows) and roles[stop] is not _Role.BLANK:
                # Only the first line of a paragraph is set in.
                stop = number + 1
        if stop > number + 1 or fence:
            yield number, stop
        number = stop


def _starts_code(rows: Sequence[str], roles: Sequence[_Role], number: int) -> bool:
    return (
        roles[number] is _Role.TEXT
        and (number == 0 or roles[number - 1] is _Role.BLANK)
        and _INDENTED.match(rows[number]) is not None
        and _LIST_ITEM.match(rows[number]) is None
    )


def _weigh(rows: Sequence[str], roles: Sequence[_Role]) -> Evidence:
    joins = [number for number in range(len(rows) - 1) if _joined(rows, roles, number)]
    texts = [number for number, role in enumerate(roles) if role is _Role.TEXT]
    gaps = sum(1 for first, second in pairwise(texts) if _Role.BLANK in roles[first + 1 : second])
    unfinished = long = crowded = indented = 0
    widths: list[int] = []
    for number in joins:
        row = _URL.sub("", _unquoted(rows[number])).strip()
        width = display_width(row)
        widths.append(width)
        unfinished += _TITLE_WIDTH <= width <= _LONG_WIDTH and not _FINISHED.search(row)
        long += width > _LONG_WIDTH
        crowded += _SENTENCE_END.search(row, 0, len(row) - 1) is not None
        indented += rows[number + 1].startswith("\u3000")
    count = max(len(joins), 1)
    even = long == 0 and count >= 3 and sorted(widths)[count // 2] >= 0.85 * max(widths)
    return Evidence(len(joins), gaps, unfinished / count, long / count, crowded / count, indented / count, even)


def _joined(rows: Sequence[str], roles: Sequence[_Role], number: int) -> bool:
    """Whether Markdown would join this line of prose with the next one."""
    if roles[number] is not _Role.TEXT or roles[number + 1] is not _Role.TEXT:
        return False
    row, following = rows[number], rows[number + 1]
    if _QUOTE_MARK.match(following) and not _QUOTE_MARK.match(row):
        return False
    row = _unquoted(row)
    following = _unquoted(following)
    # Two spaces or a backslash at the end ask for the break: nothing to conclude from it.
    if _CLOSED.match(row) or row.endswith(("  ", "\\")):
        return False
    return not (_CLOSED.match(following) or _LIST_ITEM.match(following))


def _unquoted(row: str) -> str:
    match = _QUOTE_MARK.match(row)
    return row[match.end() :] if match else row
