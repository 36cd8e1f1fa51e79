"""CNS007."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from transqa.check import Context, Fault, Scope, Side, rule
from transqa.model import Edit, Fix, Safety, Severity
from transqa.rules.accuracy.foreign import Places, set_off
from transqa.text.fold import is_chinese
from transqa.text.language import entry

#: Forms of address of a language: familiar and polite.
_FORMS: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    # Neither mini (迷你) nor the idioms with 你 and 我 (你追我赶) address anybody.
    "zh": (re.compile("(?<!迷)你(?!好|我|.我)"), re.compile("您(?!好)")),
    "de": (
        re.compile(r"(?<!\w)(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]ein(?:e[nmrs]?)?|[Ee]uch|[Ee]uer|[Ee]ure[nmrs]?)(?!\w)"),
        re.compile(r"(?<=[a-zäöüß,] )(?:Sie|Ihnen|Ihr(?:e[nmrs]?)?)(?!\w)"),
    ),
    "fr": (
        re.compile(r"(?<!\w)(?:[Tt]u|[Tt]oi|[Tt]on|[Tt]a|[Tt]es)(?!\w)"),
        re.compile(r"(?<!\w)(?:[Vv]ous|[Vv]otre|[Vv]os)(?!\w)"),
    ),
}
#: The usual form must stand this often, and so many times as often as the other.
_USUAL, _RATIO = 2, 2
#: More places than this are told of in one finding.
_MANY = 5
_OTHER = {"你": "您", "您": "你"}


@rule(
    "CNS007",
    "mixed-address",
    mqm="fluency/register",
    severity=Severity.MINOR,
    scope=Scope.DOCUMENT,
    languages=("zh", "de", "fr"),
)
def mixed_address(context: Context) -> Iterator[Fault]:
    """The reader is addressed in two ways: 你 and 您, du and Sie, tu and vous.

    The rarer form is reported where the other one stands at least twice, and twice as often. Of two Chinese forms that
    stand once each the later is reported. Quoted speech is left alone.

    Why: nobody changes from first names to titles within a page.
    Bad: You read it. You like it. You share it.  You can test it below. => 你读它。你喜欢它。你分享它。  您可以在下面测试。
    Good: You read it. You like it. You share it.  You can test it below. => 你读它。你喜欢它。你分享它。  你可以在下面测试。
    Fix: unsafe; the other pronoun, in Chinese.
    """
    forms = entry(_FORMS, context.target.language)
    if forms is None:
        return
    places: tuple[list[tuple[Side, int, int]], list[tuple[Side, int, int]]] = ([], [])
    for pair in context.pairs:
        text = pair.target.prose
        for form, found in zip(forms, places, strict=True):
            matches = list(form.finditer(text))
            if matches:
                quoted = Places((place for place in set_off(text) if text[place[0]] not in "(（["), len(text))
                found += [(pair.target, *match.span()) for match in matches if not quoted.touch(*match.span())]
    rare, usual = sorted(places, key=len)
    if not rare:
        return
    # In Chinese the forms are no other words, and no names.
    if len(rare) == len(usual) == 1 and is_chinese(context.target.language):
        rare, usual = sorted(places, key=_place, reverse=True)
    elif len(usual) < max(_USUAL, _RATIO * len(rare)):
        return
    shown = rare if len(rare) <= _MANY else rare[:1]
    side, start, end = usual[0]
    example = side.quote(start, end)
    against = f"{len(usual)} times against {len(rare)}" if len(usual) > 1 else "once each"
    for side, start, end in shown:
        target = side.quote(start, end)
        fix = _OTHER.get(target.text)
        yield Fault(
            f"{target.text!r} here, {example.text!r} elsewhere ({against})",
            target=target,
            fixes=(Fix(fix, Safety.UNSAFE, (Edit(target.span, fix),)),) if fix else (),
            confidence=0.8,
            evidence={"kind": "consistency", "usual": example.text, "counts": [len(usual), len(rare)]},
        )


def _place(found: list[tuple[Side, int, int]]) -> int:
    side, start, end = found[0]
    return side.locate(start, end).start
