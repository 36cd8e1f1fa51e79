"""Lists of people: bylines, references, enumerations; and which name of the source each name of the translation is.

A list is found in the source, by a marker (By, Authors:, 作者：) or because several names follow each other, and then in the
target: behind its own marker or title, up to the year or the end of the sentence. Names keep their order, so the two lists
are matched by a monotone alignment over how alike the names look and sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transqa.check.context import Context
from transqa.check.memo import per_document
from transqa.check.pair import Pair, Side
from transqa.lexicon import Lexicon
from transqa.model import NOT_PROSE, BlockKind, InlineKind
from transqa.rules.people.names import HAN, NAME, UPPER, Person, alike, chinese

#: Behind another name Or is a given name.
_NEXT = NAME.replace("|Or|", "|")
_AND = r"(?:and|und|et|y|e|og|och|en)"
_BETWEEN = rf"(?:\s?[,;、，；]\s?(?:{_AND}\s|&\s?)?|\s{_AND}\s|\s?&\s?|\s?[、和与與及]\s?)"
#: Two names and more in a row, or one behind a word that announces an author or before "et al.".
_LIST = re.compile(rf"(?<![\w.@/-]){NAME}(?:{_BETWEEN}{_NEXT})*")
_MARKER = re.compile(
    r"(?:(?<![\w-])(?:[Bb]y|BY|[Aa]uthors?|[Ww]ritten by|[Vv]on|[Pp]ar|[Pp]or|[Aa]utor(?:en|es)?)(?![\w-])|作者|著者|撰文|编写|文|由)\s*[:：]?\s*$"
)
_ET_AL = re.compile(r"\s?,?\s?(?:\(?et\.? al\b\.?|and (?:others|colleagues|\d+ others?)|等人?|u\.\s?a\.)")
#: That there are others, in the words of any language.
_OTHERS = re.compile(
    r"等|其他|其它|其余|其餘|他人|同事|合作|团队|團隊|ほか|(?<=[A-Za-zァ-ヶー])ら|weitere|übrige|\bet\b|\bal\b|others|colleagues|u\. ?a\.|andere|Kolleg|team",
    re.IGNORECASE,
)
#: What makes a block worth a look.
_HINTS = ("et al", "作者", "著者")
_BYLINES = ("by ", "By ", "Von ", "Par ", "Por ", "Author")
_BYLINE = re.compile(rf"(?:[Bb]y|Von|Par|Por|Authors?:?) [{UPPER}]")
_ROW = re.compile(rf"[{UPPER}][^\s,;&]{{0,60}}+ [{UPPER}][^\s,;&]{{0,60}}+(?:, | & | and )[{UPPER}]")
#: Where the names of a block without Latin letters begin.
_OWN_MARKER = re.compile(
    r"(?:(?<![写寫工合])作者|著者|撰文|编写者)\s*[:：]?\s*|(?:^|[\s(（])文\s*[:：]\s*|^\W*由\s*(?=[^，。]{0,40}[、和与與及&])|(?<![\w-])(?:By|Authors?|Von|Par|Por|Autor(?:en|es)?)(?![\w-]):?\s*"
)
_TITLE_START = re.compile(r"[《“\"「『]")
#: The authors of a reference follow its title without a word between: "On Nets", Ilse Brandvold et al., 2022.
_QUOTED = re.compile(r"[\"”’»]\s?[,.]?\s?\Z")
_TITLE_END = re.compile(r"[》”\"」』]\s*(?:[，,]\s*|(?:by|von|由|作者[:：]?)\s*)?")
_SEPARATOR = re.compile(
    r"\s*(?:[、，,;；]\s*(?:(?:以及|和|与|與|及|and\b|und\b|et\b|y\b|&)\s*)?|&|以及|(?<=[A-Za-zァ-ヶー])と(?=[A-Za-zァ-ヶー])|(?<=\s)[和与與及](?=\s|[\u3400-\u9fff])|(?<=[^\s、，,])[和与與及](?=\s*[^\s、，,。])|\s(?:and|und|et|y)\s)\s*"
)
#: What ends a list in the target.
_STOP = re.compile(
    r"(?:(?<=[A-Za-zァ-ヶー])ら|等人?(?:编写|編寫|撰写|撰寫|著|所著|提出)?|et al\.?|(?:编写|編寫|撰写|撰寫|所著|著)(?=[。\s]|$)"
    r"|[。！？!?\n\x1e\0]|[(（]?\s*(?:19|20)\d\d|\s[·•|]\s(?=\d))"
)
_GLOSS = re.compile(r"(?<=\S)\s?(?:\([^()]*\)|（[^（）]*）)[ *_]*\Z")
_OF = re.compile(r"[^的]{2,40}的\s?(?=\S)")
#: Where somebody works, or the name in its own letters. No separator in it is one of the list.
_GROUP = re.compile(r"[(（][^()（）]*[)）]")
#: The same behind the last name, where a sentence or the text ends.
_LAST_GROUP = re.compile(rf"{_GROUP.pattern}(?=[\s.,;:，；：*_\]]*(?:$|[。！？\n\x1e\0]))")
#: A last place that only says that there are more people.
_MORE = re.compile(
    r"(?:另外|另有|还有)?(?:其他|其它|其余|其餘|另)\s?\d*\s?(?:多?[位名人]|作者|同事|合作者).{0,4}|\d+ others?"
)
#: What may stand behind the last name of a byline or a reference.
_REST = " .,;:\n0123456789*_()[]"
#: Where all of them work, behind the names: (Stanford, NYU), — JKU Linz; and the team before them: DeepSeek-AI:.
_WORKPLACE = re.compile(r"\s*(?:[(（][^()（）]*[)）]|(?P<dash>[—–|]+)\s*[^.!?\n\x1e]{2,160}?)[\s.*_]*\Z")
_DASH = re.compile(r"\s?(?:[—–|]+|-(?=\s))")
_TEAM = re.compile(r"\W*[^\s:：,，.。][^:：,，.。]{0,40}[:：]\s*\Z")
_REFERENCE = re.compile(r"\W{0,4}\d{1,3}[\]】)）]\s*")
_COLON = re.compile("[:：]")
_WORD = re.compile(r"[^\W\d_]")
#: More names than this in a row are a list of people; with so many such bylines in italics, other italics are bylines too.
_ROW_OF, _STYLE = 2, 3
#: Names times places of the longest lists that are matched: two hundred authors, not a directory.
_MOST = 40_000


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a list of the target; an empty one has no text, and covers the marks on either side of it."""

    text: str
    start: int
    end: int

    @property
    def han(self) -> int:
        """Number of its Han characters."""
        return len(HAN.findall(self.text))


