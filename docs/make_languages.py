"""Write ``docs/languages.md``: what each pair of languages gets, from the rules, their cases, the termbase and the tables of languages.

python docs/make_languages.py
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import yaml
from make_rules import CASES, ROOT, table

from transqa.check import Rule
from transqa.rules import registry
from transqa.rules.accuracy.foreign import script
from transqa.rules.accuracy.lengths import _ENOUGH, GROWTH
from transqa.rules.accuracy.truncated_ending import _GOES_ON
from transqa.rules.typography.invisible_character import _NEED_THEM
from transqa.termbase import Termbase, load_termbase
from transqa.termbase.match import renderings, source_forms
from transqa.text.amounts import written
from transqa.text.fold import is_chinese
from transqa.text.function_words import FUNCTION_WORDS
from transqa.text.language import entry
from transqa.text.number_language import language_of
from transqa.text.numbers import quantities
from transqa.text.numerals import WORDS
from transqa.text.punctuation import _CONVENTIONS, convention
from transqa.text.units import MAGNITUDE_WORDS, UNIT_SUFFIXES

PAGE = ROOT / "docs" / "languages.md"
#: The pair of two languages about which nothing is known; ISO 639 has a code for that.
OTHER = ("und", "und")
PAIRS = {
    ("en", "zh-Hans"): "en → zh-Hans",
    ("en", "zh-Hant"): "en → zh-Hant",
    ("zh-Hans", "en"): "zh → en",
    ("en", "ja"): "en → ja",
    ("en", "de"): "en → de",
    OTHER: "any other",
}
_HAN = frozenset({"Hani", "Jpan"})
#: Rules that the dictionary speaks in, whatever the pair.
_DICTIONARY = ("TRM004", "DNT002", "DNT005")
_TESTED, _RUNS, _SCRIPTS, _TERMS, _NOTHING = "✓", "·", "s", "t", " "

Pair = tuple[str, str]


@dataclass(frozen=True)
class Coverage:
    """What a termbase has for a pair: concepts found in the source and rendered in the target, those of them that are
    names to keep, wrong renderings of found concepts, those wrong in any text, and concepts to be given in both languages."""

    rendered: int
    kept: int
    wrong: int
    anywhere: int
    introduced: int


@cache
def coverage(source: str, target: str) -> Coverage:
    """Coverage of the glossary that comes with transqa."""
    termbase = _termbase()
    named = {form.concept for form in source_forms(termbase, source)}
    found = [concept for concept in termbase.concepts.values() if concept.id in named and concept.accepted(target)]
    wrong = [entry for concept in found for entry in renderings(concept, target)[1]]
    anywhere = (one for concept in termbase.concepts.values() for one in renderings(concept, target)[1])
    return Coverage(
        rendered=len(found),
        kept=sum(concept.keep for concept in found),
        wrong=len(wrong),
        anywhere=sum(one.anywhere for one in anywhere),
        introduced=sum(concept.first_mention for concept in found),
    )


@cache
def _termbase() -> Termbase:
    return load_termbase()


#: Rules that need terms, and what of them.
_NEEDS_TERMS: Mapping[str, Callable[[Coverage], int]] = {
    "CNS001": lambda found: found.rendered,
    "CNS002": lambda found: found.rendered,
    "DNT001": lambda found: found.kept,
    "DNT002": lambda found: found.kept,
    "TRM001": lambda found: found.wrong,
    "TRM002": lambda found: found.rendered,
    "TRM003": lambda found: found.anywhere,
    "TRM004": lambda found: found.rendered,
    "TRM005": lambda found: found.rendered,
    "TRM006": lambda found: found.introduced,
}


def state(rule: Rule, pair: Pair) -> str:
    """What a rule does in a pair: tested there, runs, needs two scripts or terms of one's own, or nothing."""
    source, target = pair
    if pair == OTHER and rule.code in _BY_SCRIPT:
        return _SCRIPTS
    if not rule.applies_to(target) or (rule.code in _CONDITIONS and not _CONDITIONS[rule.code](source, target)):
        return _NOTHING
    if rule.code in _NEEDS_TERMS and not _NEEDS_TERMS[rule.code](coverage(source, target)):
        return _TERMS
    return _TESTED if pair in tested(rule.code) else _RUNS


@cache
def tested(code: str) -> frozenset[Pair]:
    """Pairs in which a case of the rule must be reported."""
    found = set()
    for path in CASES.glob(f"*/{code}.yml"):
        for case in yaml.safe_load(path.read_text("utf-8"))["fail"]:
            source, target = case.get("languages", "en zh-Hans").split()
            found.add((source, target))
    return frozenset(found)


def _left(source: str, target: str) -> bool:
    """Whether a block left in the source language can be told from the target's: by its script, or by small words."""
    if script(source) == script(target):
        return script(source) == "Latn" and source in FUNCTION_WORDS
    return script(source) == "Latn" or (script(source) in _HAN)


