"""NUM009."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.model import Severity
from transqa.text.fold import is_chinese
from transqa.text.quantity import Kind, Quantity

#: One of them is in every text with a bound; most texts have none.
_STEMS = tuple(
    "than |over |Over |p to |t least |t most |early |lmost |nder |close to |maximum of |xceed|+"
    "| or more|r higher|r above|nd above|r greater|r longer|nd up".split("|")
)
_LEADS = (
    "just well slightly at with of for to by in from has had have having is are was were on "
    "raised awarded received paid spent cost costs worth earned reached contains includes covers takes took lasted"
).split()
#: In front of a number. "Over" and "under" are also "during" and "with": only where a verb or preposition stands before.
_LED = "(?:" + "|".join(rf"(?<=\b{word} )" for word in _LEADS) + ")"
_BOUND = re.compile(
    rf"(?<![\w-])(?:(?P<least>(?<!no )(?<!not )(?<!little )(?<!much )more than|greater than|no (?:less|fewer) than|at least|in excess of"
    rf"|upwards? of|{_LED}over|(?<=and )over|exceed(?:s|ed|ing)?)"
    r"|(?P<most>up to|at most|no more than|a maximum of)"
    rf"|(?P<near>nearly|almost|close to|just (?:under|below|shy of)|{_LED}under|less than|fewer than))"
    r"(?: an?)? \Z"
)
#: Behind it: 30 fps or more, 100+.
_BEHIND = re.compile(
    r"\+(?![\w+])|(?: [\w/-]+){0,2} (?:or|and) (?:more|above|higher|greater|larger|longer|up|over)\b(?! than)(?<!over and over)"
)
#: A verb of which "up" is a part: scaled up to 64.
_UP = re.compile(
    r"\b(?:scal|sum|add|go|went|gone|ramp|speed|gr[eo]w|level|climb|r[io]s|mov|jump|round|came|com|count|pil|build|built|shot|end)\w*"
    r"(?: \w+){0,2} \Z"
)
_NEGATED = re.compile(r"\b(?:not|never|without|cannot|nor|neither|unless)\b|n['’]t\b")
#: A number in Chinese, of figures or characters, and a unit of time.
_N = "[0-9零一二两兩三四五六七八九十百千万萬亿億半几幾数數]"
_TIME = "[钟鐘时時天日周週月年秒]"
#: What says so in Chinese, anywhere near: a text that has one of these is not said to have lost a bound ...
#: ("X(?<=AX)" is "(?<=A)X", but lets the search go from X to X.)
_KEPT_ZH = {
    "least": re.compile(
        r"超(?![参參级級大人声聲分网網图圖链鏈平立球算市導导文媒])|逾|[多高大][于於]|[余餘](?<=[十百千万萬亿億0-9 ].)|以上|至少"
        r"|最[少低小]|起(?:[码碼]|(?<=[0-9十百千万萬亿億元块塊%个個]起))|不[得能可宜应應]{0,2}[少低小止下]|突破|[+＋>≥＞]|更(?![改新换換正替名迭])|[数數上好][十百千万萬几幾]|[胜勝][过過]|[过過](?=半)"
        rf"|破(?= ?{_N})|[强強](?<=[成倍半%].)|出[头頭]|挂零|掛零"
    ),
    "most": re.compile(
        rf"最|至多|[达達]到?(?= ?{_N})|[高可][达達]|上限|[之以][内內]|[内內](?<={_TIME}.)|以下"
        r"|[不勿未][得能可宜应應会會]{0,2}[超多高足到]|[≤<＜]|[顶頂]多|直[到至]|一直|[为為]止"
        rf"|近(?= ?{_N})|[接将將]近|多至|高至|[约約](?= ?{_N})|大[约約]"
    ),
    "near": re.compile(
        rf"近(?= ?{_N})|[接将將逼]近|不[到足及满滿超]|[几幾]乎|差[一不点點]|[少低小][于於]|以下|[之以][内內]|[内內](?<={_TIME}.)"
        rf"|[未没沒]有?(?= ?{_N}|[到满滿足达達超])|[约約](?= ?{_N})|大[约約]|左右|上下|[<＜≤]|[仅僅只]|无[需须]"
    ),
}
_MANY_ZH = re.compile("[多余餘+＋]")
#: ... and what contradicts it, right before or behind the number.
_TURNED_ZH = {
    "least": (
        re.compile(r"(?:[将將接]?近|不[到足]|[少低小][于於]|[几幾]乎|[未不][满滿]|[最至顶頂]多) ?\Z"),
        re.compile(" ?(?:以下|以[内內]|之[内內])"),
    ),
    "most": (re.compile(r"(?:超[过過]|逾|[多高大][于於]|突破|不[少低][于於]) ?\Z"), re.compile(" ?(?:多|[余餘]|以上)")),
    "near": (
        re.compile(r"(?:超[过過]|逾|[多高大][于於]|突破|至少|不[少低][于於]) ?\Z"),
        re.compile(" ?(?:多|[余餘]|以上)"),
    ),
}
#: ACC013 compares these words.
_OPPOSITES = re.compile(r"(?:more|greater|less|fewer) than|exceed|at least")
_OPPOSITES_ZH = re.compile(r"超[过過]|以[上下]|[多高大少低小][于於]|最多|至多|[顶頂]多")
_STOPS_ZH = "。；！？\n\x1e"
_BEFORE, _FAR, _NEAR, _BEHIND_ZH = 30, 60, 10, 16
#: Less than a year, more than twice as much: numbers that are read as none where figures tell enough.
_WORDS = {
    word: re.compile(rf"(?<![\d.第这那每同之十百千万零])(?:{said})(?![度级流代线])")
    for word, said in {
        "year": "[一1] ?年", "month": "[一1] ?[个個]?月", "week": "[一1] ?(?:[周週]|[个個]?星期)", "day": "[一1] ?[天日]",
        "hour": "[一1] ?[个個]?小?[时時]", "minute": "[一1] ?分[钟鐘]", "decade": "(?<![二三四五六七八九几幾数數])十年|10 ?年",
        "twice": "(?:[两兩二2] ?|[快慢高多大贵貴长長强強]了?一)倍", "half": "一半|半[数數]", "a third": "三分之一", "a quarter": "四分之一",
        "doubl": "[两兩二2] ?倍|翻了?一?[番倍]|[了加]一倍",
        "tripl": "[三3] ?倍|[两兩二2] ?倍", "quadrupl": "[四4三3] ?倍", "halv": "一半|[减減]半",
    }.items()
}  # fmt: skip
#: A time in the course of which something happened: "Over 17 months, a fleet gathered ...".
_DURING = re.compile(r"(?:^|[.!?:;]\s|\n|\band |\bbut )[Oo]ver \Z")
_SPAN = re.compile(r"[\w.,-]+ (?:second|minute|hour|day|week|month|year|decade)s?,")
#: What something is averaged over.
_TRIALS = re.compile(r" (?:[a-z-]+ )?(?:trials|runs|seeds|episodes|rollouts|repetitions|samples)\b")
_ONE = re.compile("[一十1倍半]|分之")
_WORDED = re.compile(
    r"\b(?:(?P<near>less than|under|nearly|almost|just under)|(?P<most>up to|at most)"
    r"|(?P<least>(?<!no )more than|well over|(?:(?<=in )|(?<=for )|(?<=after ))over)) "
    r"(?:(?:an?|one) (?P<unit>year|month|week|day|hour|minute|decade)|(?P<word>twice|half|a third|a quarter|doubl|tripl|quadrupl|halv)(?:e[sd]?|ing)?)\b"
)


@rule("NUM009", "bound-changed", mqm="accuracy/number", severity=Severity.MINOR, languages=("zh",))
def bound_changed(pair: Pair, context: Context) -> Iterator[Fault]:
    """A bound became an exact number or another bound: 每秒 30 帧 for "over 30 fps", 近 40% for "more than 40%".

    Over, at least, up to, at most, nearly and less than, and "or more" behind the number. A lost bound is reported only where
    no word near the number says anything of the kind; one that was turned only where the word stands beside the number. What
    is one-sided by a negation is not judged; nor is "Over 17 months, ..." a bound, and 超过 17 个月 makes one of it. From
    English only.

    Why: "up to 12 times" is a vendor's best case; 12 倍 is a promise.
    Bad: It may cost up to $400M this year. => 今年它可能要花费 4 亿美元。
    Good: It may cost up to $400M this year. => 今年它可能要花费高达 4 亿美元。
    Fix: none; where the word goes depends on the sentence.
    """
    if not context.source.language.startswith("en") or not is_chinese(context.target.language):
        return
    source, target = pair.source.prose, pair.target.prose
    same = context.numbers(pair).same
    if not same and not _ONE.search(target):
        return
    for stem in _STEMS:  # a loop is twice as quick as any() or a pattern
        if stem in source:
            break
    else:
        return
    in_words = [*_in_words(pair), *_in_course(same, pair)]
    yield from in_words
    told = {fault.target for fault in in_words}
    for one, other in same:
        if one.kind not in (Kind.NUMBER, Kind.PERCENT, Kind.TIMES) or not one.values or one.values[0] in (0, 1):
            continue
        if not (bound := _bound(source, one)):
            continue
        if sum(one.values[0] in again.values and one.kind is again.kind for again, _ in same) > 1:
            continue
        (sense, start, end) = bound
        if _kept(sense, one, other, target):
            continue
        if turned := _turned(sense, one, other, target):
            place, said = turned
            if not (_OPPOSITES.search(source, start, end) and _OPPOSITES_ZH.search(said)):
                yield _fault(pair, (start, end), place, f"has another bound, {said!r}", 0.8)
        elif pair.target.quote(other.start, other.end) not in told:
            yield _fault(pair, (start, end), (other.start, other.end), "lost its bound", 0.5)


def _bound(text: str, one: Quantity) -> tuple[str, int, int] | None:
    """(sense, start, end) of the bound with its number."""
    before = text[max(0, one.start - _BEFORE) : one.start].lower()
    if before[-1:] == " " and (match := _BOUND.search(before)):
        sense, start = match.lastgroup or "", one.start - len(before) + match.start()
        led = text[max(0, start - 40) : start]
        if match["least"] == "over" and _TRIALS.match(text, one.end):
            return None  # averages over 50 trials
        if led.endswith("and ") and match["least"] == "over" and one.kind is not Kind.PERCENT:
            return None  # "and over 17 days the crowds grew"
        if _NEGATED.search(led) or (match["most"] == "up to" and _UP.search(led)):
            return None
        return sense, start, one.end
    if match := _BEHIND.match(text, one.end):
        return "least", one.start, match.end()
    return None


def _turned(sense: str, one: Quantity, other: Quantity, text: str) -> tuple[tuple[int, int], str] | None:
    """The place of the number with the word that contradicts its bound, and that word."""
    if one.kind is Kind.TIMES or (other.values and one.values[0] != other.values[0]):
        return None
    before, behind = _TURNED_ZH[sense]
    if match := before.search(text, max(0, other.start - 6), other.start):
        return (match.start(), other.end), match[0].strip()
    if match := behind.match(text, other.end):
        return (other.start, match.end()), match[0].strip()
    if other.interval and sense != "least" and (more := _MANY_ZH.search(text, other.start, other.end)):
        return (other.start, other.end), more[0]
    return None


def _kept(sense: str, one: Quantity, other: Quantity, text: str) -> bool:
    """Whether anything near the number says what the source's bound says."""
    if sense == "least" and (other.interval or _MANY_ZH.search(text, max(0, other.start - _NEAR), other.end + 4)):
        return True
    start, end = max(0, other.start - _FAR), min(len(text), other.end + _BEHIND_ZH)
    for stop in _STOPS_ZH:
        start = max(start, text.rfind(stop, start, other.start) + 1)
        at = text.find(stop, other.end, end)
        end = at if at >= 0 else end
    if sense == "most" and text[max(0, other.start - 2) : other.start].rstrip()[-1:] in ("到", "至"):
        return True
    # A hundred times fewer is 不到百分之一.
    senses = _KEPT_ZH if one.kind is Kind.TIMES else (sense,)
    return any(_KEPT_ZH[each].search(text, start, end) for each in senses)