@dataclass(frozen=True)
class People:
    """A list of people on both sides. ``others``: where the source says "et al."; ``shortened``: the target does.

    ``likeness`` says how alike each matched name and item are, -1 where the place is empty.
    """

    pair: Pair
    names: tuple[Person, ...]
    items: tuple[Item, ...]
    region: tuple[int, int]
    others: tuple[int, int] | None
    shortened: bool
    matched: tuple[tuple[Person, Item], ...]
    likeness: tuple[float, ...]

    @property
    def trusted(self) -> bool:
        """Whether the two lists really name the same people: most of the matched names look or sound alike."""
        named = [row for row in self.likeness if row >= 0]
        return bool(named) and (sum(named) >= 0.55 * len(named) or 1.0 in named)

    @property
    def lost_others(self) -> tuple[int, int] | None:
        """Where the source says that there are others, if the target has all names and does not say so."""
        rest = self.pair.target.prose[self.region[0] :]
        if self.shortened or len(self.items) < len(self.names) or _OTHERS.search(rest):
            return None
        return self.others

    @property
    def missing(self) -> list[Person]:
        """Names of the source that no place of the target is for; Google is none in "Google 的 Ali Behrouz"."""
        met = {person.start for person, _ in self.matched}
        here = self.pair.target.prose[slice(*self.region)].replace(" ", "")
        return [
            person
            for person in self.names
            if person.start not in met and f"{person.text.replace(' ', '')}的" not in here
        ]


@per_document
def people(context: Context) -> tuple[People, ...]:
    """All lists of people that are there on both sides."""
    return tuple(found for pair in context.pairs if pair.judged for found in _in_pair(pair, context))


def _in_pair(pair: Pair, context: Context) -> Iterator[People]:
    source, target = pair.source.prose, pair.target.prose
    if not (_promising(source) or pair.index in _bylines(context)) or all(
        block.kind in NOT_PROSE for block in pair.target.blocks
    ):
        return
    for names, others, announced in _lists(source, pair, context):
        region = _region(names, source, target, announced=announced, among=others is not None)
        if region is None:
            continue
        items, region, shortened = _items(target, *region)
        if not any(item.text for item in items) or len(names) * len(items) > _MOST:
            continue
        matched = tuple(_match(names, items, context.lexicon))
        likeness = tuple(
            alike(person.text, item.text, context.lexicon) if item.text else -1.0 for person, item in matched
        )
        yield People(pair, names, tuple(items), region, others, shortened, matched, likeness)


