"""CNS003."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Edit, Fix, Safety, Severity
from transqa.rules.consistency.units import Unit, grouped, phrases, same, units
from transqa.text.chars import count_words

#: Shorter sentences depend on what stands around them.
_WORDS = 4


@rule(
    "CNS003",
    "same-source-different-target",
    mqm="terminology/inconsistent",
    severity=Severity.MINOR,
    scope=Scope.DOCUMENT,
)
def same_source(context: Context) -> Iterator[Fault]:
    """The same sentence of the source is translated in two ways.

    Sentences of four words and more, whatever their capitals, figures and punctuation; also titles and other phrases
    of that length that are the label of a link or stand in quotation marks. The rarer translation is reported,
    or the later one where both are as frequent.

    Why: a reader who has seen a sentence before looks for the difference.
    Bad: See the project page for details.  It works.  See the project page for details. =>
    详情请见项目页面。  它有效。  更多信息可在该项目的网页上找到。
    Good: See the project page for details.  It works.  See the project page for details. =>
    详情请见项目页面。  它有效。  详情请见项目页面。
    Fix: unsafe; the other translation, where no figures stand in either.
    """
    for said, found in grouped(units(context) + phrases(context), by_target=False).items():
        if len(found) < 2 or len({place.rendered for place in found}) < 2:
            continue
        # A heading may be one link, and a sentence one quotation, which begins behind its mark.
        begun: dict[tuple[int, int], Unit] = {}
        for place in found:
            at = place.pair.index, place.source[0]
            if (at[0], at[1] - 1) not in begun:
                begun.setdefault(at, place)
        places = list(begun.values())
        forms = [same(place.rendered).replace(" ", "") for place in places]
        counts = Counter(forms)
        if len(counts) < 2 or count_words(said.replace("#", ""), context.source.language) < _WORDS:
            continue
        usual = counts.most_common(1)[0][0]
        model = places[forms.index(usual)]
        other = model.pair.target.quote(*model.target)
        for place, form in zip(places, forms, strict=True):
            if form == usual or form == said.replace(" ", ""):
                continue  # what was left untranslated is another rule's business
            target = place.pair.target.quote(*place.target)
            plain = "#" not in said and "\0" not in model.rendered
            yield Fault(
                f"the same sentence is {other.text!r} in line {other.line}"
                + (f" ({counts[usual]} times against {counts[form]})" if counts[usual] > 1 else ""),
                source=place.pair.source.quote(*place.source),
                target=target,
                fixes=(Fix(other.text, Safety.UNSAFE, (Edit(target.span, other.text),)),) if plain else (),
                confidence=0.7,
                evidence={"kind": "consistency", "usual": other.text, "line": other.line},
            )
