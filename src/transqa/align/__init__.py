"""Alignment of two documents, block by block, for any pair of languages.

    compare (vocabulary) -> coarse band -> [ratios (cost) -> all paths (dp) -> beliefs (estimate)] x passes -> decide

Nothing is tuned to a language pair: token survival, length ratio, link shapes and gap rates are estimated from the
two documents themselves. numpy is imported when the first pair is aligned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transqa.model import Bitext, Document, Link
from transqa.text.fold import is_chinese

if TYPE_CHECKING:
    from transqa.lexicon import Lexicon

__all__ = ["align"]


def align(source: Document, target: Document, *, lexicon: Lexicon | None = None) -> Bitext:
    """Link every block of two documents to its translation.

    Links are 1-1, 1-0, 0-1 or n-m with up to seven blocks a side; every block is in exactly one, and they come in source
    order, a block without source after the block it follows. ``confidence`` is the posterior probability of exactly
    this link, given the documents; under 0.5 it is a guess. ``lexicon`` is English-Chinese, used in either direction.
    """
    if not source.blocks or not target.blocks:
        alone = [Link((i,), (), 1.0) for i in range(len(source.blocks))]
        return Bitext(source, target, (*alone, *(Link((), (j,), 1.0) for j in range(len(target.blocks)))))
    from transqa.align.links import find_links

    if is_chinese(source.language) and not is_chinese(target.language):
        # The dictionary is looked up by English words: align the other way round, and turn the answer.
        found = [Link(link.target, link.source, link.confidence) for link in find_links(target, source, lexicon)]
    else:
        found = find_links(source, target, lexicon)
    return Bitext(source, target, tuple(in_order(found)))


def in_order(links: list[Link]) -> list[Link]:
    """Links by source; a target block without source goes where the target block before it goes."""
    partner = {block: link.source[0] for link in links if link.source for block in link.target}
    place = -1
    places = {}
    for block in sorted(block for link in links for block in link.target):
        place = places[block] = partner.get(block, place)

    def key(link: Link) -> tuple[int, int]:
        return (link.source[0], -1) if link.source else (places[link.target[0]], link.target[0])

    return sorted(links, key=key)