@per_document
def _bylines(context: Context) -> frozenset[int]:
    """Pairs whose source is a list of names in italics, one name even, where the document has several longer ones."""
    found = {
        pair.index: len(list(_names(match[0], 0)))
        for pair in context.pairs
        if _in_italics(pair.source) and (match := _LIST.fullmatch(pair.source.prose))
    }
    return frozenset(found) if sum(count > _ROW_OF for count in found.values()) >= _STYLE else frozenset()


def _in_italics(side: Side) -> bool:
    """Whether all of it is in italics."""
    if len(side.blocks) != 1 or not side.blocks[0].inlines or side.blocks[0].kind is not BlockKind.PARAGRAPH:
        return False
    first = side.blocks[0].inlines[0]
    return first.kind is InlineKind.EMPHASIS and first.span == side.blocks[0].span


def _promising(source: str) -> bool:
    """Whether a source may have a list of people. Asked of every pair, and quick to say no."""
    return (
        _ROW.search(source) is not None
        or any([hint in source for hint in _HINTS])
        or (any([word in source for word in _BYLINES]) and _BYLINE.search(source) is not None)
    )


def _lists(
    source: str, pair: Pair, context: Context
) -> Iterator[tuple[tuple[Person, ...], tuple[int, int] | None, bool]]:
    """Lists of names in the source, where it says that there are others, and whether a marker announces the list."""
    if HAN.search(source) and (marker := _OWN_MARKER.search(source)):
        items, _, shortened = _items(source, marker.end(), len(source))
        names = tuple(Person(item.text, item.start, item.end) for item in items if item.text)
        if names:
            yield names, (names[-1].end, names[-1].end + 1) if shortened else None, True
        return
    kept: set[int] | None = None
    byline = pair.index in _bylines(context)
    for match in _LIST.finditer(source):
        before = source[max(0, match.start() - 24) : match.start()]
        announced = byline or _MARKER.search(before) is not None
        among = _ET_AL.match(source, match.end())
        names = tuple(_names(match[0], match.start()))
        if not announced and not (among or len(names) > _ROW_OF):
            continue
        if kept is None:
            # What the termbase knows as a model, a company or a dataset is no person, whatever it looks like.
            kept = {
                at
                for rendering in context.terms(pair).renderings
                for at in range(rendering.term.start, rendering.term.end)
            }
        known = [all(at in kept for at in range(person.start, person.end) if source[at] != " ") for person in names]
        if sum(known) * 2 > len(names) or (not announced and _ordinary(names, context.lexicon)):
            continue
        others = (among.start() + len(among[0]) - len(among[0].lstrip(" ,(\n")), among.end()) if among else None
        yield names, others, announced


def _names(text: str, start: int) -> Iterator[Person]:
    at = 0
    for match in re.finditer(_BETWEEN, text):
        yield Person(text[at : match.start()], start + at, start + match.start())
        at = match.end()
    yield Person(text[at:], start + at, start + len(text))


def _ordinary(names: Sequence[Person], lexicon: Lexicon | None) -> bool:
    """Whether the capitalised words are mostly ordinary ones: Computer Vision, Machine Translation."""
    # Many a Chinese name is made of English words: Long Sun, Fan Yang.
    if 2 * sum(map(chinese, names)) >= len(names):
        return False
    words = [part.lower() for person in names for part in person.parts]
    known = sum(bool(lexicon and lexicon.translations(word)) for word in words)
    return not words or known > 0.7 * len(words)


