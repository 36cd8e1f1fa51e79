"""ACC007."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.check.memo import split
from transqa.model import NOT_PROSE, BlockKind, Edit, Fix, Safety, Severity
from transqa.text.sentences import sentences

#: Characters of a phrase that is said twice, in scripts without spaces and in others.
_PHRASE = 4
_LATIN_PHRASE = 10
#: Characters with which figures count: 耗时 117 天.
_WITH_FIGURES = 3
#: Longest repetition that is looked for.
_LONGEST = 400
#: Characters compared at a time where much is the same.
_STEP = 32
#: How often a piece is looked for, and the most that may stand between a phrase and its repetition.
_TRIES, _GAP = 3, 3
_CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
#: One after the other: 一个分子一个分子.
_ONE_BY_ONE = re.compile("[一每][\u3400-\u9fff]{3,4}\\Z")
#: What may stand between a phrase and its repetition.
_BETWEEN = " \t\n,，、;；.。!！?？:：和与及-—"
#: What leaves a repetition without a mark one: 训练数据的训练数据.
_LINKS = frozenset({"", "的"})
_DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]{2,}+)[ \n]+\1(?![\w'’-])", re.IGNORECASE)
#: Words that are rightly said twice.
_TWICE = frozenset("that had very really so no bye ha is do die der das sie nous vous les la".split())
#: A second translation of the same sentence shares most of its pairs of characters with the first.
_SAME = 0.75
_SENTENCE = 8
#: A sentence so many times as long as one before it says more than that.
_LARGER = 1.6
#: Cells and descriptions of pictures are alike on purpose.
_APART = frozenset({BlockKind.TABLE_CELL, BlockKind.IMAGE})
_MANY = 40
#: Words within which a source that says the same again means to.
_SOON = 8
_QUOTES = frozenset('“”"「」『』《》‘’()（）')


@rule("ACC007", "repeated-text", mqm="fluency/duplication", severity=Severity.MINOR, scope=Scope.LINK)
def repeated_text(pair: Pair, context: Context) -> Iterator[Fault]:
    """A phrase or a sentence of the translation stands there twice.

    Twice in a row: at least four characters of Chinese, Japanese or Korean, or a technical term (水印水印), ten letters or one
    whole word elsewhere. Or a sentence that was translated a second time in almost the same words, in a block with more
    sentences than its source.
    Reduplication (一步一步), names, and what the source says twice are left alone. A sentence is major.

    Why: a machine that loses its place starts the phrase again.
    Bad: The reader opens the book on the table. => 读者打开桌子上的书桌子上的书。
    Good: The reader opens the book on the table. => 读者打开桌子上的书。
    Fix: unsafe; the second occurrence is removed.
    """
    if not pair.target.blocks or all(block.kind in NOT_PROSE for block in pair.target.blocks):
        return
    text = pair.target.prose
    twice = _again(text) or _doubled(text) or _term_doubled(pair, context)
    if twice and not _said_twice(pair.source.prose):
        start, middle, end = twice
        place = pair.target.quote(start, end)
        first = text[start:middle].rstrip(_BETWEEN)
        cut = pair.target.quote(start + len(first), end).span
        yield Fault(
            f"{first!r} stands here twice in a row",
            target=place,
            severity=Severity.MAJOR if len(sentences(text[start:end])) > 1 else Severity.MINOR,
            fixes=(Fix(first, Safety.UNSAFE, (Edit(cut, ""),)),),
            confidence=0.8,
            evidence={"kind": "repetition", "text": first},
        )
    elif pair.source.blocks and pair.judged and (told := _told_twice(pair, context)):
        (start, end), (again, until) = told
        yield Fault(
            f"this sentence says again what {pair.target.quote(start, end).text!r} says",
            target=pair.target.quote(again, until),
            severity=Severity.MAJOR,
            category="accuracy/addition",
            confidence=0.7,
            evidence={"kind": "repetition", "text": text[start:end]},
        )


def _again(text: str) -> tuple[int, int, int] | None:
    """Start, start of the repetition and end of the first phrase that is repeated at once."""
    dense = len(text.encode("utf-8", "surrogatepass")) > 1.3 * len(text)
    least, size = (_PHRASE, 2) if dense else (_LATIN_PHRASE, 5)
    last = len(text) - least + 1
    twice = last - len({text[at : at + least] for at in range(last)})
    if twice <= 0:
        return None  # nothing that long stands there twice
    # A phrase that begins again so far on brings as many pieces with it that stand there twice, but for a few.
    reach = min(twice + least - 1 + _GAP + size, _LONGEST)
    # Of every phrase that is long enough one of these short pieces is a part, and comes again if the phrase does.
    for at in range(0, len(text) - least, least - size + 1):
        piece = text[at : at + size]
        if "\0" in piece:
            continue
        there = text.find(piece, at + least, at + reach)
        for _ in range(_TRIES):
            if there < 0:
                break
            # The phrase goes on to one side at least.
            goes_on = (
                text[at - 1 : at] == text[there - 1 : there] or text[at + size] == text[there + size : there + size + 1]
            )
            if goes_on and (found := _phrase(text, at, there, size, least)):
                return found
            there = text.find(piece, there + 1, at + reach)
    return None


def _phrase(text: str, at: int, there: int, size: int, least: int) -> tuple[int, int, int] | None:
    """The phrase around ``at`` that begins again where the first one ends, when what stands at ``there`` is part of it."""
    start, again = at, there
    while start >= _STEP and again - _STEP > at + size and text[start - _STEP : start] == text[again - _STEP : again]:
        start, again = start - _STEP, again - _STEP
    while start and again > at + size and text[start - 1] == text[again - 1]:
        start, again = start - 1, again - 1
    end = at + size
    while end + _STEP <= again and text[end : end + _STEP] == text[again + end - start : again + end - start + _STEP]:
        end += _STEP
    while end < again and again + end - start < len(text) and text[end] == text[again + end - start]:
        end += 1
    if end - start + _GAP < there - at:
        return None  # something else stands between the two
    phrase = text[start:end].strip(_BETWEEN)
    start += len(text[start:end]) - len(text[start:end].lstrip(_BETWEEN))
    end = start + len(phrase)
    again = text.find(phrase, end, end + len(phrase) + _GAP) if len(phrase) >= least else -1
    if again < 0 or text[end:again].strip(_BETWEEN) not in _LINKS or not _worth_it(phrase):
        return None
    until = again + len(phrase)
    if _ONE_BY_ONE.match(phrase):
        return None  # 一片晶圆一片晶圆地争
    # With a mark between them only whole clauses are a repetition: one may end with what the next begins with.
    if (text[end:again] not in _LINKS or phrase[0].isascii()) and not (
        _border(text, start - 1) and _border(text, until)
    ):
        return None
    return start, again, until


def _border(text: str, at: int) -> bool:
    return not 0 <= at < len(text) or not (text[at].isalnum() or text[at] == "\0")


def _said_twice(text: str) -> bool:
    """Whether a source says the same words again soon."""
    if _again(text):
        return True
    words = text.lower().split()
    last: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - 1):
        two = tuple(word.strip(_BETWEEN) for word in words[at : at + 2])
        if two[0] == two[1] or at - last.get(two, -_SOON - 1) <= _SOON:
            return True
        last[two] = at
    return False


def _worth_it(phrase: str) -> bool:
    """Whether a phrase is long enough for its repetition to be no accident and no figure of speech."""
    if "\0" in phrase or "\x1e" in phrase:
        return False
    native = len(_CJK.findall(phrase))
    if native:
        half = phrase[: len(phrase) // 2]
        told = native + sum(map(str.isdigit, phrase)) if native >= _WITH_FIGURES else native
        return told >= _PHRASE and half + half != phrase  # 慢慢慢慢 is one word twice
    letters = sum(map(str.isalpha, phrase))
    return letters >= _LATIN_PHRASE and " " in phrase and any(word[0].islower() for word in phrase.split())


def _doubled(text: str) -> tuple[int, int, int] | None:
    """The same for one word in a script with spaces: "the the"."""
    for match in _DOUBLED.finditer(text) if " " in text or "\n" in text else ():
        first, second = match[1], match[0][-len(match[1]) :]
        if first.lower() not in _TWICE and second[0].islower() and first.isascii():
            return match.start(), match.end() - len(first), match.end()
    return None


def _term_doubled(pair: Pair, context: Context) -> tuple[int, int, int] | None:
    """The same for the rendering of a technical term: 水印水印. Ordinary words are said twice for a reason (看看)."""
    text = pair.target.prose
    if not pair.judged:
        return None
    for one in context.terms(pair).renderings:
        if not one.target:
            continue
        start, end = one.target
        word = text[start:end]
        if word + word not in text or one.term.concept.common or one.term.concept.open:
            continue
        if len(word) > 1 and not word.isascii():
            for middle in (start, end):
                if text.startswith(word, middle) and text.endswith(word, 0, middle):
                    return middle - len(word), middle, middle + len(word)
    return None


def _told_twice(pair: Pair, context: Context) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Two sentences of the target that say the same, where the source has fewer sentences."""
    if any(block.kind in _APART for block in pair.target.blocks):
        return None
    text = pair.target.prose
    said, ranges = split(pair, context)
    if not 2 <= len(ranges) <= _MANY or len(said) >= len(ranges):
        return None
    # Examples in quotation marks are alike on purpose.
    pieces = [_pairs("" if _QUOTES & set(text[start:end]) else text[start:end]) for start, end in ranges]
    for second in range(1, len(ranges)):
        for first in range(second):
            one, other = pieces[first], pieces[second]
            small = min(len(one), len(other))
            if small < _SENTENCE or len(one & other) < _SAME * small or len(other) > _LARGER * len(one):
                continue
            figures = _figures(text[slice(*ranges[second])])
            if not figures or figures == _figures(text[slice(*ranges[first])]):
                return ranges[first], ranges[second]
    return None


def _figures(text: str) -> list[str]:
    """What tells one of a series from the next."""
    return [letter for letter in text if letter.isdigit()]


def _pairs(text: str) -> frozenset[str]:
    """Pairs of neighbouring letters."""
    bare = "".join(filter(str.isalnum, text))
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))
