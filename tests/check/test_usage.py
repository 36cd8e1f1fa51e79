"""Documents checked together keep one vocabulary."""

from __future__ import annotations

from pathlib import Path

from transqa.config import Config
from transqa.pipeline import PairPaths, check_paths


def test_a_rendering_that_is_rare_in_the_set_is_reported(tmp_path: Path) -> None:
    usual = "检索器已经过时。\n\n检索器很快。\n\n训练检索器。\n"
    texts = {
        "a.md": "The retriever is old.\n\nA retriever is fast.\n\nTrain the retriever.\n",
        "a.zh.md": usual,
        "b.md": "Each retriever returns ten passages.\n",
        "b.zh.md": "每个召回器返回十个段落。\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    pairs = [PairPaths(tmp_path / f"{name}.md", tmp_path / f"{name}.zh.md", "en", "zh-Hans") for name in "ab"]
    config = Config(select=("CNS001",))
    together = check_paths(pairs, config=config).documents[1].findings
    assert [(finding.target.text, finding.evidence["usual"]) for finding in together if finding.target] == [
        ("召回器", "检索器")
    ]
    assert "in the other documents" in together[0].message
    assert check_paths(pairs[1:], config=config).documents[0].findings == ()
