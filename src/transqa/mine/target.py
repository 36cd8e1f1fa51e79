"""Possible renderings: runs of dictionary words of the target, and what the dictionary says for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transqa.lexicon import Lexicon, base_forms
from transqa.lexicon.segment import words as segment
from transqa.mine.source import INNER, STOP
from transqa.mine.units import Range
from transqa.text.fold import fold

#: Most dictionary words and characters of a rendering.
_SEGMENTS, _CHARACTERS = 5, 12

_RUN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*")
_ENGLISH = re.compile(r"[a-z]+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")

#: Chinese characters and words that neither begin nor end a rendering; a character of them does not stand inside either.
_CHINESE_STOP = frozenset(
    """的 了 是 在 和 与 或 及 等 也 都 而 但 并 就 被 把 对 从 到 为 以 于 将 会 能 要 我 你 他 她 它 这 那 其 该 此 某 每 各 个 些 种 次 没 很
    更 最 太 只 又 还 已 让 使 用 做 由 给 向 按 如 若 则 所 之 者 着 过 地 得 们 吗 呢 吧 啊 请 来 去 说 看 想 需 应 且 一 二 两 三 几 当 我们 你们
    他们 它们 自己 这个 那个 这些 那些 一个 一些 一种 这样 那样 如何 什么 可以 能够 需要 应该 使用 进行 通过 以及 或者 并且 而且 因此 所以 因为 由于
    如果 但是 然而 虽然 例如 比如 其中 之间 之后 之前 以后 以前 同时 非常 更多 很多 许多 不同 相同 其他 其它 所有 任何 没有 不是 就是 还是 已经 正在
    可能 必须 现在 首先 然后 最后 接下来 下面 上面 以下 以上 如下 这里 那里 对于 关于 根据 基于 为了 包括 包含 具有 称为 称作 作为 成为 得到 看到 知道
    认为 提供 允许 帮助 实现 完成 开始 给定 假设 考虑 注意 介绍 讨论 描述 时候 方面 方式 情况 问题 部分 事情 东西 本章 本节 一样 一起 一般 通常 直接 只是
    只有 仅仅 甚至 尤其 特别 那么 这种 那种 两个 第一 第二 多个 单个 之一 来说 的话 是否 无论 不能 不会 并不""".split()
)
#: Characters that may begin a rendering (小批量, 多头, 无监督) but do not end one.
_PREFIXES = frozenset("大小多少无有不可再前后内外中上下同时")


def target_runs(text: str, language: str, lexicon: Lexicon | None) -> dict[str, list[Range]]:
    """Runs of dictionary words that may be a rendering, with their places."""
    runs: dict[str, list[Range]] = {}
    for pieces in _pieces(text, fold(text, language), lexicon):
        for first, (start, _) in enumerate(pieces):
            for _, end in pieces[first : first + _SEGMENTS]:
                run = text[start:end]
                if end - start <= _CHARACTERS and _rendering_like(run, pieces, start, end, text):
                    runs.setdefault(run, []).append((start, end))
    return runs


def _pieces(text: str, folded: str, lexicon: Lexicon | None) -> Iterator[list[Range]]:
    """Stretches of adjacent words; a Latin word may stand among Chinese ones, with or without a space."""
    stretch: list[Range] = []
    for match in _RUN.finditer(text):
        if stretch and text[stretch[-1][1] : match.start()].strip(" "):
            yield stretch
            stretch = []
        if match.group().isascii():
            stretch.append(match.span())
        else:
            cut = segment(folded[match.start() : match.end()], lexicon.known if lexicon else frozenset())
            stretch += [(match.start() + start, match.start() + end) for start, end in cut]
    if stretch:
        yield stretch


def _rendering_like(run: str, pieces: Sequence[Range], start: int, end: int, text: str) -> bool:
    if len(run) < 2 or run.isascii():
        return False
    inside = [text[a:b] for a, b in pieces if start <= a and b <= end]
    if inside[0] in _CHINESE_STOP or inside[-1] in _CHINESE_STOP or inside[-1] in _PREFIXES:
        return False
    return not any(len(word) == 1 and word in _CHINESE_STOP for word in inside)


class Support:
    """Whether the dictionary knows the words of a rendering as those of a term."""

    def __init__(self, lexicon: Lexicon | None, language: str) -> None:
        self._lexicon = lexicon
        self._language = language
        self._cache: dict[tuple[str, str], float] = {}
        self._glosses: dict[str, frozenset[str]] = {}

    def __call__(self, term: str, run: str) -> float:
        """0 to 1: the share of words, of either side, that a gloss pairs with one of the other."""
        if (term, run) not in self._cache:
            self._cache[term, run] = self._share(term, run)
        return self._cache[term, run]

    def _share(self, term: str, run: str) -> float:
        if self._lexicon is None:
            return 0.0
        words = [frozenset(base_forms(word)) for word in term.split() if word not in INNER]
        folded = fold(run, self._language)
        parts = [self._gloss(folded[start:end]) for start, end in segment(folded, self._lexicon.known)]
        covered = sum(1 for word in words if any(word & part for part in parts))
        explained = sum(1 for part in parts if any(word & part for word in words))
        return (covered / len(words) + explained / len(parts)) / 2

    def _gloss(self, word: str) -> frozenset[str]:
        if word not in self._glosses:
            entries = self._lexicon.words[word] if self._lexicon and word in self._lexicon.words else ()
            text = " ".join(_ASIDE.sub(" ", gloss).lower() for entry in entries for gloss in entry.glosses)
            self._glosses[word] = frozenset(_ENGLISH.findall(text)) - STOP
        return self._glosses[word]
