"""NAM008."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.check.terms.sound import CHARACTERS
from transqa.lexicon import Lexicon, is_proper
from transqa.model import Edit, Fix, Safety, Severity
from transqa.rules.people.lists import Item, Person, chinese, people, pinyin

_HAN = re.compile(r"[\u3400-\u9fff]")


@rule(
    "NAM008",
    "name-translated",
    mqm="accuracy/mistranslation",
    severity=Severity.MAJOR,
    scope=Scope.DOCUMENT,
    languages=("zh",),
)
def name_translated(context: Context) -> Iterator[Fault]:
    """A word of a person's name was translated by what it means: 正义 for Justice, 或 for Or.

    By the dictionary the Chinese word is a translation of the name's word and no name itself, and it has characters that
    do not transcribe names. Chinese names, and names in Latin letters, are not looked at.

    Why: nobody finds the author of a paper under the meaning of her name.
    Bad: By Ilse Brandvold, Justice Weidlich, and Wei Li. => 作者：伊尔丝·布兰德沃尔德、正义·魏德利希和李伟。
    Good: By Ilse Brandvold, Justice Weidlich, and Wei Li. => 作者：伊尔丝·布兰德沃尔德、贾斯蒂斯·魏德利希和李伟。
    Fix: unsafe; the name as the source writes it.
    """
    lexicon = context.lexicon
    if lexicon is None:
        return
    for found in people(context):
        if not found.trusted and len(found.items) != len(found.names):
            continue
        for person, item in found.matched:
            if not item.han or _HAN.search(person.text) or chinese(person):
                continue
            part, word = _meant(person, item, lexicon)
            if not word:
                continue
            target = found.pair.target.quote(item.start, item.end)
            yield Fault(
                f"{word!r} in {target.text!r} is what the name {part!r} means; write {person.text!r}",
                source=found.pair.source.quote(person.start, person.end),
                target=target,
                fixes=(Fix(person.text, Safety.UNSAFE, (Edit(target.span, person.text),)),),
                confidence=0.85,
                evidence={"kind": "names", "name": person.text},
            )


def _meant(person: Person, item: Item, lexicon: Lexicon) -> tuple[str, str]:
    """The word of the name that was translated, and its translation; empty where there is none."""
    text = lexicon.simplify(item.text)
    for part in person.parts:
        for word in lexicon.translations(part.lower()):
            at = text.find(word)
            # A single character is one of many in a transcription, unless it stands before all others.
            if at < 0 or (len(word) == 1 and _HAN.match(text[at - 1 : at])):
                continue
            if not (CHARACTERS.issuperset(word) or _is_name(word, part, lexicon)):
                return part, item.text[at : at + len(word)]
    return "", ""


def _is_name(word: str, part: str, lexicon: Lexicon) -> bool:
    """Whether a word is the name itself in Chinese: 梁 for Liang, or the dictionary has it as a name only."""
    spoken = "".join(syllable.rstrip("12345") for syllable in pinyin(word, lexicon))
    return spoken == part.lower() or all(map(is_proper, lexicon.entries(word)))
