"""Inline constructs: what is shown, what is masked, and where it is."""

from __future__ import annotations

import pytest

from transqa.model import Block, InlineKind
from transqa.parse import parse_text

Found = tuple[str, str, str, str]


def only(text: str) -> Block:
    (block,) = parse_text(text, path="page.md", language="en").blocks
    return block


def inlines(text: str) -> list[Found]:
    """Kind, source, content and target of every inline construct."""
    document = parse_text(text, path="page.md", language="en")
    return [
        (
            str(inline.kind),
            document.text[inline.span.start : inline.span.end],
            document.text[inline.content.start : inline.content.end],
            inline.target,
        )
        for block in document.blocks
        for inline in block.inlines
    ]


def shown(text: str) -> str:
    return only(text).prose.replace("\0", "·")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a b](http://x/y_z 'T')", [("link", "[a b](http://x/y_z 'T')", "a b", "http://x/y_z")]),
        ("[a](<b c>)", [("link", "[a](<b c>)", "a", "b c")]),
        ("[a](路径/图.md)", [("link", "[a](路径/图.md)", "a", "路径/图.md")]),
        ("[](x)", [("link", "[](x)", "", "x")]),
        ("![a *b*](x.png)", [("image", "![a *b*](x.png)", "a *b*", "x.png"), ("emphasis", "*b*", "b", "")]),
        ("<http://a.b/中>", [("autolink", "<http://a.b/中>", "http://a.b/中", "http://a.b/中")]),
        ("<a@b.org>", [("autolink", "<a@b.org>", "a@b.org", "a@b.org")]),
        ("*a* _b_", [("emphasis", "*a*", "a", ""), ("emphasis", "_b_", "b", "")]),
        ("**a *b***", [("strong", "**a *b***", "a *b*", ""), ("emphasis", "*b*", "b", "")]),
        ("***a***", [("emphasis", "***a***", "**a**", ""), ("strong", "**a**", "a", "")]),
        ("~~a~~ ~b~", [("strike", "~~a~~", "a", "")]),
        ("`` a`b ``", [("code", "`` a`b ``", "a`b", "")]),
        ("` `", [("code", "` `", " ", "")]),
        ("$x_1$ and $$y$$", [("math", "$x_1$", "x_1", ""), ("math", "$$y$$", "y", "")]),
        ("a<br/>b<!-- c -->", [("html", "<br/>", "<br/>", ""), ("html", "<!-- c -->", "<!-- c -->", "")]),
        ("a[^n] b", [("footnote", "[^n]", "n", "n")]),
        ("[^n]: note", [("footnote", "[^n]", "n", "n")]),
        ("Flamingo⁴ and FLAN¹²", [("footnote", "⁴", "⁴", "4"), ("footnote", "¹²", "¹²", "12")]),
        ("as :numref:`fig_a` says", [("directive", ":numref:`fig_a`", ":numref:`fig_a`", "")]),
        ("a {py:func}`b` c", [("directive", "{py:func}`b`", "{py:func}`b`", "")]),
        ("# T {#id .c}", [("directive", "{#id .c}", "{#id .c}", "")]),
        ("# T [[t]]", [("directive", "[[t]]", "[[t]]", "")]),
        ("![a](x){width=50%}", [("image", "![a](x)", "a", "x"), ("directive", "{width=50%}", "{width=50%}", "")]),
        ("> [!NOTE]\n> text", [("directive", "[!NOTE]", "[!NOTE]", "")]),
    ],
)  # fmt: skip
def test_one_construct(text: str, found: list[Found]) -> None:
    assert inlines(text) == found


def test_nested_constructs_each_get_their_own() -> None:
    assert inlines("**[a `b`](u)** and [![i](p)](q)") == [
        ("strong", "**[a `b`](u)**", "[a `b`](u)", ""),
        ("link", "[a `b`](u)", "a `b`", "u"),
        ("code", "`b`", "b", ""),
        ("link", "[![i](p)](q)", "![i](p)", "q"),
        ("image", "![i](p)", "i", "p"),
    ]


