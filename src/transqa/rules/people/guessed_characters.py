"""NAM007."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.check.memo import per_document
from transqa.check.terms.sound import CHARACTERS
from transqa.lexicon import Lexicon
from transqa.model import Edit, Fix, Safety, Severity
from transqa.rules.people.lists import Item, people
from transqa.rules.people.name_part_lost import is_partial
from transqa.rules.people.name_translated import translated
from transqa.rules.people.names import FAMILIES, Person, chinese, pinyin
from transqa.text.fold import fold

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2}")
_DOT = re.compile(r"[·•・‧]")
#: So large a share of at least so many names in Latin letters is the document's style.
_STYLE, _NAMES = 0.6, 5


@rule(
    "NAM007",
    "guessed-characters",
    mqm="accuracy/mistranslation",
    severity=Severity.NEUTRAL,
    scope=Scope.DOCUMENT,
    languages=("zh",),
)
def guessed_characters(context: Context) -> Iterator[Fault]:
    """The Chinese characters of a person's name are a guess, or a Chinese name is written like a foreign one.

    Nobody can tell from Zhiqing Sun whether it is 孙志清 or 孙之清. That is information, for somebody to look up; it is minor
    where the document or the list leaves other names in Latin letters, where a Chinese name is in foreign order with a
    middle dot (田丽·丁), and where no family is called like that (珀西·亮 for Percy Liang). Transcriptions of other names by
    sound, with a middle dot, are accepted where the list has more.

    Why: with one wrong character a name belongs to somebody else.
    Bad: By Zhiqing Sun and Amara Weidlich. => 作者：孙志清和 Amara Weidlich。
    Good: By Zhiqing Sun and Amara Weidlich. => 作者：Zhiqing Sun 和 Amara Weidlich。
    Fix: unsafe; the name as the source writes it.
    """
    latin = _latin_style(context)
    elsewhere = {
        fold(person.text, "en")
        for found in people(context)
        for person, item in found.matched
        if item.text and not item.han
    }
    seen: set[tuple[str, str]] = set()
    for found in people(context):
        if len(found.items) != len(found.names) and not found.trusted:
            continue
        kept = sum(bool(item.text) and not item.han for item in found.items)
        mixed = kept > len(found.items) / 2
        for person, item in found.matched:
            nobody = _no_family(person, item.text, context.lexicon)
            why = nobody or _why(person, item, mixed, mixed or latin)
            form = (fold(person.text, "en"), item.text)
            # What other rules say of a name is not said again, and nothing is said twice.
            if not why or form in seen or form[0] in elsewhere or is_partial(person, item, context.lexicon):
                continue
            if context.lexicon and translated(person, item.text, context.lexicon):
                continue
            if person.text in found.pair.target.prose:
                continue  # 孙志清（Zhiqing Sun）: the reader can look the person up
            seen.add(form)
            target = found.pair.target.quote(item.start, item.end)
            yield Fault(
                f"{target.text!r} for {person.text!r}: {why}",
                source=found.pair.source.quote(person.start, person.end),
                target=target,
                severity=Severity.MINOR if nobody or mixed or latin or _DOT.search(item.text) else Severity.NEUTRAL,
                fixes=(Fix(person.text, Safety.UNSAFE, (Edit(target.span, person.text),)),),
                confidence=0.6,
                evidence={"kind": "names", "name": person.text},
            )


def _no_family(person: Person, text: str, lexicon: Lexicon | None) -> str:
    """What is wrong with the character of a Chinese family name: it sounds right, but nobody is called so."""
    family = fold(person.text, "en").rpartition(" ")[2]
    if lexicon is None or family not in FAMILIES:
        return ""
    # Behind the middle dot of a given name in any language, or before a Chinese one.
    pieces = _DOT.split(text)
    char = pieces[-1] if len(pieces) > 1 else text[:1] if chinese(person) else ""
    if len(char) != 1 or lexicon.simplify(char) in CHARACTERS or not pinyin(char, lexicon):
        return ""
    called = any(gloss.startswith("surname ") for entry in lexicon.entries(char) for gloss in entry.glosses)
    sounds = pinyin(char, lexicon)[0].rstrip("12345") == family
    return f"no family is called {char!r}" if sounds and not called else ""


def _why(person: Person, item: Item, mixed: bool, kept: bool) -> str:
    """What is doubtful about the characters, empty where nothing is."""
    if item.han < 2 or _HAN.search(person.text) or len(person.parts) < 2:
        return ""
    if _LATIN.search(item.text):
        return "half of it is in Latin letters" if not _DOT.search(item.text) else ""
    if not _DOT.search(item.text) and "-" not in item.text and item.han < 6:
        return "the characters are a guess" + ("; the other names stay in Latin letters" if kept else "; look them up")
    if chinese(person):
        return "a Chinese name written like a foreign one"
    return "the other names of the list stay in Latin letters" if mixed else ""


@per_document
def _latin_style(context: Context) -> bool:
    """Whether the document leaves most names in Latin letters."""
    named = [item for found in people(context) for item in found.items if item.text]
    return len(named) >= _NAMES and sum(not item.han for item in named) >= _STYLE * len(named)
