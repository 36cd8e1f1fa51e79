"""NUM004."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.check.memo import per_document
from transqa.model import BlockKind, Severity
from transqa.rules.numbers.offer import offer, replacement
from transqa.text.quantity import Kind, Quantity, Weight
from transqa.text.units import LETTERS, MAGNITUDE_WORDS, is_currency

#: What has its size named with a letter everywhere: a 7B model, a context of 32K, 4K video.
_SIZED = "模型|版本|版|上下文|窗口|視窗|分辨率|解析度|视频|影片|显存|内存|記憶體|词元|詞元|GPU|モデル|バージョン|コンテキスト|[A-Za-z]"
#: What is counted: behind it a letter is a magnitude and no part of a model's name.
_COUNTED = re.compile(
    r"[ \u00a0]?(?:[个個条條张張份名位次人篇段款家例幅組组项項件台台部句行步]|"
    rf"(?:的|の)(?![ \u00a0]?[\u3400-\u9fff]{{0,3}}(?:{_SIZED}))|"
    r"参数|參數|パラメー?タ|param(?:eter)?s?\b)"
)
_TOKENS = re.compile(r"[ \u00a0]?[个個]?[ \u00a0]?(?:tokens?\b|词元|詞元)")
#: The same of amounts in a row, in the translation and in the source.
_ROW = r"(?:[ \u00a0、，,和与與及到至~–-]|and |or |to |\d[\d.]*[KkMBT]\b)*"
_NAMED = re.compile(rf"{_ROW}(?:的|の)?[ \u00a0]?(?:{_SIZED})")
_NAMING = re.compile(
    rf"{_ROW}(?:[a-z-]+ ){{0,2}}(?:models?|L?LMs?|versions?|variants?|checkpoints?|sizes?|context|window|video|entry|entries|contenders?|siblings?)\b"
)
#: A row that begins with a name: Mistral-7B and 13B; a size in brackets behind one.
_NAMES = re.compile(rf"[A-Za-z][\w.]*[- ]\d[\d.]*[KkMBT]{_ROW}\Z|[A-Za-z][\w.-]* ?[(（]\Z")
#: Thousands of plain things, whatever this translation does with others: 14k questions.
_THINGS = re.compile(r" (?!tokens|steps|pixels|images)[a-z]{4,}s\b")
_CELLS = frozenset({BlockKind.TABLE_CELL})
_HAN = re.compile(" ?[\u4e00-\u9fff]")
#: Lengths of a context or a memory, which are written so in Chinese too: 128K.
_LENGTHS = frozenset(str(2**power) for power in range(1, 11))
#: So far (characters) a row is looked back on.
_BACK = 40
#: So many amounts with letters that were converted show that this translation converts them.
_HABIT = 2


@rule(
    "NUM004", "half-converted-magnitude", mqm="accuracy/number", severity=Severity.MINOR, languages=("zh", "ja", "ko")
)
def half_converted_magnitude(pair: Pair, context: Context) -> Iterator[Fault]:
    """An amount keeps its English letter or word: 1B 的估值, 30k 条, 1.5 million 用户.

    Sizes that name a model (a 7B model, GPT-3 175B), contexts of 32K tokens and technical units (6kbps) stay as they
    are. What else keeps its letter is reported where it is counted (30k 条), where it counts thousands of plain things
    (14k 问题), or where the translation converts others.
    With the currency lost as well it is major.

    Why: a Chinese reader counts in 万 and 亿; 1B 的估值 says neither how much nor of what.
    Bad: It was valued at $1B. => 它以 1B 的估值融资。
    Good: It was valued at $1B. => 它以 10 亿美元的估值融资。
    Fix: unsafe; the amount in 万 and 亿, with its currency.
    """
    for one, other in context.numbers(pair).same:
        if not other.magnitude or not _english(other) or other.weight is Weight.NONE or other.kind is not Kind.NUMBER:
            continue
        lost = is_currency(one.unit) and not is_currency(other.unit)
        money = is_currency(one.unit) or is_currency(other.unit)
        word = len(other.magnitude) > 1 and other.magnitude not in LETTERS
        if not money and not word and (_row_name(other, pair) or not _counted(one, other, pair, context)):
            continue
        source, target = pair.source.quote(one.start, one.end), pair.target.quote(other.start, other.end)
        text = offer(one, source, pair, context)
        yield Fault(
            f"{target.text!r} is half converted"
            + (", and its currency is lost" if lost else "")
            + (f"; write {text!r}" if text else ""),
            source=source,
            target=target,
            severity=Severity.MAJOR if lost else Severity.MINOR,
            fixes=replacement(pair, other, text),
            confidence=0.9 if lost else 0.7,
            evidence={"kind": "magnitude", "magnitude": other.magnitude},
        )


def _counted(one: Quantity, other: Quantity, pair: Pair, context: Context) -> bool:
    """Whether a letter is no part of a name: something is counted, or this translation converts such amounts."""
    text, end = pair.target.prose, other.end
    if _COUNTED.match(text, end):
        return not (other.magnitude in ("K", "k") and other.digits in _LENGTHS and _TOKENS.match(text, end))
    if other.magnitude in ("K", "k") and other.digits in _LENGTHS:
        return False
    if _NAMED.match(text, end) or _NAMING.match(pair.source.prose, one.end):
        return False
    things = other.magnitude in ("K", "k") and _THINGS.match(pair.source.prose, one.end) and _HAN.match(text, end)
    if not things and _converted(context) < _HABIT:
        return False
    return not _NAMES.search(text[max(0, other.start - _BACK) : other.start])


@per_document
def _converted(context: Context) -> int:
    """How many amounts with a letter in the source have a magnitude of the target's own language; money apart."""
    return sum(
        one.magnitude in LETTERS and bool(other.magnitude) and not _english(other) and not is_currency(one.unit)
        for pair in context.judged
        for one, other in context.numbers(pair).same
    )


def _row_name(other: Quantity, pair: Pair) -> bool:
    """Whether a size is all of a table's cell: the 7B, 13B and 65B of a family."""
    return pair.made_of(_CELLS) and pair.target.prose.strip() == pair.target.prose[other.start : other.end]


def _english(quantity: Quantity) -> bool:
    return quantity.magnitude in LETTERS or quantity.magnitude in MAGNITUDE_WORDS["en"]
