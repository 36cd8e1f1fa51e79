"""DNT003."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.check.terms.names import find_spelling, may_be_altered, odd_text, same_letters, unlisted_names
from transqa.model import Edit, Fix, Safety, Severity


@rule("DNT003", "name-altered", mqm="do-not-translate/spelling", severity=Severity.MINOR)
def name_altered(pair: Pair, context: Context) -> Iterator[Fault]:
    """A name is there, but in other capitals or with other spaces, dots or hyphens than in the source.

    Any spelling that the termbase admits for the name, or that the source itself uses in the block, is right.

    Why: open ai, Imagenet and GPT 3 read as carelessness, and a search for the name does not find them.
    Bad: OpenAI released GPT-3. => open ai 发布了 GPT 3。
    Good: OpenAI released GPT-3. => OpenAI 发布了 GPT-3。
    Fix: safe; the spelling of the source.
    """
    source, target = pair.source.prose, pair.target.prose
    renderings = context.terms(pair).renderings
    kept = [rendering.term for rendering in renderings if rendering.term.concept.keep]
    odd = odd_text(
        source, [name for term in kept for name in (source[term.start : term.end], *term.concept.names)], target
    )
    if not odd:
        return
    names: dict[str, tuple[tuple[int, int], tuple[str, ...], str | None]] = {}
    for term in kept:
        text = source[term.start : term.end]
        if any(ch.isupper() for ch in text) and text.lower() not in names:
            spelled = tuple(dict.fromkeys((text, *term.concept.names)))
            names[text.lower()] = ((term.start, term.end), spelled, term.concept.id)
    for name in unlisted_names(source, renderings):
        names.setdefault(name.text.lower(), ((name.start, name.end), (name.text,), None))
    seen: set[tuple[int, int]] = set()
    for place, spelled, concept in names.values():
        if not any(may_be_altered(name, odd) and may_be_altered(name, target) for name in spelled):
            continue
        _, altered = find_spelling(spelled, target)
        for start, end in altered:
            if (start, end) in seen or target[start:end] in source:
                continue
            # Jasper . AI is one name, and no Jasper.
            if any(low <= start and end <= high and high - low > end - start for low, high in altered):
                continue
            seen.add((start, end))
            quote = pair.target.quote(start, end)
            # The name in the form that stands there: GPU where the source has GPUs.
            right = next((name for name in spelled if same_letters(name, quote.text)), source[slice(*place)])
            yield Fault(
                f"{quote.text!r} should be spelled {right!r} as in the source",
                source=pair.source.quote(*place),
                target=quote,
                concept=concept,
                fixes=(Fix(right, Safety.SAFE, (Edit(quote.span, right),)),),
                confidence=0.9,
                evidence={"kind": "spelling"},
            )
