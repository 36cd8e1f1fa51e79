"""TYP005."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.check.terms.names import COMPOUND_ENDINGS
from transqa.model import Safety, Severity
from transqa.rules.typography.sheet import Hit, Sheet, faults, replaced, sheet
from transqa.text.punctuation import EAST, is_east

_RUN = re.compile(r"[—–―─]+|--+|(?<= )-(?= )")
_PLAIN = re.compile(r"(?<=\w)(?P<left> ?)-{2,3}(?P<right> ?)(?=\w)")
_HYPHEN = re.compile(f"-(?=[{EAST}])")
_DASHES = ("—", "–", "--", " - ")
#: The second half of a compound that qualifies a noun: instruction-finetuned, graph-based. The others join equals.
_QUALIFIES = re.compile(
    rf"\w-(?:\w+ed|\w+ing|wise|shot|invariant|{'|'.join(sorted(COMPOUND_ENDINGS))})\b", re.IGNORECASE
)
_JOINS = re.compile(r"\w[-–—/]\w")


@rule("TYP005", "wrong-dash", mqm="typography/punctuation", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def wrong_dash(context: Context) -> Iterator[Fault]:
    """A dash of the wrong length (``—``, ``--`` or `` - `` for ``——``), or an English hyphen kept inside a Chinese word.

    A single dash in Chinese is reported where the source has a dash: between places or dates it is right. A
    hyphen between Chinese characters is reported where the source's compound qualifies a noun
    (instruction-tuned) and none of its compounds joins equals (encoder-decoder). In other languages, ``--``
    between words.

    Why: a Chinese dash is two characters wide; a shorter one reads as the character 一 or as a minus sign.
    Bad: We read everything — even the appendix. => 我们什么都读—连附录也读。
    Good: We read everything — even the appendix. => 我们什么都读——连附录也读。
    Fix: safe for dashes, unsafe for hyphens.
    """
    page = sheet(context)
    if not page.has("-—–―─"):
        return
    right = page.convention.dash
    if page.convention.east:
        dashes = [hit for match in _RUN.finditer(page.text) if (hit := _dash(page, match))]
        yield from faults(
            page, dashes, lambda text, right: f"{text.strip()!r} is no Chinese dash; write {right!r}", kind="dash"
        )
        if page.has("-"):
            hyphens = [hit for match in _HYPHEN.finditer(page.text) if (hit := _hyphen(page, match.start()))]
            yield from faults(
                page,
                hyphens,
                lambda text, right: f"the English hyphen in {text!r}; write {right!r}",
                kind="hyphen",
                confidence=0.6,
            )
        return
    typed = [
        replaced(match.start(), match.end(), f"{match['left']}{_between(page.text, match, right)}{match['right']}")
        for match in _PLAIN.finditer(page.text)
        if match["left"] == match["right"] and not page.in_source(match.start(), match.group().strip())
    ]
    yield from faults(
        page, typed, lambda text, right: f"{text.strip()!r} for a dash; write {right.strip()!r}", kind="dash"
    )


def _between(text: str, match: re.Match[str], dash: str) -> str:
    """The dash, or the shorter one of a range of figures."""
    return "–" if text[match.start() - 1].isdigit() and text[match.end()].isdigit() else dash


def _dash(page: Sheet, match: re.Match[str]) -> Hit | None:
    text = page.text
    run = match.group()
    start, end = match.span()
    if run == "——" or len(run) > 3:
        return None
    while start and text[start - 1] == " ":
        start -= 1
    while text[end : end + 1] == " ":
        end += 1
    if not start or end >= len(text):
        return None
    before, after = text[start - 1], text[end]
    if before == "\x1e" or after == "\x1e":
        return None
    sides = [is_east(char) or char in "，。；：？！）」』》】”（「『《【“" for char in (before, after)]
    dates = before in "年月日号號時时" and after.isdigit()
    if not any(sides) or (run in "—–" and (before.isdigit() or dates)) or (set(run) <= {"―", "─"} and len(run) == 2):
        return None
    # A hyphen with blanks is one for a dash of the source, not for its hyphen.
    if run == "-" and (not sides[0] or not page.once(start, _has_true_dash)):
        return None
    # One dash may join two places, an en dash two words.
    if run in {"—", "–", "―"}:
        if not page.once(start, _has_dash if run == "–" else _has_open_dash) or (
            run == "–" and (end == start + 1 or not all(sides))
        ):
            return None
    elif not all(sides) and run != "-":
        return None
    low, high = match.span()
    if page.edit(start, end, "——"):
        low, high = start, end
    return replaced(low, high, "——")


def _has_dash(source: str) -> bool:
    return any(dash in source for dash in _DASHES)


def _has_open_dash(source: str) -> bool:
    """Whether a source has a dash that does not only join two words: teacher–student."""
    return any(dash in source for dash in ("—", " – ", "--", " - "))


def _has_true_dash(source: str) -> bool:
    return "—" in source or " – " in source


def _qualifies(source: str) -> bool:
    """Whether the compounds of a source all qualify a noun."""
    qualified = len(_QUALIFIES.findall(source))
    return qualified > 0 and len(_JOINS.findall(source)) <= qualified


def _hyphen(page: Sheet, at: int) -> Hit | None:
    text = page.text
    if not at or not is_east(text[at - 1]):
        return None
    if not page.once(at, _qualifies):
        return None
    return Hit(at - 1, at + 2, text[at - 1] + text[at + 1], ((at, at + 1, ""),), Safety.UNSAFE)
