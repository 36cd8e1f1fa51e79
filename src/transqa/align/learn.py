"""A small dictionary learnt from the documents, for language pairs that have none.

Words that come and go together with something on the other side of the links found so far are taken for each other's
translation (the second pass of hunalign: D. Varga et al., 2005, "Parallel corpora for medium density languages").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice

from transqa.align.anchors import Kind, neighbours
from transqa.align.vocabulary import Content

#: A pair counts from this many common links; a word of more links than that is too common to tell.
LEAST, MOST = 2, 30
#: Least share of the links of either word that are common to both (Dice's coefficient).
TOGETHER = 0.8
#: Shortest word looked at, in letters; links looked at; most renderings of a word that still say something.
LETTERS, LINKS, RENDERINGS = 3, 500, 4


def learn(source: Content, target: Content, links: Iterable[tuple[int, int]]) -> dict[str, tuple[str, ...]]:
    """Renderings of source words, from pairs of linked blocks."""
    pairs = [(_words(source, i), _words(target, j)) for i, j in islice(links, LINKS)]
    ours = Counter(word for words, _ in pairs for word in words)
    theirs = Counter(form for _, forms in pairs for form in forms)
    together: Counter[tuple[str, str]] = Counter()
    for words, forms in pairs:
        telling = [form for form in forms if LEAST <= theirs[form] <= MOST]
        for word in words:
            if LEAST <= ours[word] <= MOST:
                together.update((word, form) for form in telling)
    found: dict[str, list[str]] = defaultdict(list)
    for (word, form), count in together.items():
        if count >= max(LEAST, TOGETHER * (ours[word] + theirs[form]) / 2) and word != form:
            found[word].append(form)
    return {word: tuple(sorted(found[word])) for word in sorted(found) if len(found[word]) <= RENDERINGS}


def _words(content: Content, block: int) -> set[str]:
    words = {token for token, kind in content.tokens[block].items() if kind <= Kind.NAME and len(token) >= LETTERS}
    return words.union(*(neighbours(run) for run in content.runs[block]))
