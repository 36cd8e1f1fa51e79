"""NUM008."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.model import Severity
from transqa.text.fold import is_chinese
from transqa.text.quantity import Kind, Quantity, same_value

#: At a glance: what the source must have, and the translation.
_HINT = re.compile(
    r"\b(?:by|to|from|of|twice|double|triple|quadruple|times|divided|more|less|[a-z]+er|reduction|cut|drop|increase)\b"
)
_HINT_ZH = re.compile("[至到是为為成倍内內了除中里裡]")
#: What may stand between a preposition and its number, in English and Chinese.
_ABOUT = r"(?:(?:about|around|roughly|nearly|almost|over|under|just|only|well|some|an?|the|more than|less than|as (?:much|many|little|few) as) )*"
_ABOUT_ZH = r"[ 约約近超过過逾达達大将將仅僅了]{0,6}"
_MOVES = (
    r"(?:increas|decreas|reduc|rais|r[io]se|gr[eo]w|declin|dropp?|f[ae]ll|shr[aiu]nk|cut|lower|climb|jump|surg|expand|slash|boost|improv"
    r"|plung|plummet|soar|trimm?|swell|widen|narrow|accelerat|(?:speed|sped)(?:s|ed|ing)? up)(?:e|s|es|ed|ing|n)?"
)
#: Up and down by so much, or to so much; "up to" and "due to" are other words.
_BY = re.compile(rf"\b{_MOVES}(?: [\w'’-]+){{0,6}}? by {_ABOUT}\Z")
_TO = re.compile(rf"\b{_MOVES}(?: [\w'’-]+){{0,6}}?(?<! up)(?<! close)(?<! due)(?<! next) to {_ABOUT}\Z")
#: The second number of "from 12 to 8", which what changes is not looked at.
_FROM_TO = re.compile(rf"\bfrom {_ABOUT}\$?\d[\w.,%]*(?: [a-z]+)? to {_ABOUT}\Z")
_MOVES_ZH = (
    "(?:增[长長加大多]|提[高升]|上[升涨漲调調]|升高|[扩擴]大|[减減][少小低]?|降低?|下[降跌滑调調]|[缩縮][减減短小]"  # growing, shrinking
    "|削[减減]|[涨漲升跌]|[飙飆攀]升|[骤驟]降)"
)
_BY_ZH = re.compile(rf"{_MOVES_ZH}了{_ABOUT_ZH}\Z")
_TO_ZH = re.compile(rf"{_MOVES_ZH}[到至]{_ABOUT_ZH}\Z")
#: A change that is called one behind the number: a 90% cost reduction.
_CHANGE = re.compile(
    r"(?: (?!of|to|the|and|in|on|by|for)[\w'’-]+){0,3}? (?:reduction|decrease|cut|drop|decline|increase|growth|improvement|gain)s?\b"
)
#: Six out of seven, and 六个中的七个.
_OUT_OF, _AMONG_ZH = (
    re.compile(r" (?:out of|of the) (?:the )?"),
    re.compile(r"[^，。；,;0-9]{0,12}[中里裡][的有]?[^，。；,;0-9]{0,3}"),
)
_COMES_ZH = re.compile("[到至]")
#: From one number to another, with their units.
_FROM = re.compile(rf"\bfrom {_ABOUT}\Z")
_THROUGH = re.compile(r"(?: [\w'’-]+){0,3},? to " + _ABOUT)
_GOES = re.compile(
    rf"\b(?:{_MOVES}|went|goes|going|move[sd]?|shift\w*|chang\w+|took|takes?|br(?:ings?|ought)|scal\w+)\b"
)
_FROM_ZH = re.compile(rf"[从從由自]{_ABOUT_ZH}\Z")
_THROUGH_ZH = re.compile(r"[^，。；,;]{0,12}(?:[到至]|变[为成]|變[為成])[^，。；,;]{0,6}")
#: Twice the 7.8%, and 两倍的 7.8%.
_TWICE = re.compile(
    r"\b(?:twice|double|triple|quadruple|[\w.]+ times) (?:the|its|their|that|those|his|her) (?:[\w'’-]+ ){0,2}?\Z"
)
_TWICE_ZH = re.compile(r"倍(?:多|以上|左右)?的 ?\Z")
#: Within 10% of another, and 在 … 的 10% 以内, where nothing speaks of a difference.
_WITHIN, _OF = re.compile(rf"\bwithin {_ABOUT}\Z"), re.compile(r"(?: points?)? of ")
_PART_ZH, _INSIDE = re.compile(r"(?:^|[，。；,;：:])(?P<clause>[^，。；,;：:]*)的 ?\Z"), re.compile(" ?[以之]?[内內]")
_APART = re.compile("[差误誤偏距幅±]|上下|浮动|浮動|相[当當比近]|接近|[变變][动動化]")
#: Divided by a number, and a number divided.
_DIVIDED, _DIVISOR = re.compile(r" divided by (?![\d$])"), re.compile(r"(?<![\d%]) divided by \Z")
_DIVISOR_ZH, _DIVIDED_ZH, _QUOTIENT_ZH = re.compile(r"除以 ?\Z"), re.compile(" ?除以"), re.compile("除|分之")
#: What is compared behind a number, and the words that turn it: fifty times smaller, and 大了 50 倍.
_COMPARED = re.compile(
    " (?P<word>fewer|less|smaller|lower|cheaper|lighter|shorter|slower|more|larger|bigger|greater|higher|heavier|longer|faster)(?![a-z])"
)
_TURNED_ZH = {
    "fewer": "多", "less": "多", "smaller": "大", "lower": "高", "cheaper": "贵貴", "lighter": "重", "shorter": "长長",
    "slower": "快", "more": "少", "larger": "小", "bigger": "小", "greater": "小", "higher": "低", "heavier": "轻輕",
    "longer": "短", "faster": "慢",
}  # fmt: skip
_LESS = frozenset("fewer less smaller lower cheaper lighter shorter slower".split())
_DEGREE_ZH = re.compile(rf"(?P<word>[多大高贵貴重长長快少小低轻輕短慢])了?{_ABOUT_ZH}\Z")
_WHOLE_ZH = re.compile(rf"[是为為占]{_ABOUT_ZH}(?:其|它們?|它们?|[^，。；：、]{{1,16}}的){_ABOUT_ZH}\Z")
_WITH_ZH, _OF_ZH = re.compile(rf"[以用有]{_ABOUT_ZH}\Z"), re.compile(" ?的(?! ?[速效])")
_FEWER_ZH = re.compile(rf"少{_ABOUT_ZH}\Z")
#: Another subject, or another side of it: PaLM 大 50 倍, 效率高 5 倍.
_SUBJECT_ZH = re.compile(r"[A-Za-z比]|[前后後]者|效|[性精准準密]|[快速节節省压壓]|吞吐")
_CLAUSE_ZH = re.compile(r"[^，。；：,;]*\Z")
#: Characters before a number in which its role shows.
_BEFORE = 80


@rule("NUM008", "number-role-misread", mqm="accuracy/number", severity=Severity.MINOR, languages=("zh",))
def number_role_misread(pair: Pair, context: Context) -> Iterator[Fault]:
    """A number is right, and what it does in its sentence is not.

    A change by so much became one to so much (增长到 30% for "grew by 30%") or the other way; "from 12 to 8" became 从 8 到
    12; "6 out of 7" became 6 个中的 7 个; the number of "twice the 7.8%" became the result, 两倍的 7.8%; "within 10% of" became a tenth, 在其 10% 以内; a
    divisor and what it divides were exchanged; "4 times fewer" became 是其 4 倍, "50 times smaller" 大了 50 倍, and "75% fewer"
    是其 75%. 少 50 倍 for "50 times fewer" is reported as well: nothing can be fewer by more than all of it, and guides to good
    Chinese ask for 五十分之一 or 少 98%. From English only.

    Why: the figures agree with the source, so a proofreader nods at a sentence that says something else.
    Bad: Prices rose by 30%. => 价格上涨到 30%。
    Good: Prices rose by 30%. => 价格上涨了 30%。
    Fix: none; the clause has to be put another way.
    """
    if not context.source.language.startswith("en") or not is_chinese(context.target.language):
        return
    source, target = pair.source.prose, pair.target.prose
    if not _HINT_ZH.search(target) or not _HINT.search(source):
        return
    same = context.numbers(pair).same
    for index, (one, other) in enumerate(same):
        before = source[max(0, one.start - _BEFORE) : one.start].lower()
        behind = target[max(0, other.start - _BEFORE) : other.start]
        if index + 1 < len(same) and _exchanged(pair, before, (one, other), same[index + 1]):
            after, first = same[index + 1]
            why = f"goes the other way: the source has {source[one.start : after.end]!r}"
            yield _fault(pair, (one.start, after.end), (first.start, other.end), why)
        elif index + 1 < len(same) and _inverted(pair, (one, other), same[index + 1]):
            after, last = same[index + 1]
            why = f"has the part for the whole: the source has {source[one.start : after.end]!r}"
            yield _fault(pair, (one.start, after.end), (other.start, last.end), why)
        elif why := (
            _moved(one, before, behind, source)
            or _divided(one, other, before, behind, pair)
            or _part(one, other, before, behind, pair)
            or _compared(one, other, behind, pair)
        ):
            yield _fault(pair, (one.start, one.end), (other.start, other.end), why)


def _exchanged(pair: Pair, before: str, begin: tuple[Quantity, Quantity], end: tuple[Quantity, Quantity]) -> bool:
    """Whether a change from one number to another begins with the other one in the translation."""
    (one, last), (other, first) = begin, end
    if first.start >= last.start or same_value(one, other) or "from" not in before:
        return False
    if not (_FROM.search(before) and _GOES.search(before)):
        return False
    if not _THROUGH.fullmatch(pair.source.prose, one.end, other.start):
        return False
    return bool(
        _FROM_ZH.search(pair.target.prose, max(0, first.start - _BEFORE), first.start)
        and _THROUGH_ZH.fullmatch(pair.target.prose, first.end, last.start)
    )


def _inverted(pair: Pair, part: tuple[Quantity, Quantity], whole: tuple[Quantity, Quantity]) -> bool:
    """Whether so many out of so many stand in the wrong order in Chinese, which begins with the whole."""
    (one, first), (other, last) = part, whole
    if not (one.values and other.values and one.values[0] < other.values[0] and first.end < last.start):
        return False
    between = _OUT_OF.fullmatch(pair.source.prose, one.end, other.start)
    return between is not None and _AMONG_ZH.fullmatch(pair.target.prose, first.end, last.start) is not None


def _moved(one: Quantity, before: str, behind: str, source: str) -> str:
    """What is wrong about a change by or to a number."""
    if one.kind is Kind.TIMES:
        return ""  # three times as much is a matter of NUM006
    # The plain tests are quick and end nearly all.
    by = " by " in before
    if (
        (by or one.kind is Kind.PERCENT)
        and _COMES_ZH.search(behind)
        and _TO_ZH.search(behind)
        and (_BY.search(before) if by else _CHANGE.match(source, one.end))
    ):
        return "is what it comes to; in the source it is by how much it changes"
    if (
        " to " in before
        and "了" in behind
        and _BY_ZH.search(behind)
        and (_TO.search(before) or _FROM_TO.search(before))
    ):
        return "is by how much it changes; in the source it is what it comes to"
    return ""


def _divided(one: Quantity, other: Quantity, before: str, behind: str, pair: Pair) -> str:
    """What is wrong about a number that is divided, or divides."""
    target = pair.target.prose
    above = _DIVIDED.match(pair.source.prose, one.end)
    below = "divided" in before and _DIVISOR.search(before)
    if (above and _DIVISOR_ZH.search(behind)) or (below and _DIVIDED_ZH.match(target, other.end)):
        return "is on the other side of the division in the source"
    if above and other.kind is Kind.TIMES and not _QUOTIENT_ZH.search(target):
        return "multiplies; in the source it is divided"
    return ""


def _part(one: Quantity, other: Quantity, before: str, behind: str, pair: Pair) -> str:
    """What is wrong about a number that something is compared with, or a percentage of difference."""
    if "倍" in behind and _TWICE.search(before) and _TWICE_ZH.search(behind):
        return "is the multiple; in the source the multiple is of it"
    if (
        one.kind is not Kind.PERCENT
        or "within" not in before
        or not (_WITHIN.search(before) and _OF.match(pair.source.prose, one.end))
    ):
        return ""
    clause = _PART_ZH.search(behind)
    if clause and _INSIDE.match(pair.target.prose, other.end) and not _APART.search(clause["clause"]):
        return "is a part of it; in the source it is how far the two are apart"
    return ""


def _compared(one: Quantity, other: Quantity, behind: str, pair: Pair) -> str:
    """What is wrong about how many times or percent more or less something is."""
    if one.kind is not other.kind or one.kind not in (Kind.TIMES, Kind.PERCENT):
        return ""
    compared = _COMPARED.match(pair.source.prose, one.end)
    if not compared:
        return ""
    word, clause = compared["word"], _CLAUSE_ZH.search(behind)
    less, times = word in _LESS, one.kind is Kind.TIMES
    degree = _DEGREE_ZH.search(behind)
    if degree and clause and degree["word"] in _TURNED_ZH[word] and not _SUBJECT_ZH.search(clause[0]):
        return f"turns {word!r} round"
    if times and less and _FEWER_ZH.search(behind):
        return "cannot be what it is fewer by: write the fraction that is left, or by how many percent"
    with_all = times and less and _WITH_ZH.search(behind) and _OF_ZH.match(pair.target.prose, other.end)
    if not with_all and not ((less or not times) and _WHOLE_ZH.search(behind)):
        return ""
    if times and clause and re.search(r"效|[快速省]|吞吐|性[能价價]", clause[0]):
        return ""
    return f"is what it comes to; in the source it is how much {word} it is"


def _fault(pair: Pair, source: tuple[int, int], target: tuple[int, int], why: str) -> Fault:
    meant, found = pair.source.quote(*source), pair.target.quote(*target)
    return Fault(
        f"{found.text!r} {why}",
        source=meant,
        target=found,
        confidence=0.7,
        evidence={"kind": "role", "source": meant.text, "target": found.text},
    )
