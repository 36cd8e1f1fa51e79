"""NAM006."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import Edit, Fix, Quote, Safety, Severity
from transqa.rules.people.lists import people
from transqa.text.fold import fold, has_word

_FOREIGN = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]")
#: Two spellings that are this much alike are one name and a slip; so are those of one word beside the right other one.
_ALIKE, _WORD_ALIKE, _PART_ALIKE = 0.75, 0.8, 0.6
#: Languages whose own words are not in Latin letters, so that a capitalised word in these is a name.
_SCRIPTS = ("zh", "ja", "ko")
#: One word of a name in running text. Most stand in the source as they are.
_CAPITALISED = re.compile(r"(?<![\w.@/#&-])[A-Z][^\W\d_\u3000-\uffff]{2,}(?![\w@/.]\w|\w)")
#: The same, seen quicker.
_QUICK = re.compile("[A-Z][a-zß-ɏ]{2,}")
#: A name of fewer letters is not told from another one by a letter.
_LETTERS = 5
#: The word before and the word behind, in Latin letters and with one space between.
_BEFORE = re.compile(r"([A-Z][^\W\d_\u3000-\uffff]+) \Z")
_BEHIND = re.compile(r" ([A-Z][^\W\d_\u3000-\uffff]+)(?![\w-])")


@rule("NAM006", "name-misspelt", mqm="fluency/spelling", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def name_misspelt(context: Context) -> Iterator[Fault]:
    """A name in Latin letters is not spelled as in the source.

    Letters were lost (Loïc, loc), swapped or added, or it became a commoner name (Alexandr, Alexander). In lists of people
    the names are compared in their order. In running text of languages with a script of their own a capitalised word that
    the source does not have is compared with those of the source that the translation does not have. A name that only
    lacks its accents (Loic) is left alone, and so are singular and adjective (Transformers, Gaussian).

    Why: a name with a wrong letter is nobody's name, and no search finds its bearer.
    Bad: By Ilse Brandvold, Tomasz Zielak, and Wei Li. => 作者：Ilse Brandvold、Tomas Zeilak 和 Wei Li。
    Good: By Ilse Brandvold, Tomasz Zielak, and Wei Li. => 作者：Ilse Brandvold、Tomasz Zielak 和 Wei Li。
    Fix: unsafe; the name as the source writes it.
    """
    regions: dict[int, tuple[int, int]] = {}
    for found in people(context):
        regions[found.pair.index] = found.region
        for person, item in found.matched:
            name, text = " ".join(person.text.split()), " ".join(item.text.split())
            if not text or text == name or _FOREIGN.search(text) or _FOREIGN.search(name):
                continue
            if misspelt(name, text) and not has_word(text, found.pair.source.prose):
                target = found.pair.target.quote(item.start, item.end)
                yield _fault(name, found.pair.source.quote(person.start, person.end), target)
    if context.target.language.startswith(_SCRIPTS) and not context.source.language.startswith(_SCRIPTS):
        for pair in context.judged:
            yield from _in_running_text(pair, regions.get(pair.index, (0, 0)), context)


def misspelt(name: str, text: str) -> bool:
    """Whether a text is a name with other letters, and none of its words alone."""
    one, other = fold(name, "en"), fold(text, "en")
    if one == other or set(other.split()) < set(one.split()):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _fault(name: str, source: Quote, target: Quote) -> Fault:
    return Fault(
        f"{target.text!r} is spelled {name!r} in the source",
        source=source,
        target=target,
        fixes=(Fix(name, Safety.UNSAFE, (Edit(target.span, name),)),),
        confidence=0.9,
        evidence={"kind": "spelling", "name": name},
    )


def _in_running_text(pair: Pair, region: tuple[int, int], context: Context) -> Iterator[Fault]:
    """Capitalised words that only the target has, each with the word of the source that it is meant for."""
    source, target = pair.source.prose, pair.target.prose
    for word in _QUICK.findall(target):
        at = source.find(word)
        if at < 0 or source[at + len(word) : at + len(word) + 1].islower():
            break
    else:
        return
    odd = [
        match
        for match in _CAPITALISED.finditer(target)
        if not (has_word(match[0], source) or region[0] <= match.start() < region[1])
    ]
    lost = [match for match in _CAPITALISED.finditer(source) if not has_word(match[0], target)] if odd else []
    terms = context.terms(pair).renderings if lost else ()
    lost = [
        match
        for match in lost
        if not any(one.term.start < match.end() and match.start() < one.term.end for one in terms)
    ]
    for match in odd:
        meant = next((one for one in lost if _slip(one, match, source, target)), None)
        # A name that the source itself spells so elsewhere was put right by the translator.
        if meant and not has_word(match[0], context.source.text):
            yield _fault(meant[0], pair.source.quote(*meant.span()), pair.target.quote(*match.span()))


def _slip(meant: re.Match[str], written: re.Match[str], source: str, target: str) -> bool:
    """Whether a word of the target is one of the source with other letters."""
    one, other = fold(meant[0], "en"), fold(written[0], "en")
    if one == other:
        return False  # capitals and accents are another matter
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter) and (len(longer) - len(shorter) > 1 or longer.endswith("s")):
        return False  # Transformers, Gaussian: another form of the word
    if _american(one) == _american(other):
        return False  # Colour and color are both right
    alike = SequenceMatcher(None, one, other, autojunk=False).ratio()
    if alike >= _PART_ALIKE and _same_neighbour(meant, written, source, target):
        return True
    return alike >= _WORD_ALIKE and len(one) >= _LETTERS and one[0] == other[0]


def _american(word: str) -> str:
    """A word in one of the two spellings of English: color, center, analyze."""
    return re.sub(r"re\Z", "er", re.sub(r"(?<=[iy])s(?=[ea])", "z", word.replace("our", "or")))


def _same_neighbour(meant: re.Match[str], written: re.Match[str], source: str, target: str) -> bool:
    """Whether the other word of the name, before or behind, is the same on both sides."""
    befores = _BEFORE.search(source, 0, meant.start()), _BEFORE.search(target, 0, written.start())
    behinds = _BEHIND.match(source, meant.end()), _BEHIND.match(target, written.end())
    return any(one and other and one[1] == other[1] for one, other in (befores, behinds))
