from __future__ import annotations

from pathlib import Path

import pytest

from transqa.termbase import load_termbase


@pytest.mark.parametrize("name", ["out.tbx", "out.csv"])
def test_there_and_back(run, project: Path, name: str) -> None:
    assert run("termbase", "export", name, "terms.yml").err == f"transqa: wrote 1 concept to {name}\n"
    result = run("termbase", "import", name, "--output", "back")
    assert (result.code, result.err) == (0, f"transqa: read 1 concept from {name}\n")
    original = load_termbase([project / "terms.yml"]).concepts["grokking"]
    back = load_termbase([project / "back"]).concepts["grokking"]
    assert (back.terms, back.domain) == (original.terms, "terms")


def test_import_to_one_file_and_to_the_terminal(run, project: Path) -> None:
    (project / "two.csv").write_text("source,target,x\nGrokking,顿悟,y\n", encoding="utf-8")
    result = run("termbase", "import", "two.csv", "--domain", "mine")
    # The configured termbase has "grokking" already.
    assert "domain: mine\nconcepts:\n  - id: grokking-2\n" in result.out
    assert "1 × cells beyond the second column" in result.err
    assert run("termbase", "import", "two.csv", "--output", "two.yml").code == 0
    assert load_termbase([project / "two.yml"]).concepts["grokking-2"].terms["zh-Hans"].preferred == "顿悟"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "out.xlsx"), "out.xlsx: use a name that ends in .tbx or .csv"),
        (("import", "two.xlsx"), "two.xlsx: use a file that ends in"),
        (("import", "none.tbx"), "none.tbx: cannot be read"),
        (("import", "two.csv", "--domain", "A B"), "--domain 'A B': use lower-case"),
        (("import", "two.csv", "--output", "terms.yml"), "terms.yml: exists already"),
        (("import", "two.csv", "--output", "."), "two.yml: exists already"),
    ],
)
def test_faults_are_one_line_and_nothing_is_written(run, project: Path, arguments, message: str) -> None:
    for name, text in {"two.csv": "source,target\nmodel,模型\n", "two.yml": "mine"}.items():
        (project / name).write_text(text, encoding="utf-8")
    before = {path: path.read_bytes() for path in project.iterdir()}
    result = run("termbase", *arguments)
    assert result.code == 2
    assert result.err.startswith("transqa: error: ")
    assert message in result.err
    assert {path: path.read_bytes() for path in project.iterdir()} == before
