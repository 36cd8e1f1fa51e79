"""The rows as HTML: nothing in a text becomes markup, no text is lost, elements nest."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from transqa.dashboard.bilingual import Mark, Side, View, highlight, rows_html
from transqa.dashboard.markup import Html, element, join

HOSTILE = st.text(st.sampled_from("<>&\"'/=`\\ \n\r\0﻿‮abcscript onerror模型𝒳-#*[](){}")) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</p></div></section><iframe>",
        "&lt;b&gt;&#x3c;",
        "[x](javascript:alert(1))",
        "<!-- --><![CDATA[",
    ]
)
MARKS = st.lists(
    st.builds(
        Mark,
        start=st.integers(-3, 30),
        end=st.integers(-3, 30),
        severity=st.sampled_from(["neutral", "minor", "major", "critical"]),
        key=HOSTILE,
        tip=HOSTILE,
        active=st.booleans(),
        settled=st.booleans(),
    ),
    max_size=6,
)
ALLOWED = {"div", "section", "p", "mark", "span"}
ATTRIBUTES = {"class", "lang", "data-row", "data-pick", "data-tip"}


class Reader(HTMLParser):
    """Collects texts and attributes, and insists on well nested elements of the kinds that we use."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= ATTRIBUTES
        self.open.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def read(html: Html) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return reader


@given(HOSTILE, MARKS)
def test_the_text_is_whole_and_nothing_in_it_is_markup(text: str, marks: list[Mark]) -> None:
    assert "".join(read(highlight(text, marks)).texts) == text


@given(HOSTILE, HOSTILE, MARKS, MARKS, HOSTILE)
def test_a_row_is_well_nested(source: str, target: str, left: list[Mark], right: list[Mark], other: str) -> None:
    view = View(
        key=other,
        label=other,
        source=(Side(source, other, tuple(left), other),),
        target=(Side(target, "zh-Hans", tuple(right)),),
        notes=(other,),
        empty=other,
    )
    reader = read(rows_html([view]))
    assert "".join(reader.texts) == other + source + target + other
    assert ("data-row", other) in reader.attributes or not other


@given(st.text(min_size=1, max_size=40), MARKS)
def test_every_marked_character_is_highlighted(text: str, marks: list[Mark]) -> None:
    class Marked(Reader):
        def __init__(self) -> None:
            super().__init__()
            self.flags: list[bool] = []

        def handle_data(self, data: str) -> None:
            self.flags += ["mark" in self.open] * len(data)

    reader = Marked()
    reader.feed(highlight(text, marks))
    reader.close()
    assert reader.flags == [any(m.start <= at < m.end for m in marks) for at in range(len(text))]


def test_overlap_is_cut_and_the_worst_colour_wins() -> None:
    marks = [Mark(0, 4, "minor", "a"), Mark(2, 6, "critical", "b"), Mark(2, 3, "neutral", "c")]
    html = highlight("abcdef", marks)
    assert html == (
        '<mark class="tq-mark tq-minor" data-pick="a">ab</mark>'
        '<mark class="tq-mark tq-critical" data-pick="c">c</mark>'
        '<mark class="tq-mark tq-critical" data-pick="a">d</mark>'
        '<mark class="tq-mark tq-critical" data-pick="b">ef</mark>'
    )


def test_a_settled_finding_does_not_hide_an_open_one() -> None:
    marks = [Mark(0, 2, "critical", "done", settled=True), Mark(0, 2, "minor", "open", tip="look")]
    assert highlight("ab", marks) == '<mark class="tq-mark tq-minor" data-pick="open" data-tip="look">ab</mark>'


def test_an_empty_mark_is_a_caret_at_its_place() -> None:
    assert highlight("ab", [Mark(1, 1, "major", "k")]) == (
        'a<mark class="tq-mark tq-major tq-point" data-pick="k"></mark>b'
    )


def test_markdown_marks_are_faint_and_kept() -> None:
    html = highlight("## **GPT** [x](https://a.b)", [])
    assert html.count("tq-syntax") == 5
    assert "".join(read(html).texts) == "## **GPT** [x](https://a.b)"


def test_only_html_stays_as_it_is() -> None:
    assert element("p", "<b>", element("b", "&"), title='"') == '<p title="&quot;">&lt;b&gt;<b>&amp;</b></p>'
    assert join("<", Html("<i></i>")) == "&lt;<i></i>"