def _left_words(source: str, target: str) -> bool:
    """The same of a few words inside a block."""
    if script(source) == script(target):
        return script(source) == "Latn" and source in FUNCTION_WORDS and target in FUNCTION_WORDS
    return script(source) == "Latn" or (script(source) in _HAN and script(target) not in _HAN)


#: Rules that ask for more than a known target.
_CONDITIONS: Mapping[str, Callable[[str, str], bool]] = {
    "ACC003": _left,
    "ACC005": _left_words,
    "ACC010": lambda source, target: registry()["ACC010"].applies_to(source),
    # A term is followed by its English form where it is not in English anyway.
    "TRM006": lambda source, target: target.split("-")[0] != "en",
    "TYP011": lambda source, target: entry(_NEED_THEM, target) is None,
}


#: Rules that two scripts are enough for.
_BY_SCRIPT = frozenset({"ACC003", "ACC005"})


def page() -> str:
    """The whole page."""
    rules = list(registry().values())
    return "\n".join(
        [
            "# Languages",
            "",
            "What each pair of languages gets. This page is made from the rules, their cases, the glossary and the tables of the",
            "code by `python docs/make_languages.py`; a test fails when it is out of date.",
            "",
            "## At a glance",
            "",
            *table(("", *PAIRS.values()), [(name, *map(cell, PAIRS)) for name, cell in _rows(rules)]),
            "",
            *_notes(),
            "",
            "## Rule by rule",
            "",
            f"- `{_TESTED}`: runs, and a [case](rules/index.md) of the pair that must be reported is tested on every change.",
            f"- `{_RUNS}`: runs; no case of the pair.",
            f"- `{_SCRIPTS}`: runs where the two languages are written in different scripts.",
            f"- `{_TERMS}`: runs with a termbase of your own only; the glossary has nothing for the pair.",
            "- empty: says nothing in this pair.",
            "",
            *_by_rule(rules),
            "",
            "## More languages",
            "",
            "What the code knows about further languages; as targets of English they also get the "
            f"{coverage('en', 'und').kept:,} names to keep.",
            "",
            *table(
                ("", "Figures", "Magnitudes, units, months", "Quotes", "Length", "Small words", "Forms of address"),
                [_language(tag) for tag in more()],
            ),
            "",
            "*Figures*: as they are read. *Length*: how much heavier than an English source a text usually is, in bytes of UTF-8.",
            "*Small words*: a block in this language is known by them among languages in Latin letters.",
            "",
            "## What is not known is silent",
            "",
            "- Where magnitudes and units are not known, any word beside a figure may be one: 1.5 million agrees with `milioni 1.5` and",
            "  with 15 followed by whatever makes it larger, 91% with `asilimia 91`, 10 miles with 16. That 12,500 became 12,800 and 0.25",
            "  became 0.52 is found in every language.",
            f"- Where number words are not read (all languages but {_spoken()}), a number up to 20, a round one, a quarter and a third are",
            "  not missed: they may stand there as words.",
            "- A currency is missed only in languages whose word for it is known.",
            "- No number is offered in a language whose way of writing it is not known.",
            "",
        ]
    )


def _rows(rules: list[Rule]) -> Iterator[tuple[str, Callable[[Pair], str]]]:
    def count(pair: Pair, states: str) -> int:
        return sum(state(rule, pair) in states for rule in rules)

    def fixes(pair: Pair) -> str:
        said = [rule.sections["Fix"] for rule in rules if state(rule, pair) in _TESTED + _RUNS]
        safe = sum(re.search(r"\bsafe\b", text) is not None for text in said)
        return f"{safe} safe, {sum('unsafe' in text for text in said)} unsafe"

    yield "Rules that run", lambda pair: f"{count(pair, _TESTED + _RUNS)} of {len(rules)}"
    yield "of these with tested cases", lambda pair: str(count(pair, _TESTED))
    yield "Rules with a fix", fixes
    yield "Terms", lambda pair: f"{coverage(*pair).rendered:,}"
    yield "of these names to keep", lambda pair: f"{coverage(*pair).kept:,}"
    yield "Wrong renderings listed", lambda pair: f"{coverage(*pair).wrong:,}"
    yield "of these wrong in any text", lambda pair: f"{coverage(*pair).anywhere:,}"
    yield "Figures", lambda pair: _figures(pair[1])
    yield "Number words, magnitudes", lambda pair: _number_words(pair[1])
    yield "Units and months", lambda pair: _units(pair[1])
    yield "1.5 billion is offered as", lambda pair: _offered(pair[1])
    yield "Quotes, dash, ellipsis", lambda pair: _marks(pair[1])
    yield "Full-width marks", lambda pair: "yes" if convention(pair[1]).east else "no"
    yield "Script, regional words", lambda pair: _yes(_runs("TYP015", pair) and _runs("TYP016", pair))
    yield "Evidence from the dictionary", _evidence
    yield "Usual length beforehand", _length
    yield "Left in the source language", lambda pair: "by script" if pair == OTHER else _yes(_runs("ACC003", pair))
    yield "Negation on one side", lambda pair: _yes(_runs("ACC010", pair))
    yield "Words a sentence cannot end with", lambda pair: _yes(entry(_GOES_ON, pair[1]) is not None)
    yield "Forms of address", lambda pair: _yes(_runs("CNS007", pair))


