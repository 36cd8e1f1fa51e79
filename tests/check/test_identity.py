"""Fingerprints: the same for the same fault, whatever happens elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from transqa.check.identity import CONTEXT, halves, identified, identity
from transqa.model import Bitext, Document, Finding, Link, Quote, Severity, Span
from transqa.parse import parse_text

SOURCE = "The lab studied grokking in very small networks for two whole years."
TARGET = "该实验室用整整两年时间研究了非常小的网络中的摸索现象，并公布了全部结果。"

# Paragraphs of words; no markup that would swallow what follows.
words = st.text(alphabet="abc def 模型训练。，", min_size=1, max_size=60).filter(lambda text: text.strip())
paragraphs = st.lists(words.map(lambda text: "x" + text.strip()), max_size=6)


def finding(source: Document, target: Document, *, word: str = "摸索", term: str | None = "grokking") -> Finding:
    place = target.text.index(word)
    quote = _quote(target, place, word)
    other = _quote(source, source.text.index(term), term) if term else None
    return Finding("TRM001", "deprecated-term", "a/b", Severity.MAJOR, "m", other, quote, "grokking")


def _quote(document: Document, at: int, text: str) -> Quote:
    return document.quote(Span(at, at + len(text)))


def fingerprint(source: str, target: str, **about: str) -> str:
    first = parse_text(source, path="s.md", language="en")
    second = parse_text(target, path="t.md", language="zh-Hans")
    bitext = Bitext(first, second, (Link((0,), (0,), 1.0),))
    (found,) = identified([finding(first, second, **about)], bitext)
    return found.fingerprint


def around(text: str, before: Sequence[str], after: Sequence[str]) -> str:
    return "\n\n".join([*before, text, *after]) + "\n"


@given(paragraphs, paragraphs, paragraphs, paragraphs)
def test_edits_outside_the_block_change_nothing(a: list[str], b: list[str], c: list[str], d: list[str]) -> None:
    assert fingerprint(around(SOURCE, a, b), around(TARGET, c, d)) == fingerprint(SOURCE, TARGET)


@given(words, words)
def test_edits_beyond_the_context_change_nothing(start: str, end: str) -> None:
    near = "很" * CONTEXT
    plain = f"一{near}摸索{near}一"
    edited = f"x{''.join(start.split())}{near}摸索{near}{''.join(end.split())}x"
    assert fingerprint(SOURCE, edited) == fingerprint(SOURCE, plain)


@given(st.integers(1, len(TARGET) - 2), st.sampled_from(["\n", "\r\n", "\n  ", " "]))
def test_a_reflowed_line_changes_nothing(at: int, blank: str) -> None:
    assume("摸索" in TARGET[:at] + blank + TARGET[at:])
    assert fingerprint(SOURCE, TARGET[:at] + blank + TARGET[at:]) == fingerprint(SOURCE, TARGET)


def test_a_reflowed_quotation_changes_nothing() -> None:
    assert fingerprint(SOURCE, f"> {TARGET}") == fingerprint(SOURCE, "> " + TARGET.replace("的摸", "的\n> 摸"))


def test_markup_and_link_targets_around_change_nothing() -> None:
    marked = TARGET.replace("研究", "**研究**").replace("网络", "[网络](https://example.org/b)")
    assert fingerprint(SOURCE, marked) == fingerprint(SOURCE, TARGET)


def test_the_words_quoted_are_the_fault() -> None:
    known = fingerprint(SOURCE, TARGET)
    assert fingerprint(SOURCE, TARGET.replace("摸索", "探索"), word="探索") != known
    assert fingerprint(SOURCE, TARGET.replace("网络中的", "网络里的")) != known
    assert fingerprint(SOURCE, TARGET, term="networks") != known


def test_an_edit_on_one_side_leaves_a_half() -> None:
    before, after = halves(identity(fingerprint(SOURCE, TARGET)))
    edited = halves(identity(fingerprint(SOURCE, TARGET.replace("网络中的", "网络里的"))))
    assert (edited[0] == before, edited[1] == after) == (False, True)
    # Where one side is next to empty, it tells nothing without the other.
    short = [halves(identity(fingerprint(SOURCE, f"的摸索{rest}"))) for rest in ("现象很奇怪。", "现象真奇怪。")]
    assert not set(short[0]) & set(short[1])


def test_the_source_around_the_term_is_not_the_fault() -> None:
    assert fingerprint(SOURCE.replace("two whole", "three"), TARGET) == fingerprint(SOURCE, TARGET)


def test_a_link_that_took_in_a_neighbour_changes_nothing() -> None:
    """A rule that can point at nothing in the source quotes the first block of the link, which a merge changes."""
    lead = "A sentence of its own that is certainly longer than any label could be, and says nothing at all."
    first = parse_text(around(SOURCE, [lead], []), path="s.md", language="en")
    second = parse_text(TARGET, path="t.md", language="zh-Hans")
    base = finding(first, second, term=None)
    found = []
    for block in first.blocks:
        bitext = Bitext(first, second, (Link((0, 1), (0,), 1.0),))
        vague = Finding(**{**vars(base), "source": first.quote(block.span)})
        found += [one.fingerprint for one in identified([vague], bitext)]
    assert len(set(found)) == 1


def test_repeats_are_numbered() -> None:
    target = parse_text("摸索\n\n摸索\n", path="t.md", language="zh-Hans")
    source = parse_text("grokking\n\ngrokking\n", path="s.md", language="en")
    twice = [
        Finding("TRM001", "n", "c", Severity.MAJOR, "m", None, target.quote(block.span)) for block in target.blocks
    ]
    first, second = identified(twice, Bitext(source, target, ()))
    assert first.fingerprint != second.fingerprint
    assert identity(first.fingerprint) == identity(second.fingerprint)


def test_findings_that_quote_nothing_are_told_by_their_message() -> None:
    empty = parse_text("x", path="t.md", language="en")
    crashes = [Finding("INT001", "n", "c", Severity.NEUTRAL, message) for message in ("one", "two")]
    first, second = identified(crashes, Bitext(empty, empty, ()))
    assert identity(first.fingerprint) != identity(second.fingerprint)


@settings(max_examples=30)
@given(st.permutations(range(5)))
def test_moved_paragraphs_keep_their_fingerprints(order: list[int]) -> None:
    blocks = [f"第{name}段里有一个摸索的例子，别无其他。" for name in "甲乙丙丁戊"]
    source = parse_text("x", path="s.md", language="en")

    def prints(texts: Sequence[str]) -> set[str]:
        target = parse_text("\n\n".join(texts), path="t.md", language="zh-Hans")
        found = []
        for block in target.blocks:
            at = block.span.start + block.text.index("摸索")
            quote = target.quote(Span(at, at + 2))
            found.append(Finding("TRM001", "n", "c", Severity.MAJOR, "m", None, quote))
        return {one.fingerprint for one in identified(found, Bitext(source, target, ()))}

    assert prints([blocks[index] for index in order]) == prints(blocks)
