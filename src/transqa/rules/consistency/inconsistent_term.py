"""CNS001."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.check.terms.assign import Rendering
from transqa.check.terms.fixes import replacement
from transqa.check.terms.source import Term
from transqa.check.usage import document_uses
from transqa.model import Edit, Fix, Safety, Severity
from transqa.rules.consistency.coined import coined
from transqa.rules.consistency.names import Name, names
from transqa.termbase.match import Status
from transqa.text.fold import fold

#: The usual rendering must stand this often, and the other at most a third as often, before the other is a slip.
_USUAL = 3
_RATIO = 3
#: Where both are rarer they must be two words for one thing: a concept with more renderings has some for other places.
_FEW = 10
#: A word for which the dictionary has more than so many is an ordinary one with as many senses: image, memory, voice.
_MANY = 40
_WORD = re.compile("[a-z]+")
_HAN = re.compile("[\u3400-\u9fff]+")
_ENDING = re.compile("(?<=..)(?:ing|ed|es|s|e)$")
#: Characters that join two words and may be left out: 编码器和解码器.
_JOINING = frozenset("和与及或的之含")
#: The line below a picture, in which its word has a rendering of its own: "Image by ...", 图片来自.
_CREDIT = re.compile(r"\w+(?: \w+)?(?::| (?:source|credits?|courtesy|by|from|via)\b)")
#: The first letters of a word, in which its forms agree.
_STEM = 4


@rule("CNS001", "inconsistent-term", mqm="terminology/inconsistent", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def inconsistent_term(context: Context) -> Iterator[Fault]:
    """One source term has several acceptable renderings in the document, and this is the rare one.

    Documents that are checked together are counted together, so that a set of issues keeps one vocabulary. Each
    rendering may be right by itself. The finding names the usual one, with the counts of both. Three of one against
    one of the other decide; in a short document one against one or two does where the same word is rendered by two
    Chinese words that mean nothing else: of one against one the later is reported, or the one that is not the
    preferred term. Ordinary words are left alone, and so are renderings of which one contains the other (预训练, 预训练的).
    A name is reported that stands in Latin letters in the middle of a Chinese sentence and has its Chinese name
    elsewhere, or is written as it sounds and kept elsewhere, and a word that the text makes a name of its own (the
    Grow step) and the translation renders in two ways.

    Why: a reader takes two words for two concepts.
    Bad: The retriever is old.  A retriever is fast.  Train the retriever.  Each retriever returns ten passages. =>
    检索器已经过时。  检索器很快。  训练检索器。  每个召回器返回十个段落。
    Good: The retriever is old.  A retriever is fast.  Train the retriever.  Each retriever returns ten passages. =>
    检索器已经过时。  检索器很快。  训练检索器。  每个检索器返回十个段落。
    Fix: unsafe; the usual rendering, none where each stands once.
    """
    language = context.target.language
    for concept, renderings in document_uses(context).items():
        counts = context.usage.get(concept) or {text: len(places) for text, places in renderings.items()}
        if len(counts) < 2:
            continue
        usual = max(counts, key=lambda text: (counts[text], text))
        often = counts[usual]
        if often < _USUAL:
            if len(renderings) != 2 or min(counts.values()) > 1 or any(map(str.isascii, renderings)):
                continue
            first = [text for text in renderings if counts[text] == often]
            if not first:
                continue
            preferred = _preferred(renderings[first[0]], language)
            usual = min(first, key=lambda text: (text != preferred, _at(renderings[text])))
        # An abbreviation is introduced by its words: 大语言模型 in the title, 大语言模型（LLM） at the first mention.
        introduced = min((pair.index for pair, _ in renderings.get(usual, ())), default=-1) if usual.isascii() else -1
        where = "elsewhere in this document" if usual in renderings else "in the other documents"
        shown = ""
        forms = {_form(*place) for place in renderings.get(usual, ())}
        for text, places in sorted(renderings.items()):
            if text == usual or _variants(text, usual, few=len(counts) == 2):
                continue
            if often < _USUAL:
                if counts[text] > 1 or not _two_words(text, usual, renderings, context):
                    continue
            elif counts[text] * _RATIO > often:
                continue
            # A visual encoder is no image encoder, though one concept has both.
            if forms and not any(_same_words(_form(*place), form) for place in places for form in forms):
                continue
            shown = shown or _as_written(renderings.get(usual, ()), usual)
            times = counts[text]
            for pair, rendering in places:
                if usual.isascii() and (_spelled_out(pair, rendering) or pair.index <= introduced):
                    continue
                if usual in renderings and _other_word(text, rendering.term, pair, context):
                    continue
                if rendering.term.start == 0 and _CREDIT.match(pair.source.prose):
                    continue
                term = pair.source.quote(rendering.term.start, rendering.term.end)
                target = pair.target.quote(*rendering.target)  # type: ignore[misc]  # chosen above because it is there
                yield Fault(
                    f"{target.text!r} for {term.text!r}, which is {shown!r} {where} ({_against(often, times)})",
                    source=term,
                    target=target,
                    concept=concept,
                    # Once each does not tell which of two acceptable words it should be.
                    fixes=replacement(rendering.term.concept, shown, target, language)[:1] if times < often else (),
                    confidence=round(1 - times / often, 2) or 0.5,
                    evidence={"kind": "consistency", "usual": usual, "counts": {usual: often, text: times}},
                )
    yield from map(_name, [*names(context), *coined(context)])


def _name(found: Name) -> Fault:
    pair, (start, end) = found.pair, found.target
    source, target = pair.source.quote(*found.source), pair.target.quote(start, end)
    # The blanks that Latin letters have beside Chinese ones go with them.
    text = pair.target.prose
    if not found.usual.isascii() and target.text.isascii():
        start, end = start - (text[start - 1 : start] == " "), end + (text[end : end + 1] == " ")
    place = pair.target.locate(start, end)
    return Fault(
        f"{target.text!r} here, {found.usual!r} elsewhere in this document ({_against(found.often, found.times)})",
        source=source,
        target=target,
        fixes=(Fix(found.usual, Safety.UNSAFE, (Edit(place, found.usual),)),),
        confidence=0.7,
        evidence={
            "kind": "consistency",
            "usual": found.usual,
            "counts": {found.usual: found.often, target.text: found.times},
        },
    )


def _against(often: int, rare: int) -> str:
    return f"{often} times against {rare}" if often > 1 else "once each"


def _at(places: Sequence[tuple[Pair, Rendering]]) -> tuple[int, int]:
    pair, rendering = places[0]
    return pair.index, rendering.term.start


def _as_written(places: Sequence[tuple[Pair, Rendering]], usual: str) -> str:
    """The usual rendering as the document writes it: what is counted is folded, 標記 to 标记."""
    for pair, rendering in places:
        if rendering.target:
            return pair.target.quote(*rendering.target).text
    return usual


def _spelled_out(pair: Pair, rendering: Rendering) -> bool:
    """Whether the source spells the term out, of which the translation keeps the abbreviation elsewhere."""
    return " " in pair.source.prose[rendering.term.start : rendering.term.end].strip()


def _other_word(text: str, term: Term, pair: Pair, context: Context) -> bool:
    """Whether the rare rendering is the dictionary's word for another word of the source: 单词 where tokens are words."""
    source = pair.source.prose.lower()
    words = set(_WORD.findall(source)).difference(_WORD.findall(source[term.start : term.end]))
    return context.lexicon is not None and any(text in context.lexicon.translations(word) for word in words)


