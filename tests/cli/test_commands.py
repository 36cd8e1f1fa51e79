from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

import transqa.pipeline
from transqa.version import __version__


def schema(name: str) -> object:
    return json.loads(files("transqa.report").joinpath(f"schema/{name}.schema.json").read_text(encoding="utf-8"))


def test_a_wrong_term_fails_and_is_shown_in_its_line(run) -> None:
    result = run("check", "en.md", "zh.md")
    assert result.code == 1
    assert "zh.md:3:11 major TRM001 deprecated-term" in result.out
    rows = result.out.splitlines()
    assert [rows[2], rows[3]] == [
        "     3 │ 我们研究小型网络中的摸索现象。该实验室筹集了 15 亿美元。",
        "       │ " + " " * 20 + "^^^^",
    ]
    assert "failed\n  1 finding at or above major: 1 TRM001\n" in result.out
    assert "\x1b" not in result.out
    assert result.err == ""


def test_a_good_translation_passes(run) -> None:
    result = run("check", "en.md", "good.md")
    assert result.code == 0
    assert "passed" in result.out


def test_json_fits_the_schema_and_the_text_of_the_file(run, project: Path) -> None:
    result = run("check", "en.md", "zh.md", "--format", "json")
    report = json.loads(result.out)
    jsonschema.Draft202012Validator(schema("report")).validate(report)
    document = report["documents"][0]
    assert (document["source"]["language"], document["target"]["language"]) == ("en", "zh-Hans")
    (finding,) = document["findings"]
    target = finding["target"]
    line = (project / "zh.md").read_text(encoding="utf-8").split("\n")[target["line"] - 1]
    assert line[target["column"] - 1 : target["end_column"] - 1] == target["text"] == "摸索"
    assert finding["suggestions"][0]["text"] == "顿悟"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--fail-on", "critical"], 0),
        (["--fail-on", "NEVER"], 0),
        (["--ignore", "deprecated-term"], 0),
        (["--select", "ACC, DNT001"], 0),
        (["--select", "trm001"], 1),
        (["--fail-on", "never", "--min-score", "100"], 0),  # too small to judge
    ],
)
def test_what_fails_is_chosen(run, options: list[str], code: int) -> None:
    assert run("check", "en.md", "zh.md", *options).code == code


def test_quiet_is_one_line_per_finding(run) -> None:
    result = run("check", "en.md", "zh.md", "--quiet")
    assert result.code == 1
    assert len(result.out.splitlines()) == 1
    assert result.out.startswith("zh.md:3:11 major TRM001 deprecated-term: ")


def test_output_goes_to_a_file_whole(run, project: Path) -> None:
    result = run("check", "en.md", "zh.md", "-f", "json", "-o", "report.json")
    assert (result.code, result.out) == (1, "")
    assert result.err == "transqa: failed, report in report.json\n"
    assert json.loads((project / "report.json").read_text(encoding="utf-8"))["schema"] == 1
    assert sorted(path.name for path in project.iterdir() if path.name.startswith(".")) == []


def test_directories_pair_by_name_and_name_what_is_missing(run, project: Path) -> None:
    for folder in ("docs/en", "docs/zh-CN"):
        (project / folder / "part").mkdir(parents=True)
    for name in ("a.md", "part/b.md", "c.md"):
        (project / "docs/en" / name).write_text((project / "en.md").read_text(encoding="utf-8"), encoding="utf-8")
    for name, text in (("a.md", "zh.md"), ("part/b.md", "good.md")):
        (project / "docs/zh-CN" / name).write_text((project / text).read_text(encoding="utf-8"), encoding="utf-8")
    expected = [("docs/zh-CN/a.md", 1), ("docs/zh-CN/part/b.md", 0)]
    for arguments in (("docs/en", "docs/zh-CN"), ("--pairs", "docs/{lang}/**/*.md")):
        result = run("check", *arguments, "-f", "json")
        documents = json.loads(result.out)["documents"]
        assert [(d["target"]["path"], len(d["findings"])) for d in documents] == expected
        assert result.err == "transqa: warning: docs/en/c.md: has no translation\n"
        assert result.code == 1


