from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transqa.text.urls import compact, damage, find_compact, moves, named_in, same_page, url_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a/", "http://www.example.org/a"),
        ("https://example.org/caf%C3%A9", "https://example.org/café"),
        ("https://example.org/a?x=1&amp;y=2", "https://example.org/a?x=1&y=2"),
        ("https://huggingface.co/docs/hub/en/index", "https://huggingface.co/docs/hub/zh/index"),
        ("https://huggingface.co/docs/hub/index", "https://huggingface.co/docs/hub/zh-CN/index"),
        ("https://d2l.ai/chapter/x.html", "https://zh.d2l.ai/chapter/x.html"),
        ("https://example.org/page?lang=en", "https://example.org/page?lang=zh"),
        ("./guide/start.md", "../zh/guide/start.mdx"),
        ("README.md", "README_zh-CN.md"),
        ("img/en/a.png", "img/zh/a.png"),
        ("mailto:A@example.org", "mailto:a@example.org"),
        ("#results", "#结果"),
        ("guide.md#install", "guide.md#安装"),
        ("https://en.wikipedia.org/wiki/Attention", "https://zh.wikipedia.org/wiki/注意力"),
    ],
)
def test_these_lead_to_one_page(one: str, other: str) -> None:
    assert same_page(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://arxiv.org/abs/2210.11416", "https://arxiv.org/abs/2210.11461"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/Paper", "https://example.org/paper"),
        ("https://example.org/a#one", "https://example.org/a#two"),
        ("a.png", "a.svg"),
    ],
)
def test_these_do_not(one: str, other: str) -> None:
    assert not same_page(one, other)


@pytest.mark.parametrize(
    ("source", "target", "how"),
    [
        ("https://imagen.example.org", "https://imagen . example . Org", "spaces"),
        ("https://example.org/a", "https：//example.org/a", "spaces"),
        ("https://example.org/Abc", "https://example.org/abc", "case"),
        ("https://example.org/a", "https://example.org/a。", "tail"),
        ("https://example.org/abstract", "https://example.org/abst", "cut"),
        ("https://arxiv.org/abs/2210.11416", "https://arxiv.org/abs/2210.11461", "typo"),
        ("https://forum.example.org/t/40", "https://forum.example.org/t/1774", ""),
        ("https://example.org/a/b", "https://example.org/a", ""),
        ("https://example.org/docs", "https://other.example.net/read", ""),
    ],
)
def test_the_accident_is_named(source: str, target: str, how: str) -> None:
    assert damage(source, target) == how


def test_links_that_move_together_are_a_translated_site() -> None:
    pairs = [
        ("https://docs.example.org/a", "https://docs.example.cn/a"),
        ("https://docs.example.org/b/c", "https://docs.example.cn/b/c"),
        ("https://forum.example.org/t/1", "https://forum.example.org/t/100"),
        ("https://forum.example.org/t/2", "https://forum.example.org/t/207"),
        ("https://alone.example.org/x", "https://alone.example.net/x"),
    ]
    assert moves(pairs) == {0, 1, 2, 3}


@given(st.text(alphabet=st.sampled_from("ab /Ａ。：hé"), max_size=30))
def test_compact_keeps_places(text: str) -> None:
    folded, places = compact(text)
    assert len(folded) == len(places)
    assert places == sorted(places)
    assert all(not text[place].isspace() for place in places)


def test_a_broken_address_is_found_where_it_stands() -> None:
    text = "来源：https://a . example / B 。"
    place = find_compact("https://a.example/b", *compact(text))
    assert place is not None
    assert text[slice(*place)] == "https://a . example / B"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_strings(one: str, other: str) -> None:
    assert url_key(one) == url_key(one)
    same_page(one, other)
    damage(one, other)
    moves([(one, other), (other, one)])


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("https://www.figure.ai/", {"figure"}),
        ("https://blog.cohere.com/a/b?c=d#e", {"cohere"}),
        ("https://news.quietharbor.co.uk", {"quietharbor"}),
        ("https://thicket.github.io/docs", {"thicket"}),
        ("https://github.com/pola-rs/polars/issues", {"polars"}),
        ("https://github.com/topics/llm", set()),
        ("https://hf.co/lorva/heron-7b", {"lorva", "heron7b"}),
        ("https://huggingface.co/spaces/lorva/heron", set()),
        ("https://github.com", set()),
        ("./tools", set()),
        ("mailto:a@cursor.com", set()),
        ("https://localhost", set()),
        ("", set()),
    ],
)
def test_the_names_that_an_address_bears(url: str, names: set[str]) -> None:
    assert named_in(url) == names
