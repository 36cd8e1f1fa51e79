"""Whether a document is read paragraph by paragraph or line by line."""

from __future__ import annotations

import textwrap

import pytest

from transqa.parse import parse_text

ENGLISH = [
    "The new model was trained on a mixture of web pages and books. It is larger than anything its authors had built "
    "before, and yet it runs on one machine. That alone would be news, but there is more to say about the data.",
    "By Ada Example, Bo Sample et al.",
    "Why does it matter? Because small teams can now afford it. The authors measure the cost of every step, publish "
    "the numbers, and compare them with those of four earlier systems, all of which needed a cluster.",
    "Results are mixed: on long inputs the gain is small. On short ones it is not. What remains open is whether the "
    "same recipe holds for speech, for which the paper has no experiment and only a guess at the end.",
    "The code is public. A demo will follow next month.",
]
CHINESE = [
    "新模型用网页和书籍的混合数据训练而成。它比作者以前做过的任何模型都大，却只用一台机器就能运行。"
    "单凭这一点就值得报道，不过关于数据还有更多可说的内容。",
    "作者：张三、李四等人",
    "为什么重要？因为小团队现在也负担得起。作者测量了每一步的成本，公布了数字，并与四个更早的系统作了比较，"
    "而那些系统都需要一个集群才能运行起来，这对大多数人来说并不现实。",
    "结果有好有坏：在长输入上收益很小。在短输入上则不然。同样的方法对语音是否有效仍是未知数，论文对此没有做实验，"
    "只在结尾用一段话作了推测，我们期待后续的工作能够给出回答。",
    "代码已经公开。演示将于下个月推出。",
]
PAGES = pytest.mark.parametrize("lines", [ENGLISH, CHINESE], ids=["English", "Chinese"])


def outline(text: str, path: str = "page.md") -> list[str]:
    return [
        f"{block.kind}{block.level or ''}: {block.text}" for block in parse_text(text, path=path, language="en").blocks
    ]


def paragraphs(text: str, path: str = "page.md") -> list[str]:
    return [block.text for block in parse_text(text, path=path, language="en").blocks]


@PAGES
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("path", ["page.md", "page.txt"])
def test_lines_without_blank_lines_are_paragraphs(lines: list[str], end: str, path: str) -> None:
    assert paragraphs(end.join(lines), path) == lines


@PAGES
def test_two_long_lines_are_enough(lines: list[str]) -> None:
    assert paragraphs("\n".join(lines[2:4])) == lines[2:4]


@PAGES
def test_markup_of_a_line_counts(lines: list[str]) -> None:
    text = "\n".join(
        [
            "# Title",
            lines[0],
            "- one",
            "- two",
            lines[2],
            "> said",
            lines[3],
            "![a](b)",
            "Source: x",
            "2. two",
            lines[4],
        ]
    )
    assert outline(text) == [
        "heading1: Title",
        f"paragraph: {lines[0]}",
        "list_item1: one",
        "list_item1: two",
        f"paragraph: {lines[2]}",
        "quote1: said",
        f"paragraph: {lines[3]}",
        "image: a",
        "caption: Source: x",
        "list_item1: two",
        f"paragraph: {lines[4]}",
    ]


@PAGES
def test_what_spans_lines_stays_whole(lines: list[str]) -> None:
    fence, table, formula, comment = "```\na\n\nb\n```", "|a|b|\n|-|-|\n|c|d|", "$$\nx\n$$", "<!-- a\nb -->"
    setext = "Title\n===="
    text = "\n".join([lines[0], lines[2], fence, lines[2], table, lines[3], formula, setext, comment, lines[4]])
    document = parse_text(text, path="page.md", language="en")
    found = [document.text[block.span.start : block.span.end] for block in document.blocks]
    cells = ["|a", "|b|\n|-|-|", "|c", "|d|"]
    assert found == [lines[0], lines[2], fence, lines[2], *cells, lines[3], formula, setext, comment, lines[4]]


@PAGES
def test_indented_lines_are_not_code(lines: list[str]) -> None:
    assert paragraphs("\n".join("    " + line if number else line for number, line in enumerate(lines))) == lines


def test_chinese_indentation_starts_a_paragraph() -> None:
    assert paragraphs("　　第一段的内容\n　　第二段的内容\n　　第三段") == ["第一段的内容", "第二段的内容", "第三段"]


@PAGES
def test_blank_lines_around_headings_do_not_hide_it(lines: list[str]) -> None:
    section = "## Section\n\n" + "\n".join([lines[0], lines[2], lines[3], lines[0]])
    found = paragraphs("\n\n".join([section] * 4))
    assert found == ["Section", lines[0], lines[2], lines[3], lines[0]] * 4


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_hard_wrapped_english_is_joined(width: int, gap: str) -> None:
    wrapped = gap.join("\n".join(textwrap.wrap(line, width)) for line in ENGLISH * 3)
    joined = ENGLISH * 3 if gap == "\n\n" else [" ".join(ENGLISH * 3)]
    assert paragraphs(wrapped) == joined
    assert paragraphs(wrapped, "page.txt") == joined


@pytest.mark.parametrize("width", [20, 35, 40])
def test_hard_wrapped_chinese_is_joined(width: int) -> None:
    wrapped = "\n\n".join("\n".join(textwrap.wrap(line, width)) for line in CHINESE * 3)
    assert len(paragraphs(wrapped)) == len(CHINESE * 3)


@PAGES
def test_a_sentence_per_line_is_joined(lines: list[str]) -> None:
    text = "\n\n".join(line.replace(". ", ".\n").replace("。", "。\n").strip() for line in lines * 2)
    assert len(paragraphs(text)) == len(lines * 2)


def test_a_poem_stays_in_one_piece() -> None:
    poem = "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡"
    found = paragraphs(f"诗人写道：\n\n{poem}\n\n这首诗很有名。")
    assert found == ["诗人写道：", poem.replace("\n", " "), "这首诗很有名。"]


def test_a_lazy_line_in_an_ordinary_document_continues_its_item() -> None:
    text = "# A\n\n- an item that goes\non here\n\nText.\n\nMore text.\n"
    assert outline(text) == [
        "heading1: A",
        "list_item1: an item that goes on here",
        "paragraph: Text.",
        "paragraph: More text.",
    ]


def test_wrapped_quotes_and_items_are_joined() -> None:
    wrapped = [textwrap.wrap(line, 70) for line in ENGLISH]
    quotes = "\n\n".join("\n".join("> " + row for row in rows) for rows in wrapped)
    items = "\n".join("\n".join(("- " if not n else "  ") + row for n, row in enumerate(rows)) for rows in wrapped)
    assert paragraphs(quotes) == ENGLISH
    assert paragraphs(items) == ENGLISH
