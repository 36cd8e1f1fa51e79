from __future__ import annotations

from pathlib import Path

from transqa.termbase import load_termbase

PARAGRAPHS = [
    ("First the learning rate fell.", "起初学习率下降。"),
    ("The weather stayed cold for weeks.", "天气冷了好几个星期。"),
    ("Then the learning rate rose again.", "随后学习率又上升。"),
    ("Two trains were late.", "两列火车晚点了。"),
    ("In June the learning rate was constant.", "六月学习率不变。"),
    ("A bakery opened on our street.", "我们街上开了一家面包店。"),
    ("On Monday the learning rate fell by half.", "周一学习率减半。"),
    ("My neighbour bought a piano.", "我的邻居买了一架钢琴。"),
    ("Later the learning rate was forgotten.", "后来学习率被遗忘。"),
    ("The mountains turned white.", "群山变白了。"),
]
SOURCE, TARGET = ("\n\n".join(side) + "\n" for side in zip(*PARAGRAPHS, strict=True))


def write(project: Path) -> None:
    (project / "s.md").write_text(SOURCE, encoding="utf-8")
    (project / "t.md").write_text(TARGET, encoding="utf-8")


def test_from_documents_to_a_glossary(run, project: Path) -> None:
    write(project)
    result = run("termbase", "mine", "s.md", "t.md", "--output", "candidates.yml")
    assert (result.code, result.out) == (0, "")
    assert result.err == "transqa: 1 candidate from 1 pair\n"
    text = (project / "candidates.yml").read_text(encoding="utf-8")
    assert "  - id: learning-rate\n    review: pending\n" in text
    assert "zh-Hans: {preferred: 学习率" in text
    (project / "candidates.yml").write_text(text.replace("pending", "accept"), encoding="utf-8")
    assert run("termbase", "import", "candidates.yml", "--output", "new.yml").code == 0
    assert load_termbase([project / "new.yml"]).concepts["learning-rate"].terms["zh-Hans"].preferred == "学习率"


def test_a_known_term_is_not_proposed(run, project: Path) -> None:
    write(project)
    (project / "known.yml").write_text(
        "domain: known\nconcepts:\n  - {id: rate, definition: R., en: {preferred: learning rate}, "
        "zh-Hans: {preferred: 学习率, admitted: [学习速率]}}\n",
        encoding="utf-8",
    )
    result = run("termbase", "mine", "s.md", "t.md", "--termbase", "known.yml")
    assert result.out.endswith("domain: candidates\nconcepts:\n  []\n")


def test_only_one_language_pair_from_english(run, project: Path) -> None:
    write(project)
    result = run("termbase", "mine", "t.md", "s.md")
    assert result.code == 2
    assert "terms are mined from English into one other language" in result.err