def _spoken() -> str:
    """The languages whose number words are read."""
    return ", ".join(f"`{code}`" for code in sorted({*WORDS, "zh", "ja"}))


def _runs(code: str, pair: Pair) -> bool:
    return state(registry()[code], pair) in _TESTED + _RUNS


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _figures(tag: str) -> str:
    known = language_of(tag)
    return "either" if known.either else "1.000,5" if known.decimal_comma else "1,000.5"


def _number_words(tag: str) -> str:
    known = language_of(tag)
    if known.numerals:
        return "yes"
    return "magnitudes" if known.listed else "no"


def _units(tag: str) -> str:
    return _yes(language_of(tag).listed)


def _offered(tag: str) -> str:
    return written(quantities("1.5 billion", "en")[0], tag, spaced=True) or "nothing"


def _marks(tag: str) -> str:
    marks = convention(tag)
    return f"{marks.quotes[0]} {marks.quotes[1]}, {marks.dash}, {marks.ellipsis}"


def _evidence(pair: Pair) -> str:
    """What CC-CEDICT, which has Chinese words with English glosses, says."""
    source, target = pair
    if not (is_chinese(source) or is_chinese(target)):
        return "none"
    said = ["sentences left out or added"] if "en" in pair else []
    if any(_runs(code, pair) for code in _DICTIONARY):
        said = ["wrong words, sounds, places", *said]
    return ", ".join(said)


def _length(pair: Pair) -> str:
    known = [entry(GROWTH, tag) for tag in pair]
    if known[0] is None or known[1] is None:
        return f"none; learned from {_ENOUGH} blocks on"
    return _growth(known[1] - known[0])


def _growth(logarithm: float) -> str:
    return f"{round(100 * math.expm1(logarithm)):+d}%"


def _by_rule(rules: Iterable[Rule]) -> Iterator[str]:
    rows = []
    for _, members in groupby(rules, key=lambda rule: rule.code[:3]):
        rows += [
            (f"[{rule.code}](rules/{rule.code}.md) {rule.name}", *(state(rule, pair) for pair in PAIRS))
            for rule in members
        ]
    return table(("Rule", *PAIRS.values()), rows)


def more() -> list[str]:
    """Languages of any table that have no column of their own."""
    tables = (_CONVENTIONS, GROWTH, FUNCTION_WORDS, _GOES_ON, *(rule.languages for rule in registry().values()))
    known = {tag.split("-")[0] for keys in tables for tag in keys} | MAGNITUDE_WORDS.keys() | UNIT_SUFFIXES.keys()
    return sorted(known - {tag.split("-")[0] for pair in PAIRS for tag in pair})


def _language(tag: str) -> tuple[str, ...]:
    growth = entry(GROWTH, tag)
    return (
        f"`{tag}`",
        _figures(tag),
        "yes" if language_of(tag).listed else "",
        " ".join(convention(tag).quotes[:2]),
        "" if growth is None else _growth(growth),
        "yes" if tag in FUNCTION_WORDS else "",
        "yes" if registry()["CNS007"].applies_to(tag) else "",
    )


def _notes() -> Iterator[str]:
    """What the table cannot say."""
    traditional = coverage("zh-Hant", "en").rendered
    silent = ", ".join(f"`{tag}`" for tag in sorted(_NEED_THEM))
    yield from (
        "- *Any other* is the least that a pair gets, two languages of which nothing is known beforehand;",
        "  [below](#more-languages) are those of which something is. A termbase of your own gives any pair its terms.",
        "- From Chinese only preferred renderings name a term, for the others mean much else; from zh-Hant these are "
        f"{traditional:,} terms.",
        "  Names in Latin letters are found in any source, listed or not (DNT003, DNT004).",
        "- The aligner has no table of any language: it learns from the document. With Chinese on one side it uses the dictionary too.",
        "- The dictionary is CC-CEDICT, Chinese with English glosses. Without it, sentences left out or added (ACC011, ACC012) are",
        "  found by the names and numbers in them alone.",
        "- Lists of people are found by bylines in English, German, French, Spanish and Chinese and by capitals; whether a transcription",
        "  sounds like the name is known of Chinese only.",
        "- A capital lost in a transcribed name (NAM005) is looked for behind its middle dot, as in Chinese and Japanese.",
        "- Of a sentence that breaks off (ACC008), brackets and commas at the end count in any language.",
        f"- Invisible characters (TYP011) are left alone in languages that are spelled with them: {silent}.",
    )


def main() -> int:
    """Write the page if it has changed."""
    text = page()
    if not PAGE.exists() or PAGE.read_text("utf-8") != text:
        PAGE.write_text(text, encoding="utf-8", newline="")
        print(f"wrote {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
