"""What the source was when a target block got its present text, for the rules that look at the history."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from transqa.model import NOT_PROSE, Block, Document

#: Two blocks at least this similar are one block before and after an edit (share of equal code points, as in difflib).
_SIMILAR = 0.5
#: A text of this many code points found inside the old source was split from or joined to its neighbours, not rewritten.
_LONG = 40
#: Rules that have nothing to say without a history.
NEED_HISTORY = frozenset({"ALN002"})


@dataclass(frozen=True)
class Past:
    """The source at the commit that gave a target block its present text.

    ``commit`` is abbreviated, ``day`` its date (ISO 8601), ``age`` the number of later commits to the target file.
    """

    commit: str
    day: str
    age: int
    source: Document

    def has(self, block: Block) -> bool:
        """Whether the block was there already, be it elsewhere, split or joined otherwise."""
        text = content(block)
        return text in self._contents or (len(text) >= _LONG and text in self._whole)

    def former(self, block: Block, now: frozenset[str]) -> Block | None:
        """The block that became ``block``: the most similar of those no longer among the contents ``now``."""
        best, highest = None, _SIMILAR
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(block.text)
        for old in self._blocks:
            matcher.set_seq1(old.text)
            if content(old) in now or matcher.real_quick_ratio() < highest or matcher.quick_ratio() < highest:
                continue
            if (ratio := matcher.ratio()) >= highest:
                best, highest = old, ratio
        return best

    @cached_property
    def _blocks(self) -> list[Block]:
        return prose_blocks(self.source)

    @cached_property
    def _contents(self) -> frozenset[str]:
        return contents(self.source)

    @cached_property
    def _whole(self) -> str:
        return "".join(content(block) for block in self._blocks)


def prose_blocks(document: Document) -> list[Block]:
    """The blocks of a document that hold prose."""
    return [block for block in document.blocks if block.kind not in NOT_PROSE]


def contents(document: Document) -> frozenset[str]:
    """What the prose blocks of a document say."""
    return frozenset(content(block) for block in prose_blocks(document))


def content(block: Block) -> str:
    """What a block says: its text as a reader sees it, without blanks; no markup, no link target."""
    return "".join(block.text.split())
