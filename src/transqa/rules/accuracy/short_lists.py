"""Lists that have fewer items in the translation than in the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from transqa.rules.accuracy.heard import Heard
from transqa.rules.accuracy.sentence import Sentence
from transqa.rules.accuracy.support import EMPTY

#: The last item of a list begins with one of these.
_AND = frozenset({"and", "or"})
_ARTICLES = frozenset("a an the its their no our".split())
#: A clause of the translation, and what separates the items of a list there.
_CLAUSE = re.compile(r"[^，。；：！？,;:!?()（）“”]+")
_ITEM = re.compile(r"[、和與与或及並并且又]|还有|還有")
#: Words of an item; the first part that is longer only ends in one.
_ITEM_WORDS = 4


class ShortList(NamedTuple):
    """A list of the source whose only counterpart has fewer items: its parts, the first of which only ends in an item,
    and the range of that counterpart."""

    first: int
    items: range
    start: int
    end: int


def short_list(sentence: Sentence) -> ShortList | None:
    """The list of a sentence that has fewer items in the translation, None unless there is one such list on both sides."""
    text, here = sentence.pair.source.prose, sentence.here
    words = [text[start:end].lower().split() for start, end in sentence.clauses]
    ends = [at for at, row in enumerate(words) if at > 1 and row[0] in _AND and words[at - 2][-1].endswith(",")]
    if len(ends) != 1:
        return None
    first = last = ends[0]
    while first and (first == last or not _opens(words[first], words[last])):
        # The item before "and" may go without its comma.
        if first < last and not words[first - 1][-1].endswith(","):
            break
        first -= 1
    if not first and words[0][0] in EMPTY - _ARTICLES:
        first += 1  # "In summary, one, two and three"
    lists = [match for match in _CLAUSE.finditer(here) if "、" in match[0]]
    if len(lists) != 1 or len(_ITEM.findall(lists[0][0])) + 1 >= last - first + 1:
        return None
    return ShortList(first, range(first + 1, last + 1), *lists[0].span())


def all_others(listed: ShortList, rows: Sequence[Sequence[Heard]], index: int) -> bool:
    """Whether every other item of a list is in its counterpart."""
    return all(
        any(listed.start <= place[0] < listed.end for heard in rows[at] if heard.weight < 0 for place in heard.places)
        for at in (listed.first, *listed.items)
        if at != index
    )


def _opens(words: Sequence[str], last: Sequence[str]) -> bool:
    """Whether a part is the beginning of a clause that ends in the first item: "which improves speed"."""
    if len(words) > _ITEM_WORDS or (words[0] in EMPTY and words[0] not in _ARTICLES):
        return True
    return len(words) > 1 and words[0].endswith("ing") and not last[min(1, len(last) - 1)].endswith("ing")
