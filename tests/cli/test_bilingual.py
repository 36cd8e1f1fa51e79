"""One file that holds source and translation, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from translation_files import FORMATS

ROWS = [("We study grokking & more.", "我们研究摸索等。"), ("It is grokking.", "这是顿悟。")]


@pytest.fixture
def files(project: Path) -> Path:
    for name, make in FORMATS.items():
        (project / name).write_text(make(ROWS), encoding="utf-8", newline="")
    return project


@pytest.mark.parametrize("name", FORMATS)
def test_check(name: str, files: Path, run: Callable[..., Any]) -> None:
    result = run("check", name, "--format", "json")
    assert result.code == 1, result.err
    (document,) = json.loads(result.out)["documents"]
    assert document["source"] == {"path": name, "language": "en"}
    assert document["target"] == {"path": name, "language": "zh-Hans"}
    assert [link["kind"] for link in document["links"]] == ["1-1", "1-1"]
    (finding,) = document["findings"]
    quoted = "\\u6478\\u7d22" if name == "a.jsonl" else "摸索"
    assert (finding["rule"], finding["target"]["text"]) == ("TRM001", quoted)
    text = (files / name).read_text("utf-8").splitlines()
    assert text[finding["target"]["line"] - 1][finding["target"]["column"] - 1 :].startswith(quoted)


def test_the_same_fault_has_the_same_fingerprint_in_every_format(files: Path, run: Callable[..., Any]) -> None:
    (files / "en.txt").write_text("\n\n".join(row[0] for row in ROWS), encoding="utf-8")
    (files / "zh.txt").write_text("\n\n".join(row[1] for row in ROWS), encoding="utf-8")
    pairs = [("en.txt", "zh.txt"), *((name,) for name in FORMATS)]
    reports = [json.loads(run("check", *pair, "--format", "json").out) for pair in pairs]
    assert len({report["documents"][0]["findings"][0]["fingerprint"] for report in reports}) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_fix(name: str, files: Path, run: Callable[..., Any]) -> None:
    before = (files / name).read_bytes()
    diff = run("fix", name, "--unsafe", "--diff")
    assert diff.code == 1 and (files / name).read_bytes() == before
    assert run("fix", name, "--unsafe").code == 0
    old = "\\u6478\\u7d22" if name == "a.jsonl" else "摸索"
    assert (files / name).read_bytes() == before.replace(old.encode(), "顿悟".encode())


@pytest.mark.parametrize("codec", ["gb18030", "utf-16"])
def test_fix_keeps_the_encoding(codec: str, files: Path, run: Callable[..., Any]) -> None:
    text = FORMATS["1.xlf"](ROWS).replace("UTF-8", codec)
    path = files / "a.xlf"
    path.write_bytes(text.encode(codec))
    assert run("fix", "a.xlf", "--unsafe").code == 0
    assert path.read_bytes() == text.replace("摸索", "顿悟").encode(codec)


def test_a_directory_of_files(files: Path, run: Callable[..., Any]) -> None:
    (files / "in").mkdir()
    for name in ("1.xlf", "a.po"):
        (files / name).rename(files / "in" / name)
    result = run("check", "in", "--format", "json")
    paths = [document["target"]["path"] for document in json.loads(result.out)["documents"]]
    assert paths == [str(Path("in", "1.xlf")), str(Path("in", "a.po"))]
    result = run("check", "--pairs", "in/*.po", "--format", "json")
    assert [one["target"]["path"] for one in json.loads(result.out)["documents"]] == [str(Path("in", "a.po"))]


def test_units_that_wait_are_told(files: Path, run: Callable[..., Any]) -> None:
    (files / "a.po").write_text(FORMATS["a.po"]([*ROWS[1:], ("Wait.", "")]), encoding="utf-8")
    result = run("check", "a.po")
    assert result.code == 0
    assert "a.po: 1 unit without a finished translation left out" in result.err
    assert run("check", "a.po", "--quiet").err == ""


def test_languages_of_the_options(files: Path, run: Callable[..., Any]) -> None:
    text = FORMATS["a.tmx"](ROWS).replace("</tu>", '<tuv xml:lang="de"><seg>x</seg></tuv></tu>')
    (files / "a.tmx").write_text(text, encoding="utf-8")
    result = run("check", "a.tmx")
    assert result.code == 2
    assert result.err == "transqa: error: a.tmx: holds the languages de, en, zh-Hans; choose one with --target-lang\n"
    assert run("check", "a.tmx", "--target-lang", "zh-CN").code == 1


@pytest.mark.parametrize("kind", ["notes", "its"])
def test_findings_in_the_file(kind: str, files: Path, run: Callable[..., Any]) -> None:
    before = (files / "1.xlf").read_bytes()
    result = run("check", "1.xlf", "--report", f"{kind}=out.xlf")
    assert result.code == 1
    assert (files / "1.xlf").read_bytes() == before
    assert "TRM001 deprecated-term" in (files / "out.xlf").read_text("utf-8")
    assert run("check", "out.xlf", "--report", f"{kind}=again.xlf").code == 1
    assert (files / "again.xlf").read_bytes() == (files / "out.xlf").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "1.xlf", "a.po"), "1.xlf: holds source and translation in one; give this file alone"),
        (("check", "en.md", "a.po"), "a.po: holds source and translation in one; give this file alone"),
        (("check", "--target-only", "a.po"), "a.po: holds source and translation in one; give this file alone"),
        (("check", "en.md"), "en.md: has no TARGET; give its translation after it"),
        (("check", "none.po"), "none.po: no such file or directory; check the path"),
        (("check", "a.csv", "--report", "notes=x"), "the report notes is the checked file with the findings in it"),
        (
            ("check", "1.xlf", "--report", "notes"),
            "notes is not for the screen; give a file, as in --report notes=FILE",
        ),
        (("check", "--pairs", "*.md"), "*.md: has no {lang} and matches no bilingual file"),
        (("align", "1.xlf", "1.xlf"), "1.xlf: holds source and translation in one; give this file alone"),
    ],
)
def test_errors(arguments: tuple[str, ...], message: str, files: Path, run: Callable[..., Any]) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert result.err.startswith(f"transqa: error: {message}")
    assert result.err.count("\n") == 1
    assert not (files / "x").exists()


def test_two_pages_of_html(files: Path, run: Callable[..., Any]) -> None:
    (files / "en.html").write_text("<p>We study <b>grokking</b> &amp; more.</p>", encoding="utf-8")
    (files / "zh.html").write_text("<p>我们研究<b>摸索</b> &amp; 更多。</p>", encoding="utf-8")
    assert run("check", "en.html", "zh.html").code == 1
    assert run("fix", "en.html", "zh.html", "--unsafe").code == 0
    assert (files / "zh.html").read_text("utf-8") == "<p>我们研究<b>顿悟</b> &amp; 更多。</p>"


def test_comments_silence(files: Path, run: Callable[..., Any]) -> None:
    text = FORMATS["1.xlf"](ROWS).replace("<trans-unit", "<!-- transqa-ignore TRM001: quoted --><trans-unit", 1)
    (files / "1.xlf").write_text(text, encoding="utf-8")
    assert run("check", "1.xlf").code == 0
    text = FORMATS["a.po"](ROWS).replace("#: a.py:0", "# transqa-ignore TRM001: quoted\n#: a.py:0")
    (files / "a.po").write_text(text, encoding="utf-8")
    assert run("check", "a.po").code == 0
