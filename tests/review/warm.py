"""Imported by the fork server: the processes it makes have everything loaded and start to write at once."""

from __future__ import annotations

from review.samples import DRAFT, SOURCE
from review.writer import write
from transqa.config import Config
from transqa.parse import parse_text
from transqa.pipeline import check_pair
from transqa.termbase import Termbase

__all__ = ["write"]

check_pair(
    parse_text(SOURCE, path="en.md", language="en"),
    parse_text(DRAFT, path="zh.md", language="zh-Hans"),
    config=Config(),
    termbase=Termbase({}, "none"),
)