def test_a_pattern_of_the_configuration_starts_at_its_file(run, project: Path, monkeypatch) -> None:
    inner = project / "docs/zh"
    inner.mkdir(parents=True)
    (project / "docs/en").mkdir()
    (project / "docs/en/a.md").write_bytes((project / "en.md").read_bytes())
    (inner / "a.md").write_bytes((project / "zh.md").read_bytes())
    config = project / "transqa.toml"
    config.write_text('pairs = "docs/{lang}/*.md"\n' + config.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(inner)
    result = run("check", "-q")
    assert result.code == 1
    assert result.out.startswith("a.md:3:11") or "docs/zh/a.md:3:11" in result.out


def test_align_prints_links(run) -> None:
    result = run("align", "en.md", "zh.md", "--format", "json")
    data = json.loads(result.out)
    jsonschema.Draft202012Validator(schema("align")).validate(data)
    assert [(link["source_lines"], link["target_lines"]) for link in data["links"]] == [([n], [n]) for n in (1, 3, 5)]
    assert result.code == 0
    assert "3 links" in run("align", "en.md", "zh.md").out


def test_score_with_a_reference(run) -> None:
    result = run("score", "en.md", "zh.md", "--reference", "good.md", "-f", "json")
    data = json.loads(result.out)
    assert result.code == 0
    assert data["scores"]["terminology"] == {"total": 1, "accepted": 0, "accuracy": 0.0}
    assert data["scores"]["reference"]["level"] == "block"
    assert 0 < data["scores"]["reference"]["bleu"]["score"] < 100
    assert "termbase:" in data["signature"]
    assert "BLEU" in run("score", "en.md", "zh.md", "--reference", "good.md").out


def test_score_fails_below_a_minimum_only(run, project: Path) -> None:
    (project / "long.md").write_text("grokking is odd. " * 100, encoding="utf-8")
    (project / "lang.md").write_text("摸索很奇怪。" * 100, encoding="utf-8")
    assert run("score", "long.md", "lang.md").code == 0
    result = run("score", "long.md", "lang.md", "--min-score", "90")
    assert result.code == 1


def test_rules_are_listed_and_explained(run) -> None:
    assert "TRM001  major     deprecated-term" in run("rules", "list").out
    rows = json.loads(run("rules", "list", "--format", "json").out)["rules"]
    assert {"code", "name", "category", "severity", "languages", "summary"} == set(rows[0])
    assert run("rules", "explain", "trm001").out == run("rules", "explain", "deprecated-term").out
    assert "Why:" in run("rules", "explain", "TRM001").out
    result = run("rules", "explain", "depreciated-term")
    assert (result.code, result.err) == (
        2,
        "transqa: error: unknown rule 'depreciated-term'; did you mean deprecated-term?\n",
    )


def test_every_rule_explains_itself(run) -> None:
    for row in json.loads(run("rules", "list", "--format", "json").out)["rules"]:
        result = run("rules", "explain", row["code"])
        assert result.code == 0
        assert row["name"] in result.out


def test_the_version(run) -> None:
    assert run("--version").out == f"transqa {__version__}\n"


def test_an_own_encoding(run, project: Path) -> None:
    (project / "zh.md").write_bytes((project / "zh.md").read_text(encoding="utf-8").encode("gb18030"))
    assert run("check", "en.md", "zh.md").code == 2
    # ASCII is GB 18030 too, so that one option serves both files.
    assert run("check", "en.md", "zh.md", "--encoding", "gb18030").code == 1


def test_a_fault_of_the_program_is_no_verdict(run, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(transqa.pipeline, "check_paths", broken)
    result = run("check", "en.md", "zh.md")
    assert result.code == 2
    assert result.err.startswith("transqa: error: internal ZeroDivisionError: boom")
    monkeypatch.setenv("TRANSQA_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("check", "en.md", "zh.md")


def test_an_interrupt_is_quiet(run, monkeypatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(transqa.pipeline, "check_paths", interrupted)
    result = run("check", "en.md", "zh.md", "-o", "report.txt")
    assert (result.code, result.out, result.err) == (130, "", "")
    assert not Path("report.txt").exists()
    assert not list(Path().glob(".report*"))