def _in_words(pair: Pair) -> Iterator[Fault]:
    """一年 for less than a year, 两倍 for more than twice."""
    found = [*_WORDED.finditer(pair.source.prose)]
    if len(found) != 1:
        return
    (match,) = found
    said = [*_WORDS[match["unit"] or match["word"]].finditer(pair.target.prose)]
    if len(said) != 1:
        return
    sense = next(name for name in _KEPT_ZH if match[name])
    place = Quantity(*said[0].span(), Kind.NUMBER if match["unit"] else Kind.TIMES, (1,))
    if not _kept(sense, place, place, pair.target.prose):
        yield _fault(pair, match.span(), said[0].span(), "lost its bound", 0.6)


def _in_course(same: Iterable[tuple[Quantity, Quantity]], pair: Pair) -> Iterator[Fault]:
    """超过 17 个月 for "Over 17 months, ...", which is how long it took and no bound."""
    for one, other in same:
        if _DURING.search(pair.source.prose, max(0, one.start - _NEAR), one.start) and _SPAN.match(
            pair.source.prose, one.start
        ):
            turned = _TURNED_ZH["most"][0].search(pair.target.prose, max(0, other.start - 6), other.start)
            if turned:
                place = (turned.start(), other.end)
                yield _fault(pair, (one.start - len("over "), one.end), place, "is no bound in the source", 0.7)


def _fault(pair: Pair, source: tuple[int, int], target: tuple[int, int], what: str, confidence: float) -> Fault:
    meant, found = pair.source.quote(*source), pair.target.quote(*target)
    return Fault(
        f"{found.text!r} {what}: the source has {meant.text!r}",
        source=meant,
        target=found,
        confidence=confidence,
        evidence={"kind": "bound", "source": meant.text, "target": found.text},
    )
