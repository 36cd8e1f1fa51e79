from __future__ import annotations

import pytest

from transqa.text.sentences import pair_up, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It runs. It works!", ["It runs.", "It works!"]),
        ("它能运行。它很快！真的？", ["它能运行。", "它很快！", "真的？"]),
        ("他说：“可以。”然后走了。", ["他说：“可以。”", "然后走了。"]),
        ("（见下文。）接下来是实验。", ["（见下文。）", "接下来是实验。"]),
        ("It grew by 3.5 points on example.org today.", ["It grew by 3.5 points on example.org today."]),
        ("See Fig. 3, e.g. the left, by J. Doe et al. in it.", ["See Fig. 3, e.g. the left, by J. Doe et al. in it."]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("Really?真的。", ["Really?", "真的。"]),
        ("What?! no", ["What?!", "no"]),
        ("f(x)?g(x) holds", ["f(x)?g(x) holds"]),
        ("Wait… there is more…and more.", ["Wait…", "there is more…and more."]),
        ("One block\x1eanother one. \x1e  third ", ["One block", "another one.", "third"]),
        ("  \x1e \n", []),
        ("", []),
        ("...", ["..."]),
        (" no mark at all ", ["no mark at all"]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_sentences_that_were_joined_pair_up_by_length() -> None:
    assert pair_up([100, 40, 45], [100, 86]) == [(range(1), range(1)), (range(1, 3), range(1, 2))]