def _region(
    names: Sequence[Person], source: str, target: str, *, announced: bool, among: bool
) -> tuple[int, int] | None:
    """Where the target's list is."""
    before, after = source[: names[0].start], source[names[-1].end :]
    # Nobody but authors has a workplace behind him, and there are several.
    workplace = _WORKPLACE.match(after) if len(names) > _ROW_OF else None
    last = among or not after.strip(_REST) or workplace is not None
    mark = _MARKER.search(before)
    first = not _WORD.search(before[: mark.start()] if mark else before)
    if before.endswith(("(", "（")):
        # Behind what they made: [Title](url) (Ilse Brandvold, Wei Li).
        inside = [group for group in _GROUP.finditer(target) if any([person.text in group[0] for person in names])]
        if len(inside) == 1:
            return inside[0].start() + 1, inside[0].end() - 1
    marker = _OWN_MARKER.search(target)
    if last and not first and len(names) > _ROW_OF and _TEAM.match(before) and (colon := _COLON.search(target)):
        return colon.end(), len(target)
    if first and (announced or last):
        # A byline, or a reference that begins with its authors.
        start = marker.end() if marker else _behind_number(target)
        dash = _DASH.search(target, start) if workplace and workplace["dash"] else None
        return start, dash.start() if dash else len(target)
    if (announced or _QUOTED.search(before)) and last and (titles := list(_TITLE_END.finditer(target))):
        # A reference: the authors stand behind the title, which may have a "by" in it, or be without quotation marks.
        if not marker or _TITLE_START.search(target, 0, marker.start()):
            marker = _OWN_MARKER.search(target, titles[0].start())
        return (marker or titles[-1]).end(), len(target)
    if announced and marker:
        return marker.end(), len(target)
    # In running text only names that stand there as in the source show where the list is.
    places = [target.find(person.text) for person in names]
    if min(places[0], places[-1]) < 0 or sum(at >= 0 for at in places) * 2 <= len(names):
        return None
    return min(at for at in places if at >= 0), max(at + len(one.text) for at, one in zip(places, names, strict=True))


def _behind_number(target: str) -> int:
    """Where a reference begins behind its number, "[3] Andrew Jaegle", or what is no letter and no comma."""
    number = _REFERENCE.match(target)
    start = number.end() if number else 0
    return next((at for at in range(start, len(target)) if target[at].isalnum() or target[at] in "、，,"), 0)


def _items(text: str, start: int, end: int) -> tuple[list[Item], tuple[int, int], bool]:
    """Places of the list that begins at ``start``, its range, and whether it ends with "and others"."""
    inside = [group.span() for group in _GROUP.finditer(text, start, end)]
    stops = _STOP.finditer(text, start, end)
    stop = next((one for one in stops if not any([low < one.start() < high - 1 for low, high in inside])), None)
    shortened = stop is not None and stop[0].startswith(("等", "et al", "ら"))
    end = stop.start() if stop else end
    groups = [group.span() for group in _GROUP.finditer(text, start, end)]
    # Behind the last name it says where all of them work: not even the last one's gloss.
    if groups and _LAST_GROUP.match(text, groups[-1][0]) and _SEPARATOR.search(text, *groups[-1]):
        end = groups.pop()[0]
    while end > start and text[end - 1] in " .*_":
        end -= 1
    items: list[Item] = []
    at, before = start, start
    for match in _SEPARATOR.finditer(text, start, end):
        if any([low < match.start() < high for low, high in groups]):
            continue
        items.append(_item(text, at, match.start(), before, match.end()))
        before, at = match.start(), match.end()
    if at < end or before < at:
        items.append(_item(text, at, end, before, end))
    # Where the list ends in a mark, nobody is missing behind it if a year or the end follows.
    while items and not items[-1].text and len(items) > 1 and items[-2].text:
        items.pop()
    if len(items) > 1 and _MORE.fullmatch(items[-1].text):
        items.pop()
        shortened = True
    return items, (start, end), shortened


def _item(text: str, start: int, end: int, before: int, after: int) -> Item:
    while start < end and text[start] in " \n*_":
        start += 1
    # The name in its own letters, or where somebody works, behind it: 尼尔·霍尔斯比（Neil Houlsby）.
    if gloss := _GLOSS.search(text, start, end):
        end = gloss.start()
    while start < end and text[end - 1] in " \n*_":
        end -= 1
    # Of a name in its own letters the list may begin inside the brackets: Sarah Silverman）、
    if text[end - 1 : end] in ("）", ")") and not {"（", "("} & set(text[start:end]):
        end -= 1
    # Where somebody works, before the name: Google Research 的 Ali Behrouz.
    if place := _OF.match(text, start, end):
        start = place.end()
    return Item(text[start:end], start, end) if start < end else Item("", min(before, start), after)


def _match(names: Sequence[Person], items: Sequence[Item], lexicon: Lexicon | None) -> Iterator[tuple[Person, Item]]:
    """Names and places in the same order that belong together, empty places included."""
    if len(names) == len(items):
        yield from zip(names, items, strict=True)
        return
    n, m = len(names), len(items)
    likeness = [[alike(person.text, item.text, lexicon) if item.text else 0.2 for item in items] for person in names]
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best[i][j] = max(best[i + 1][j + 1] + likeness[i][j], best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < n and j < m:
        if best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            yield names[i], items[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
