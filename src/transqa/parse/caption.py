"""Captions: the line under an image or a table that names it or its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from transqa.model import Block, BlockKind

_FIGURE_TAG = re.compile(r"<(?:img|figure|table|picture|video|iframe)\b", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:image|photo|picture|figure|illustration|screenshot|video|source|credits?|courtesy)s?"
    r"(?:\s+(?:credits?|source|by|from|courtesy(?:\s+of)?|taken from|adapted from)\b|\s*[:：])"
    r"|(?:figure|fig\.?|table|tab\.)\s*\d+(?:\.\d+)*\s*(?:[:.：。|–—-]|$)"
    r"|(?:资料|資料|数据|數據|图片|圖片|照片|图|圖)?(?:来源|來源|出处|出處)\s*(?:[:：于於自]|$)"
    r"|(?:图片|圖片|照片|插图|插圖|图|圖)(?:由|来自|來自|源自|作者|提供)"
    r"|(?:图片|圖片|图|圖|表|表格)\s*\d+(?:[.\-]\d+)*\s*(?:[:：.。|–—-]|\s(?!.*[。！？.!?]$)|$)",
    re.IGNORECASE,
)
_CAPTION_LENGTH = 160


def with_captions(blocks: Iterable[Block]) -> Iterator[Block]:
    """Turn what stands under an image or a table into captions."""
    above = False
    for block in blocks:
        if above and _is_caption(block):
            yield replace(block, kind=BlockKind.CAPTION)
            # A label and a source line may both follow the image.
            continue
        above = block.kind in {BlockKind.IMAGE, BlockKind.TABLE_CELL} or (
            block.kind is BlockKind.HTML and _FIGURE_TAG.search(block.text) is not None
        )
        yield block


def _is_caption(block: Block) -> bool:
    if block.kind is BlockKind.HTML:
        return block.text.startswith(":") and not block.text.startswith(("::", ":begin", ":end"))
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _CAPTION_LENGTH:
        return False
    return _CAPTION.match(block.text) is not None
