"""DNT004."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transqa.check import Context, Fault, Pair, rule
from transqa.check.terms.assign import Rendering
from transqa.check.terms.names import Name, stands, unlisted_names
from transqa.lexicon import Lexicon
from transqa.model import BlockKind, Edit, Fix, Safety, Severity
from transqa.rules.names.companies import companies
from transqa.rules.names.linked_name_lost import lost_labels
from transqa.text.urls import is_paper

_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_SHORT_CHINESE = re.compile("[\u3400-\u9fff]{1,6}")
_TITLE = re.compile(r"(?:\d+[.)] *)?([A-Z][a-z]{2,}): (?:\S+ ){2,}\S")


@rule("DNT004", "unlisted-name-lost", mqm="do-not-translate/name", severity=Severity.MINOR)
def unlisted_name_lost(pair: Pair, context: Context) -> Iterator[Fault]:
    """A word that looks like a name (DreamFusion, MTEB, T5) is in the source and not in the translation.

    Only words the termbase does not know, and each once per block; also the word before the colon of a paper's title, and
    the ordinary words of which the sentence says what is said of companies (Cognition raised $175M), where the translation
    has their meaning.
    Abbreviations that a translation spells out are left alone where the block also has the words they stand for, unless the
    brackets have Chinese in their place.

    Why: a machine that does not know a name translates it, and nobody lists next month's names.
    Bad: We evaluate QWALE on new tasks. => 我们在新任务上评估鲸鱼。
    Good: We evaluate QWALE on new tasks. => 我们在新任务上评估 QWALE。
    Fix: none; the name is quoted.
    """
    source, target = pair.source.prose, pair.target.text
    seen: set[str] = set()
    renderings = context.terms(pair).renderings
    if context.target.language.startswith("zh"):
        yield from _translated(pair, renderings, context)
    for name in (*unlisted_names(source, renderings), *_titles(pair, renderings, context)):
        if name.text in seen:
            continue
        seen.add(name.text)
        # SavedModel for SavedModels: Chinese has no plural.
        if stands(name.text, target) or (name.text[-1] == "s" and stands(name.text[:-1], target)):
            continue
        place = pair.source.quote(name.start, name.end)
        if _spelled_out(name.text, name.start, source):
            if instead := _in_its_brackets(name, pair):
                yield _instead(name, instead, "an abbreviation", 0.7, pair)
            continue
        if any(match.source.inline.content.overlaps(place.span) for match, _ in lost_labels(context)):
            continue  # DNT007 tells of it
        yield Fault(
            f"{name.text!r} looks like a name and is not in the translation",
            source=place,
            fixes=(Fix(name.text),),
            confidence=0.5,
            evidence={"kind": "name"},
        )


def _in_its_brackets(name: Name, pair: Pair) -> tuple[int, int] | None:
    """The Chinese that stands in the brackets of the translation where the source's have the abbreviation: (榆树) for (ELMs)."""
    ours, theirs = ([*_BRACKETS.finditer(text)] for text in (pair.source.prose, pair.target.prose))
    at = next((at for at, group in enumerate(ours) if group.start() + 1 == name.start), -1)
    if at < 0 or len(ours) != len(theirs) or not _SHORT_CHINESE.fullmatch(theirs[at][1]):
        return None
    return theirs[at].span(1)


def _translated(pair: Pair, renderings: Sequence[Rendering], context: Context) -> Iterator[Fault]:
    """Companies that are ordinary words to whoever does not know them."""
    for name, place in companies(pair.source.prose, pair.target.prose, renderings, context.lexicon):
        yield _instead(name, place, "the name of a company", 0.6, pair)


def _instead(name: Name, place: tuple[int, int], what: str, confidence: float, pair: Pair) -> Fault:
    """What stands in the place of a name."""
    target = pair.target.quote(*place)
    return Fault(
        f"{target.text!r} translates {name.text!r}, {what}",
        source=pair.source.quote(name.start, name.end),
        target=target,
        fixes=(Fix(name.text, Safety.UNSAFE, (Edit(target.span, name.text),)),),
        confidence=confidence,
        evidence={"kind": "name"},
    )


def _titles(pair: Pair, renderings: Sequence[Rendering], context: Context) -> Iterator[Name]:
    """The one word before the colon of a title ("Moshi: a speech-text foundation model"), the name of what is presented.

    Where nothing links to a paper, only in a heading and a word that no dictionary has: "Update: ..." is translated.
    """
    prose = pair.source.prose
    for block in pair.source.blocks:
        if block.kind is BlockKind.HEADING:
            titles = [(_TITLE.match(prose), any(is_paper(inline.target) for inline in block.inlines))]
        else:
            labels = [pair.source.document.quote(one.content).text for one in block.inlines if is_paper(one.target)]
            titles = [(_TITLE.match(prose, prose.find(label)), True) for label in labels if label and label in prose]
        for found, paper in titles:
            if not found or any(one.term.start < found.end(1) and found.start() < one.term.end for one in renderings):
                continue
            word = found[1]
            if paper or (context.lexicon and not _ordinary(word.lower(), context.lexicon)):
                yield Name(word, *found.span(1))


def _ordinary(word: str, lexicon: Lexicon) -> bool:
    """Whether a dictionary that spells as the Americans do has the word: labour."""
    return bool(lexicon.translations(word) or lexicon.translations(word.replace("our", "or")))


def _spelled_out(name: str, start: int, source: str) -> bool:
    """Whether an abbreviation stands in parentheses behind words whose initials it is: "Reinforcement Learning (RL)"."""
    if not name.isupper() or source[max(0, start - 1) : start] != "(":
        return False
    initials = "".join(word[0] for word in source[:start].replace("-", " ").replace("(", " ").split())
    return initials.upper().endswith(name)
