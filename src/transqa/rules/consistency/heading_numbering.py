"""CNS006."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.model import BlockKind, Severity
from transqa.text.sentences import weight

#: A number with the mark that makes it the heading's own: "3.", "3)", "2.1", "Step 3:"; "3D" and "2023 in review" are not.
_NUMBER = re.compile(r"[^\w\0]*(?:[^\W\d_]+ )?(\d+(?:\.\d+)+|\d+(?=\s?[.)）、．。:：]))(?!\d)")
_ANY = re.compile(r"[^\w\0]*(?:[^\W\d_]{0,6} ?)?(?:第 ?)?(\d+(?:\.\d+)*)")
_HAN = re.compile(
    r"[^\w\0]*(?:第|步骤|步驟|阶段|階段)? ?([一二三四五六七八九十百]{1,4})(?=[、.．：:)）\s章节節步部分])"
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
#: Share of the source's weight that a translated heading has at least.
_PRESENT = 0.3
_CIRCLED = re.compile(r"[^\w\0]*([①-⑳])")


@rule("CNS006", "heading-numbering", mqm="accuracy/mistranslation", severity=Severity.MINOR)
def heading_numbering(pair: Pair, context: Context) -> Iterator[Fault]:
    """A numbered heading has another number in the translation, or none.

    Chinese numerals (三、, 第三章) count as numbers. Headings that only begin with a figure (3D, 2023 in review) are left
    alone.

    Why: "see section 4" leads to the wrong section.
    Bad: ## 4. Results => ## 5. 结果
    Good: ## 4. Results => ## 四、结果
    Fix: none; the number of the source is quoted.
    """
    first = pair.source.blocks[0]
    if first.kind is not BlockKind.HEADING or not (found := _NUMBER.match(pair.source.prose)):
        return
    theirs = _ANY.match(pair.target.prose)
    if theirs and theirs[1] == found[1]:
        return
    han = _HAN.match(pair.target.prose)
    if han and str(_value(han[1])) == found[1]:
        return
    circled = _CIRCLED.match(pair.target.prose)
    if circled and str(ord(circled[1]) - 0x245F) == found[1]:
        return
    if not theirs and re.search(rf"(?<![\d.]){re.escape(found[1])}(?![\d]|\.\d)", pair.target.prose):
        return  # part of the sentence, which begins otherwise: 버전 2.1에서 for "In version 2.1"
    if weight(pair.target.prose) < _PRESENT * weight(pair.source.prose):
        return  # not the number alone is lost
    span = theirs.span(1) if theirs else han.span(1) if han else None
    if span:
        target = pair.target.quote(*span)
        message = f"the heading has number {target.text!r}, and {found[1]!r} in the source"
    else:
        target = pair.target.whole()
        message = f"the heading lost its number {found[1]!r}"
    yield Fault(
        message,
        source=pair.source.quote(*found.span(1)),
        target=target,
        confidence=0.9,
        evidence={"kind": "numbering", "source": found[1]},
    )


def _value(text: str) -> int:
    """The value of a Chinese numeral up to 99, 0 where it is none."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
