"""ACC013."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.model import Severity
from transqa.rules.accuracy.matched import PROSE, matched
from transqa.rules.accuracy.opposites import Place, opposites
from transqa.text.fold import is_chinese

#: What turns a word into its opposite, or sets one against the other. "A few" and "the little" deny nothing.
_TURNS = re.compile(
    r"(?<!\w)(?:not?|never|neither|nor|none|nobody|nothing|without|cannot|hardly|barely|scarcely|rarely|seldom|lacks?|fail(?:s|ed)?"
    r"|prevent\w*|avoid\w*|rather|instead|unlike(?:ly)?|unable|versus|vs|unless|revers\w*|oppos\w*|invers\w*"
    r"|ineffic\w*|inaccura\w*|instab\w*|inconsist\w*|uncertaint\w*|insecur\w*|imbalance\w*"
    r"|(?<!\ba )(?<!\bthe )(?<!\bevery )(?<!\blast )(?<!\bnext )(?:few|little))(?!\w)|n['’]t(?!\w)"
)
_TURNS_ZH = re.compile(
    "不(?![断仅过久管论])|未(?!来)|非(?!常)|无(?!论)|[没勿莫否]|避免|防止|阻止|而是|反而|相反|反之|难以|缺[乏少失]|丧失|失去|破坏"
)
#: What two things are compared by, and a name or figure, which the translation keeps.
_THAN, _BY = re.compile(r"(?<!\w)than(?!\w)"), re.compile("比|较|于")
_KEPT = re.compile(r"(?<![\w.])(?=[\w.-]*[A-Z0-9])[A-Za-z0-9][\w.-]*\w")
#: Characters behind "than", and between 比 and what stands there, within which it is the standard of the comparison.
_STANDARD, _CLOSE = 40, 12


@rule("ACC013", "opposite-word", mqm="accuracy/mistranslation", severity=Severity.MINOR, languages=("zh",))
def opposite_word(pair: Pair, context: Context) -> Iterator[Fault]:
    """A word of the translation says the opposite of the source's: 下降 for "increase", 之前 for "after".

    The words are pairs of opposites (more and less, first and last, winner and loser, accept and reject, online and
    offline) and sets that exclude each other (days of the week, seasons). They are compared sentence by sentence: one
    side has only words of one sense, the other as many of another sense and none of the first. A sentence with a
    negation beside them is not judged, nor a comparison unless what stands behind "than" stands behind 比. From English
    only.

    Why: a result turned round reads as well as the result; nobody sees it without the source.
    Bad: The error increases with the depth. => 误差随深度加深而下降。
    Good: The error increases with the depth. => 误差随深度加深而增大。
    Fix: none; only a person can tell how the sentence is to be turned.
    """
    if not context.source.language.startswith("en") or not is_chinese(context.target.language):
        return
    english, chinese = opposites()
    source, target = pair.source.prose.lower(), pair.target.folded
    if len(source) != len(pair.source.prose):
        return
    # Both sides at a glance: most pairs end here.
    found = chinese.said(target)
    if not found:
        return
    said = english.said(pair.source.folded)
    if not any(axis == other and pole != number for axis, pole in said for other, number in found):
        return
    if not pair.made_of(PROSE):
        return
    for one, other in matched(pair, context):
        ours, theirs = english.places(source, *one), chinese.places(target, *other)
        told = set()  # a word may belong to several axes
        for axis in sorted(ours.keys() & theirs.keys()):
            (meant, *here), (instead, *there) = ours[axis][0], theirs[axis][0]
            if tuple(here) in told or not _opposed(ours[axis], theirs[axis]):
                continue
            rest, other_rest = _without(source, one, ours[axis]), _without(target, other, theirs[axis])
            if english.hinted((axis, instead), rest) or chinese.hinted((axis, meant), other_rest):
                continue
            if _TURNS.search(rest) or _TURNS_ZH.search(other_rest):
                continue
            if not _THAN.search(rest) or _same_standard(pair, one, other):
                told.add(tuple(here))
                yield _fault(pair, here, there)


def _opposed(ours: list[Place], theirs: list[Place]) -> bool:
    """Whether as many words of one sense stand on each side, and not of the same."""
    senses = {number for number, _, _ in ours}
    return len(ours) == len(theirs) and len(senses) == 1 and senses.isdisjoint([number for number, _, _ in theirs])


def _same_standard(pair: Pair, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether the translation compares with what the source does, and so has not turned the comparison round."""
    source, target = pair.source.prose, pair.target.prose[slice(*other)]
    than = _THAN.search(source, *one)
    if than is None:
        return False
    kept = _KEPT.search(source, than.end(), min(than.end() + _STANDARD, one[1]))
    if kept is None or source.count(kept[0], *one) > 1 or target.count(kept[0]) != 1:
        return False
    at = target.find(kept[0])
    return _BY.search(target, max(0, at - _CLOSE), at) is not None


def _without(text: str, sentence: tuple[int, int], words: list[Place]) -> str:
    """The sentence with the words blanked."""
    at, parts = sentence[0], []
    for _, start, end in words:
        parts.append(text[at:start])
        at = end
    return " ".join([*parts, text[at : sentence[1]]])


def _fault(pair: Pair, source: list[int], target: list[int]) -> Fault:
    meant, found = pair.source.quote(*source), pair.target.quote(*target)
    return Fault(
        f"{found.text!r} contradicts {meant.text!r}; check which one is meant",
        source=meant,
        target=found,
        confidence=0.6,
        evidence={"kind": "opposite", "source": meant.text, "target": found.text},
    )
