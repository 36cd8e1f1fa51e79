"""A small pair, and people."""

from __future__ import annotations

from transqa.review import Actor, Role

ADMIN = Actor("ada", Role.ADMIN)
SOURCE = (
    "# A digest\n\nWe study grokking in small networks. The lab raised $1.5 billion.\n\n"
    "The second paragraph speaks of grokking too, at some length.\n\nSee https://example.org now.\n"
)
DRAFT = (
    "# 摘要\n\n我们研究小型网络中的摸索现象。该实验室筹集了 15 亿美元。\n\n"
    "第二段也以一定的篇幅谈到了摸索。\n\n现在请看 https://example.org 。\n"
)
