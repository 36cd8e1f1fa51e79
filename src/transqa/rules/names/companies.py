"""Names of companies that are made of ordinary words, known by what the sentence says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transqa.check.terms.assign import Rendering
from transqa.check.terms.names import Name, stands
from transqa.lexicon import Lexicon, is_proper

#: What most sentences have not, and is seen quickly.
_HINTS = (
    "raise",
    "closed a",
    "valued",
    "stealth",
    "-sourced",
    "launched",
    "releas",
    "unveil",
    "shipped",
    "tartup",
    "tart-up",
)
_WORD = r"[A-Z][a-z]+"
#: Words that begin a sentence, and no name; institutions are translated.
_NO_NAME = (
    r"(?!(?:The|An?|In|On|At|It|They|We|He|She|This|That|These|Those|Both|One|Some|Others|Nobody|Everyone|Someone|Researchers"
    r"|Government|Congress|Parliament|Police|Industry|Management|Nature|Science|And|But|Then|Who|What|Which)\b)"
)
_INSTITUTION = re.compile(
    r"University|Institute|Department|Ministry|Commission|Council|Committee|Agency|Office|Bank|Bureau|Academy|School|College|"
    r"Court|Senate|House|Forum|Alliance|Coalition|Consortium|Federation|Summit|Foundation|Association|Society|Union|Party|Army|Force|Center|Centre|Team|Group|Research|Fund\b"
)
_NAME = rf"(?<![\w.-]){_NO_NAME}({_WORD}(?: {_WORD}){{0,2}})"
_DEAL = (
    r"(?:(?:has |have |also |just |recently |reportedly )?(?:rais(?:ed|es|ing) (?:about |another |up to )?[$€£]"
    r"|closed a |came out of stealth|emerged from stealth|(?:open-sourced|launched|released?s?|unveil(?:ed|s)|shipped)(?= [^\W\d_]))"
    r"|(?:is|was|now|is now) valued at)"
)
_OF_MONEY = re.compile(rf"{_NAME}(?:, [^,.;:]{{3,60}},)? {_DEAL}")
_IN_APPOSITION = re.compile(
    rf"{_NAME}, (?:{_WORD}(?: {_WORD})?['’]s|an?|the) (?:[\w-]+ ){{0,3}}(?:startup|start-up|unicorn)\b"
)
_ANNOUNCED = re.compile(rf"(?:[Ss]tartup|[Ss]tart-up|[Uu]nicorn) ({_WORD}(?: {_WORD}){{0,2}})")
#: What the dictionary does not have for the last word of a company.
_USUAL = {"lab": ("实验室",), "labs": ("实验室",), "intelligence": ("智能",), "superintelligence": ("超级智能",)}
#: Characters between the words of a name: none, or a blank.
_GAPS = (0, 1)


def companies(
    source: str, target: str, renderings: Sequence[Rendering], lexicon: Lexicon | None
) -> Iterator[tuple[Name, tuple[int, int]]]:
    """Companies whose names the target translates word by word, with the range of the translation."""
    if lexicon is None or not any([hint in source for hint in _HINTS]):
        return
    text, seen = lexicon.simplify(target), set()
    for pattern in (_OF_MONEY, _IN_APPOSITION, _ANNOUNCED):
        for match in pattern.finditer(source):
            name, (start, end) = match[1], match.span(1)
            words = name.split()
            if (
                name in seen
                or stands(name, target)
                or _INSTITUTION.search(name)
                or (len(words) == 1 and name.endswith("s"))
            ):
                continue
            if any(one.term.start < end and start < one.term.end and one.term.concept.keep for one in renderings):
                continue
            if place := _literally(words, text, lexicon):
                seen.add(name)
                yield Name(name, start, end), place


def _literally(words: Sequence[str], text: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where the words stand in their order, each by what it means, next to each other."""
    rows = [
        # One character alone is a part of many words.
        [one for one in _meanings(word.lower(), lexicon) if len(one) > (len(words) == 1) and _ordinary(one, lexicon)]
        for word in words
    ]
    starts = [(text.find(one), one) for one in sorted(rows[0], key=len, reverse=True)]
    for start, first in starts:
        end = start + len(first)
        for row in rows[1:] if start >= 0 else ():
            end = max(
                (end + gap + len(one) for one in row for gap in _GAPS if text.startswith(one, end + gap)), default=0
            )
            if not end:
                break
        if start >= 0 and end:
            return start, end
    return None


def _meanings(word: str, lexicon: Lexicon) -> Iterator[str]:
    """What a word of a name means; 思考 for thinking stands under think."""
    yield from _USUAL.get(word, ())
    yield from lexicon.translations(word)
    if word.endswith("ing"):
        yield from lexicon.translations(word[:-3])


def _ordinary(meaning: str, lexicon: Lexicon) -> bool:
    """Whether a rendering is no name of a place, a people or a company."""
    entries = lexicon.entries(meaning)
    return not entries or not all(map(is_proper, entries))
