"""TYP002."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Safety, Severity
from transqa.rules.typography.sheet import Hit, Sheet, faults, replaced, sheet, short
from transqa.text.punctuation import is_east

_LETTERS = "Ａ-Ｚａ-ｚ０-９"
_FORMS = re.compile(f"[{_LETTERS}]+(?:[．＋－／＿＆＠]+[{_LETTERS}]+)*％?")
_IN_NUMBER = re.compile(r"[．，](?=\d)")
_THREE = re.compile(r"\d{3}(?!\d)")
_GROUPED = re.compile(r"\d{1,3}(?:，\d{3})*\Z"), re.compile(r"(?:，\d{3})+(?!\d)")
_IN_ENGLISH = re.compile(r"[，。、；：？！] ?(?=(?:[A-Za-z][\w'’-]* ){3}[A-Za-z])")
_FOUR_WORDS = re.compile(r"(?:[A-Za-z][\w'’-]* ){3}[\w'’-]*[A-Za-z]\Z")
_WIDE = "，。、；：？！（）「」『』【】〈〉《》～"
_MARK = re.compile(f"[{_WIDE}]")
_ANY = frozenset(_WIDE) | frozenset(map(chr, range(0xFF01, 0xFF5F)))
_HALF = dict(zip("，。、；：？！（）", ",.,;:?!()", strict=True))


@rule("TYP002", "full-width-form", mqm="typography/punctuation", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def full_width_form(context: Context) -> Iterator[Fault]:
    """Full-width letters, figures or marks inside Latin text: ``ＧＰＴ``, ``３．５``, ``Hello，world``.

    In Chinese and Japanese this is about letters, figures and the marks inside a number or an English sentence
    (full-width figures are the style of some Japanese houses and left alone there). In languages without
    full-width marks, about every such mark that is not beside Chinese or Japanese words.

    Why: a full-width letter is another character: search and screen readers do not find the word.
    Bad: It scores 35 on GPT. => 它在ＧＰＴ上得了３５分。
    Good: It scores 35 on GPT. => 它在GPT上得了35分。
    Fix: safe for letters, figures and decimal points; unsafe for marks in a sentence.
    """
    page = sheet(context)
    if not page.has(_ANY):
        return
    hits = list(_forms(page))
    if page.convention.east:
        hits += _inside_latin(page)
    else:
        hits += _foreign(page)
    yield from faults(
        page,
        sorted(hits, key=lambda hit: hit.start),
        lambda text, right: (
            f"full-width {short(text)!r} in Latin text" + (f"; write {short(right)!r}" if right else "")
        ),
        kind="full-width",
    )


def _forms(page: Sheet) -> Iterator[Hit]:
    if page.side.document.language.split("-")[0] == "ja":
        return
    for match in _FORMS.finditer(page.text):
        # A text about full-width letters shows some.
        if not page.in_source(match.start(), match.group()):
            yield replaced(*match.span(), normalize("NFKC", match.group()))


def _inside_latin(page: Sheet) -> Iterator[Hit]:
    text = page.text
    for match in _IN_NUMBER.finditer(text):
        at = match.start()
        if not (text[at - 1 : at].isdigit() and text[at - 1].isascii()):
            continue
        if match.group() == "．":
            yield replaced(at, at + 1, ".")
        elif _THREE.match(text, at + 1):
            # 100，200，300 is a list; 1，836 is a number if the source has 1,836.
            front, back = _GROUPED[0].search(text, max(at - 20, 0), at), _GROUPED[1].match(text, at)
            if front and back and page.in_source(at, (front.group() + back.group()).replace("，", ",")):
                yield replaced(at, at + 1, ",")
    for match in _IN_ENGLISH.finditer(text):
        at, end = match.span()
        if text[at - 1 : at].isascii() and _FOUR_WORDS.search(text, max(at - 80, 0), at):
            yield replaced(at, at + 1, _HALF[text[at]] + ("" if end > at + 1 else " "), Safety.UNSAFE)


def _foreign(page: Sheet) -> Iterator[Hit]:
    text = page.text
    for match in _MARK.finditer(text):
        at = match.start()
        mark = match.group()
        before, after = text[max(at - 2, 0) : at].rstrip(" ")[-1:], text[at + 1 : at + 3].lstrip(" ")[:1]
        if any(char and (is_east(char) or char in _WIDE or char == "\0") for char in (before, after)):
            continue
        half = _HALF.get(mark, "")
        if half and half not in "()" and after and after.isalnum() and text[at + 1] != " ":
            half += " "
        if mark == "（" and before and before.isalnum() and text[at - 1] != " ":
            half = " ("
        yield replaced(at, at + 1, half, Safety.UNSAFE) if half else Hit(at, at + 1)