@pytest.mark.parametrize("use", ["[text][Key]", "[key][]", "[KEY]"])
def test_reference_links_are_resolved(use: str) -> None:
    (link,) = inlines(f"{use}\n\n[key]: <http://a.b/c d> 'Title'")
    assert (link[0], link[1], link[3]) == ("link", use, "http://a.b/c d")


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("见https://a.b/c，后面", ["https://a.b/c"]),
        ("https://a.b/c。https://d.e", ["https://a.b/c", "https://d.e"]),
        ("(see http://a.b/c_(d)).", ["http://a.b/c_(d)"]),
        ("http://a.b/c, http://d.e?x=1&y=2!", ["http://a.b/c", "http://d.e?x=1&y=2"]),
        ("http://a.b/1*QQ_x__y_z.png", ["http://a.b/1*QQ_x__y_z.png"]),
        ("**http://a.b**", ["http://a.b"]),
        ("HTTPS://A.B/c~", ["HTTPS://A.B/c"]),
        ("http:// and xhttp://a.b", []),
        ("来源:https://a.b/c.pdf", ["https://a.b/c.pdf"]),
        ("`http://a.b` [http://a.b](http://a.b) ![http://a.b](c)", []),
    ],
)
def test_bare_urls(text: str, urls: list[str]) -> None:
    assert [found[1] for found in inlines(text) if found[0] == "autolink"] == urls
    assert not urls or "a.b" not in shown(text).lower()


def test_url_in_a_label_is_masked_though_it_is_no_link_of_its_own() -> None:
    assert shown("[http://a.b/c](http://a.b/c) x") == "············ x"


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("a *b* **c** ~~d~~ [e](f)", "a b c d e"),
        ("a `b` $c$ <b>d</b> [^e]", "a · · ···d···· ····"),
        ("a\nb  \nc\\\nd", "a b c d"),
        ("a\r\nb\rc", "a b c"),
        ("&lt;&amp;&#x4e2d;&nbsp;x &unknown;", "<&中\xa0x &unknown;"),
        ("\\* \\a \\\\", "* \\a \\"),
        ("`a\nb`", "···"),
        ("> a `b\n> c` d", "a ··· d"),
        ("a<br>b", "a····b"),
        ("10⁴, n², 5 km², R²：词⁴", "10⁴, n², 5 km², R²：词·"),
        ("price $5 and $6", "price $5 and $6"),
        ("from $5 million to US$ and on", "from $5 million to US$ and on"),
        ("估值$7B和$8B", "估值$7B和$8B"),
        ("$1/n$ of $5$ is 1", "· of · is 1".replace("·", "···", 1)),
        ("快16$\\times$。又快4$\\times$。", "快16······。又快4······。"),
        ("US$ 与人民币，港$ 也行", "US$ 与人民币，港$ 也行"),
        ("$\\text{损失}=1$ 元", "··········· 元"),
        ("from $0 to $50,000 or $1", "from $0 to $50,000 or $1"),
        ("**关键→**open", "**关键→**open"),
    ],
)
def test_what_is_shown_and_masked(text: str, prose: str) -> None:
    assert shown(text) == prose


def test_pieces_lead_back_to_the_file() -> None:
    text = "> a &lt; **b**\r\n> c"
    block = only(text)
    assert block.text == "a < b c"
    assert [text[slice(*span(block, i))] for i in range(len(block.text))] == ["a", " ", "&lt;", " ", "b", "\r\n", "c"]


def span(block: Block, offset: int) -> tuple[int, int]:
    found = block.locate(offset, offset + 1)
    return found.start, found.end


def test_a_span_across_markup_covers_it() -> None:
    text = "one **two** [three](x) four"
    block = only(text)
    found = block.locate(block.text.index("two"), block.text.index(" four"))
    assert text[found.start : found.end] == "two** [three"


def test_masks_are_merged_and_in_order() -> None:
    assert only("`a``b` `c`<b>`d`").masked == ((0, 4), (5, 10))


def test_footnote_and_link_kinds_are_enum_members() -> None:
    assert [inline.kind for inline in only("[a](b)[^c]").inlines] == [InlineKind.LINK, InlineKind.FOOTNOTE]