def _variants(one: str, other: str, *, few: bool) -> bool:
    """Whether one contains the other, or they share most of their characters: 编码器－解码器, 编码器和解码器.

    Where a term has ``few`` renderings, two of them, a single character makes another word: 学习率, 学习速率.
    """
    if one in other or other in one or one.isascii():
        return True
    shared = len(set(one) & set(other))
    return shared > 0.6 * min(len(set(one)), len(set(other))) and not (few and _one_apart(one, other))


def _one_apart(one: str, other: str) -> bool:
    """Whether one character, that is no particle, tells two words apart."""
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[start + len(shorter) - len(longer) + 1 :] == longer[start + 1 :] and longer[start] not in _JOINING


def _two_words(
    text: str, usual: str, renderings: Mapping[str, Sequence[tuple[Pair, Rendering]]], context: Context
) -> bool:
    """Whether two Chinese words render the same form of the source, and neither stands for something else besides."""
    concept = renderings[usual][0][1].term.concept
    language = context.target.language
    if concept.when or len(concept.accepted(language)) > _FEW:
        return False
    if not (_HAN.fullmatch(text) and _HAN.fullmatch(usual)):
        return False
    pair, rendering = renderings[text][0]
    said = _form(pair, rendering)
    if said not in {_form(*place) for place in renderings[usual]}:
        return False
    term = pair.source.prose[rendering.term.start : rendering.term.end]
    if context.lexicon and len(context.lexicon.translations(term)) > _MANY:
        return False
    preferred = _preferred(renderings[usual], language)
    if any(word != preferred and _preferred_elsewhere(word, concept.id, context) for word in (text, usual)):
        return False
    known = [_known(word, context) for word in (text, usual)]
    # A word that the dictionary does not know is another word for the same where the two look alike.
    if (
        not known[0]
        and " " not in said
        and not (_one_apart(text, usual) or (len(text) == len(usual) and set(text) & set(usual)))
    ):
        return False
    # Nor is a verb another word for a noun: 求导, 导数.
    if all(known) and len({all(gloss.startswith("to ") for gloss in glosses) for glosses in known}) > 1:
        return False
    # Where the rarer word is the term itself, the other one may be a free rendering.
    return _means(text, said, context) and (text != preferred or _means(usual, said, context))


