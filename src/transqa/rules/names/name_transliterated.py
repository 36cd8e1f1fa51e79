"""DNT002."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.check.terms.fixes import replacement
from transqa.check.terms.names import is_surname, of_a_person
from transqa.model import Severity


@rule("DNT002", "name-transliterated", mqm="do-not-translate/name", severity=Severity.MAJOR, languages=("zh",))
def name_transliterated(pair: Pair, context: Context) -> Iterator[Fault]:
    """A name that should stay in Latin letters is written by sound.

    The name is one the termbase keeps, it is not in the translation, and a run of transcription characters there sounds
    like it. Accepted Chinese forms (谷歌) are never reported, and names of people are not the termbase's business.

    Why: 惠斯伯 cannot be searched for; Whisper can.
    Bad: Whisper transcribes the podcast. => 惠斯伯转写了这期播客。
    Good: Whisper transcribes the podcast. => Whisper 转写了这期播客。
    Fix: unsafe; the name as the source writes it.
    """
    for suspect in context.suspects(pair):
        if (
            suspect.kind != "transliteration"
            or of_a_person(pair.source.prose, suspect.term.end, pair.target.prose)
            or is_surname(suspect, pair.source.prose, pair.target.prose)
        ):
            continue
        term = pair.source.quote(suspect.term.start, suspect.term.end)
        target = pair.target.quote(*suspect.target)
        yield Fault(
            f"{target.text!r} {suspect.detail}, like the name {term.text!r}; keep the name",
            source=term,
            target=target,
            concept=suspect.term.concept.id,
            fixes=replacement(suspect.term.concept, term.text, target, context.target.language),
            confidence=suspect.confidence,
            evidence={"kind": "transliteration", "pinyin": suspect.detail},
        )
