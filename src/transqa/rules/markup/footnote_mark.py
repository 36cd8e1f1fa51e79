"""MRK011."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.check.memo import per_document
from transqa.model import Edit, Fix, InlineKind, Quote, Safety, Severity, Span
from transqa.rules.markup.inventory import NEAR, Mark, inventory, plural, raw

_CITATION = re.compile(r"\[(\d{1,3})\](?![(\[:])|【(\d{1,3})】|［(\d{1,3})］")
_WORD_BEFORE = re.compile(r"[\w'’.-]*\w\Z")
_MANY = 300
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
#: Asked before a text is searched for marks: looking for one character is much quicker than for one of a class.
_SIGNS = "¹²³⁴⁵⁶⁷⁸⁹†‡"
_MARK = re.compile("[⁰¹²³⁴-⁹]+|[†‡]")
#: What a mark hangs on: DreamerV3, OpenAI's, and with the word before it Llama 2, Claude 3.5.
_NAMED = re.compile(r"(?<![\w.-])(?:[A-Z][\w-]*\w (?=\d))?(?P<last>[A-Za-z0-9][\w.+-]*(?P<owner>['’]s)?)\Z")
#: An entry of a list of references: [1] or ¹ at the beginning of a line.
_LISTED = re.compile(r"^[ >*_\\-]*(?:\\?\[\d{1,3}\\?\]|[¹²³⁴-⁹]) ?\S", re.MULTILINE)
_POWER = re.compile("平方|立方|次方|次幂|次冪|二乗|三乗")
_BRACKETS = {"[": ("[", "]"), "【": ("【", "】"), "［": ("［", "］")}


@rule("MRK011", "footnote-mark", mqm="markup/reference", severity=Severity.MAJOR, scope=Scope.DOCUMENT)
def footnote_mark(context: Context) -> Iterator[Fault]:
    """A footnote or citation mark is gone, has another number, or is written in two styles.

    Marks are superscript digits, ``†``, ``[^1]``, and ``[4]`` where the document cites in that way. A superscript behind a
    figure is a mark where the figure belongs to a name (Llama 2¹, DreamerV3³), else an exponent (10⁶, n²). The same
    number in another style, or in the paragraph beside, is right. A digit of the text that slipped into a superscript (T5⁸, T⁵⁸) is a
    changed mark. Two styles of brackets in one document (``[3]`` and ``【4】``) are reported once, as minor.

    Why: the note at the end then belongs to nothing, or to another sentence.
    Bad: FLAN[^1] was trained on more tasks. => FLAN 在更多任务上训练。
    Good: FLAN[^1] was trained on more tasks. => FLAN[^1] 在更多任务上训练。
    Fix: safe for brackets of the other style; unsafe for a wrong number; none for a lost mark.
    """
    yield from _notes(context)
    yield from _loose(context)
    yield from _citations(context)
    yield from _styles(context)


def _notes(context: Context) -> Iterator[Fault]:
    waiting: list[tuple[Pair, list[Mark], list[Mark]]] = []
    for row in inventory(context).rows(InlineKind.FOOTNOTE):
        waiting.append((row.pair, *_differing(row.source, row.target)))
    spare = {pair.index: extra for pair, _, extra in waiting if extra}
    for pair, missing, _ in waiting:
        for mark in list(missing) if spare else ():
            for index in range(pair.index - NEAR, pair.index + NEAR + 1):
                twin = next((m for m in spare.get(index, ()) if m.inline.target == mark.inline.target), None)
                if twin:
                    spare[index].remove(twin)
                    missing.remove(mark)
                    break
    for pair, missing, extra in waiting:
        if not pair.judged:
            continue
        text = raw(pair.target)
        missing = [mark for mark in missing if not _other_style(mark.inline.target, text)]
        for mark, other in zip(missing, extra, strict=False):
            yield _changed(mark, other)
        for mark in missing[len(extra) :]:
            yield Fault(
                f"the mark {mark.raw!r} of {_with_word(mark).text!r} is not in the translation",
                source=_with_word(mark),
                target=_word_there(mark, pair),
                confidence=0.85,
                evidence={"kind": "footnote", "label": mark.inline.target},
            )


def _differing(source: tuple[Mark, ...], target: tuple[Mark, ...]) -> tuple[list[Mark], list[Mark]]:
    """Marks of either side without counterpart; the order tells which of several equal ones is wrong."""
    first, second = [m.inline.target for m in source], [m.inline.target for m in target]
    if first == second or Counter(first) == Counter(second) or max(len(first), len(second)) > _MANY:
        return [], []
    missing, extra = Counter(first) - Counter(second), Counter(second) - Counter(first)
    odd: tuple[list[Mark], list[Mark]] = ([], [])
    for tag, i, i2, j, j2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag != "equal":
            odd[0].extend(source[i:i2])
            odd[1].extend(target[j:j2])
    return _take(odd[0], missing), _take(odd[1], extra)


def _take(marks: list[Mark], counts: Counter[str]) -> list[Mark]:
    taken = []
    for mark in marks:
        if counts[mark.inline.target] > 0:
            counts[mark.inline.target] -= 1
            taken.append(mark)
    return taken


def _other_style(name: str, text: str) -> bool:
    """Whether the number stands in the translation as another kind of mark."""
    return (
        re.search(rf"[\[【［]\^?{re.escape(name)}[\]】］]|<sup>\s*\[?{re.escape(name)}\b|\^{re.escape(name)}\b", text)
        is not None
    )


def _with_word(mark: Mark) -> Quote:
    """The mark with the word it hangs on."""
    word = _WORD_BEFORE.search(mark.before)
    return mark.document.quote(Span(mark.inline.span.start - (len(word.group()) if word else 0), mark.inline.span.end))


def _word_there(mark: Mark, pair: Pair) -> Quote | None:
    """The word the mark hangs on, where the translation has it as it is."""
    word = _WORD_BEFORE.search(mark.before)
    at = pair.target.prose.find(word.group()) if word and len(word.group()) > 1 else -1
    return pair.target.quote(at, at + len(word.group())) if word and at >= 0 else None


def _changed(mark: Mark, other: Mark) -> Fault:
    digits = re.search(r"\d*\Z", mark.before)
    swallowed = digits is not None and digits.group() and digits.group() + mark.inline.target == other.inline.target
    start = other.inline.span.start
    right = mark.raw
    if swallowed and digits:
        right = digits.group() + right
        message = f"{other.raw!r} has taken in the digits of {_with_word(mark).text!r}; write {right!r}"
    else:
        message = f"the mark {other.raw!r} is {mark.raw!r} in the source"
    place = other.document.quote(Span(start, other.inline.span.end))
    return Fault(
        message,
        source=_with_word(mark),
        target=place,
        fixes=(Fix(right, Safety.UNSAFE, (Edit(place.span, right),)),),
        confidence=0.85,
        evidence={"kind": "footnote", "label": mark.inline.target, "found": other.inline.target},
    )


def _loose(context: Context) -> Iterator[Fault]:
    """Superscripts that look like exponents (Llama 2¹, T5⁸, OpenAI's²) and so are no notes to the parser."""
    text = context.source.text
    if not any(sign in text for sign in _SIGNS):
        return
    there = Counter(_MARK.findall(context.target.text))
    gone = Counter(_MARK.findall(text)) - there
    for pair in inventory(context).judged:
        for match in _MARK.finditer(pair.source.prose):
            name, certain = _name(match, context)
            if not name:
                continue
            mark, translation = match.group(), pair.target.text
            slipped = re.sub(r"\d+\Z", lambda digits: digits.group().translate(_SUPERSCRIPT), name) + mark
            if name + mark not in translation and slipped != name + mark and slipped in translation:
                yield _rewritten(pair, match, name, slipped, f"{slipped!r} has taken in the digits of {name + mark!r}")
            elif certain and gone[mark] and _fewer(mark, pair) and not _POWER.search(translation):
                gone[mark] -= 1
                yield from _gone(pair, match, name)


def _name(match: re.Match[str], context: Context) -> tuple[str, bool]:
    """The name that a superscript hangs on, and whether it is a note and no exponent."""
    found = _NAMED.search(match.string[max(match.start() - 40, 0) : match.start()])
    if not found:
        return "", False
    name, last = found.group(), found["last"]
    letters = [char for char in last if char.isalpha()]
    if match.group() in "†‡" or found["owner"] or (len(letters) > 1 and any(map(str.isupper, letters))):
        return name, True
    if last == "10" or (last == name and not (letters and len(last) > 1)):
        return name, False
    # A letter with a figure (T5, x1) or a capitalised word with one (Llama 2, About 2): where the document has notes.
    return name, (match.group() == "¹" and not letters) or _noted(context)


@per_document
def _noted(context: Context) -> bool:
    """Whether the source has notes: marks that nobody could take for exponents, or a list of references."""
    marks = (mark for row in inventory(context).rows(InlineKind.FOOTNOTE) for mark in row.source)
    return any(True for _ in marks) or _LISTED.search(context.source.text) is not None


def _fewer(mark: str, pair: Pair) -> bool:
    """Whether the translation of a pair has a mark less often than its source, and in no other style."""
    source, target = pair.source.text, pair.target.text
    number = mark.translate(_DIGITS)
    return _MARK.findall(source).count(mark) > _MARK.findall(target).count(mark) and not _other_style(
        number, raw(pair.target)
    )


def _gone(pair: Pair, match: re.Match[str], name: str) -> Iterator[Fault]:
    mark = match.group()
    plain = name + mark.translate(_DIGITS)
    if plain != name + mark and plain in pair.target.text:
        yield _rewritten(pair, match, name, plain, f"the mark {mark!r} became a plain digit in {plain!r}")
        return
    at = pair.target.prose.find(name)
    yield Fault(
        f"the mark {mark!r} of {name + mark!r} is not in the translation",
        source=pair.source.quote(match.start() - len(name), match.end()),
        target=pair.target.quote(at, at + len(name)) if at >= 0 else None,
        confidence=0.85,
        evidence={"kind": "footnote", "label": mark},
    )


def _rewritten(pair: Pair, match: re.Match[str], name: str, wrong: str, message: str) -> Fault:
    start, right = pair.target.text.find(wrong), name + match.group()
    place = pair.target.quote(start, start + len(wrong))
    return Fault(
        f"{message}; write {right!r}",
        source=pair.source.quote(match.start() - len(name), match.end()),
        target=place,
        fixes=(Fix(right, Safety.UNSAFE, (Edit(place.span, right),)),),
        confidence=0.85,
        evidence={"kind": "footnote", "label": match.group()},
    )


def _numbers(text: str) -> list[tuple[str, int, int]]:
    return [(match[1] or match[2] or match[3], match.start(), match.end()) for match in _CITATION.finditer(text)]


def _citations(context: Context) -> Iterator[Fault]:
    """``[4]`` in the text."""
    if not _CITATION.search(context.source.text):
        return
    rows = [
        (pair, _numbers(pair.source.prose), _numbers(pair.target.prose))
        for pair in inventory(context).judged
        if "[" in pair.source.prose
    ]
    # One number in brackets may be anything; several are citations.
    if sum(len(source) for _, source, _ in rows) < 2:
        return
    everywhere = Counter(
        number
        for pair in context.pairs
        if "[" in pair.target.prose or "【" in pair.target.prose or "［" in pair.target.prose
        for number, _, _ in _numbers(pair.target.prose)
    )
    wanted = Counter(number for _, source, _ in rows for number, _, _ in source)
    for pair, source, target in rows:
        there = Counter(number for number, _, _ in target)
        gone = []
        for number, start, end in source:
            if there[number]:
                there[number] -= 1
            elif everywhere[number] < wanted[number] and not _other_style(number, raw(pair.target)):
                gone.append((number, start, end))
        extra = [entry for entry in reversed(target) if there[entry[0]] > 0]
        for number, start, end in gone:
            if extra and len(gone) == len(extra):
                wrong, left, right = extra.pop()
                place = pair.target.quote(left, right)
                yield Fault(
                    f"the citation {place.text!r} is [{number}] in the source",
                    source=pair.source.quote(start, end),
                    target=place,
                    severity=Severity.MAJOR,
                    fixes=(
                        Fix(
                            place.text.replace(wrong, number),
                            Safety.UNSAFE,
                            (Edit(place.span, place.text.replace(wrong, number)),),
                        ),
                    ),
                    confidence=0.8,
                    evidence={"kind": "citation", "label": number},
                )
            else:
                yield Fault(
                    f"the citation [{number}] is not in the translation",
                    source=pair.source.quote(start, end),
                    severity=Severity.MINOR,
                    confidence=0.7,
                    evidence={"kind": "citation", "label": number},
                )


def _cited(context: Context) -> Iterator[tuple[Pair, int]]:
    for pair in context.pairs:
        yield from ((pair, start) for _, start, _ in _numbers(pair.source.prose))


def _styles(context: Context) -> Iterator[Fault]:
    """Brackets of two styles in one document; the rarer one is the slip."""
    text = context.target.text
    if "【" not in text and "［" not in text:
        return
    found: dict[str, list[tuple[Pair, int, int, str]]] = defaultdict(list)
    for pair in context.pairs:
        prose = pair.target.prose
        if "[" in prose or "【" in prose or "［" in prose:
            for number, start, end in _numbers(prose):
                found[prose[start]].append((pair, start, end, number))
    if len(found) < 2 or len({pair.source.prose[start] for pair, start in _cited(context)}) > 1:
        return
    usual = max(found, key=lambda mark: (len(found[mark]), mark))
    left, right = _BRACKETS[usual]
    rare = [entry for mark, entries in found.items() if mark != usual for entry in entries]
    places = [pair.target.quote(start, end) for pair, start, end, _ in rare]
    edits = tuple(
        Edit(place.span, f"{left}{number}{right}") for place, (_, _, _, number) in zip(places, rare, strict=True)
    )
    yield Fault(
        f"{', '.join(place.text for place in places[:5])}{' ...' if len(places) > 5 else ''} among {plural(len(found[usual]), 'mark')} "
        f"written {left}1{right}; write {edits[0].text!r}",
        target=places[0],
        severity=Severity.MINOR,
        fixes=(Fix(edits[0].text, Safety.SAFE, edits),),
        confidence=0.9,
        evidence={"kind": "style", "usual": f"{left}1{right}", "lines": [place.line for place in places]},
    )