def _preferred(places: Sequence[tuple[Pair, Rendering]], language: str) -> str:
    accepted = places[0][1].term.concept.accepted(language)
    return fold(accepted[0], language).replace(" ", "") if accepted else ""


def _form(pair: Pair, rendering: Rendering) -> str:
    """The term as the source has it, without its last ending."""
    return _ENDING.sub("", pair.source.folded[rendering.term.start : rendering.term.end])


def _same_words(one: str, other: str) -> bool:
    """Whether two forms of a concept have the same words, or not as many: an abbreviation, and what it stands for."""
    words, others = ([word[:_STEM] for word in re.split("[ -]", form)] for form in (one, other))
    return len(words) != len(others) or words == others


def _preferred_elsewhere(word: str, concept: str, context: Context) -> bool:
    """Whether a word is what another technical concept is called: 表示 for embeddings may be a representation."""
    language = context.target.language
    others = [
        context.termbase.concepts[form.concept]
        for match in context.matchers.target.find(word)
        if match.start == 0 and match.end == len(word)
        for form in match.forms
        if form.status is Status.ACCEPTED and form.concept != concept
    ]
    return any(
        not other.domain.startswith(("everyday", "ordinary"))
        and fold(next(iter(other.accepted(language)), ""), language) == word
        for other in others
    )


def _known(word: str, context: Context) -> tuple[str, ...]:
    """What the dictionary says of a word."""
    entries = context.lexicon.entries(word) if context.lexicon else ()
    return tuple(gloss for entry in entries for gloss in entry.glosses)


def _means(word: str, said: str, context: Context) -> bool:
    """Whether the dictionary does not know the word, or by the meaning that the source has: 调整 is no fine-tuning."""
    glosses = " ".join(_known(word, context)).lower()
    return not glosses or any(stem[:_STEM] in glosses for stem in _WORD.findall(said) if len(stem) >= _STEM)
