from __future__ import annotations

import math
from pathlib import Path

import pytest
import yaml

from transqa.errors import TermbaseError
from transqa.lexicon import Lexicon, load_lexicon
from transqa.mine import Candidate, mine
from transqa.mine.link import likelihood_ratio
from transqa.mine.review import read_review, render_review
from transqa.model import Bitext, Link
from transqa.parse import parse_text
from transqa.termbase import Termbase, load_termbase
from transqa.termbase.dump import glossary_yaml

SENTENCES = [
    ("The learning rate falls after each epoch.", "每个轮次之后学习率都会下降。"),
    ("A high learning rate is dangerous.", "过高的学习率很危险。"),
    ("The heart rate of the patient was normal.", "病人的心率正常。"),
    ("We keep the learning rate constant.", "我们让学习率保持不变。"),
    ("This multilayer perceptron (MLP) has two hidden layers.", "这个多层感知机有两个隐藏层。"),
    ("The multilayer perceptron learns quickly.", "多层感知机学得很快。"),
    ("An MLP is small.", "多层感知机很小。"),
    ("Every multilayer perceptron needs hidden layers.", "每个多层感知机都需要隐藏层。"),
    ("An MLP with many hidden layers overfits.", "有很多隐藏层的多层感知机容易过拟合。"),
    ("The MLP wins again.", "多层感知机又赢了。"),
    ("We compare the results with PyTorch.", "我们与 PyTorch 的结果做比较。"),
    ("In PyTorch this takes one line.", "在 PyTorch 里只要一行。"),
    ("Most papers use PyTorch today.", "如今多数论文用 PyTorch。"),
    ("The agent opens the door.", "智能体打开了门。"),
    ("An agent that plans is slow.", "会规划的智能体很慢。"),
    ("Ask the agent to wait.", "请让智能体等一等。"),
    ("Our agent calls a tool.", "我们的代理在调用工具。"),
    ("Another agent answers.", "另一个代理回答了。"),
    ("The last agent sleeps.", "最后一个代理睡了。"),
    ("Rain fell all day.", "整天都在下雨。"),
    ("The library closes early.", "图书馆关门很早。"),
    ("Nobody read the letter.", "没有人读那封信。"),
]
NOTHING = Termbase({}, "empty")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    found = load_lexicon()
    assert found is not None
    return found


def bitexts(copies: int = 1) -> list[Bitext]:
    source = parse_text("\n\n".join(first for first, _ in SENTENCES), path="en.md", language="en")
    target = parse_text("\n\n".join(second for _, second in SENTENCES), path="zh.md", language="zh-Hans")
    links = tuple(Link((index,), (index,), 0.9) for index in range(len(SENTENCES)))
    return [Bitext(source, target, links)] * copies


def own(tmp_path: Path, rendering: str) -> Termbase:
    path = tmp_path / "own.yml"
    path.write_text(
        "domain: own\nconcepts:\n"
        f"  - {{id: agent, definition: A., en: {{preferred: agent}}, zh-Hans: {{preferred: {rendering}}}}}\n"
        "  - {id: learning-rate, definition: B., en: {preferred: learning rate}, zh-Hans: {preferred: 学习率}}\n",
        encoding="utf-8",
    )
    return load_termbase([path])


@pytest.fixture(scope="module")
def found(lexicon: Lexicon) -> dict[str, Candidate]:
    return {one.term: one for one in mine(bitexts(2), termbase=NOTHING, lexicon=lexicon, min_count=3)}


def test_terms_get_their_renderings(found: dict[str, Candidate]) -> None:
    best = {term: one.renderings[0].text for term, one in found.items() if one.renderings}
    assert best["learning rate"] == "学习率"
    assert best["hidden layers"] == "隐藏层"
    assert (found["learning rate"].count, found["learning rate"].renderings[0].count) == (6, 6)
    assert found["learning rate"].renderings[0].dice == 1.0
    assert found["learning rate"].confidence == pytest.approx(0.9)


def test_a_part_of_a_term_is_no_candidate_of_its_own(found: dict[str, Candidate]) -> None:
    assert not {"rate", "learning", "perceptron", "layers"} & found.keys()
    assert not {"the", "each", "with", "an"} & found.keys()


def test_competing_renderings_are_both_named(found: dict[str, Candidate]) -> None:
    assert {(rendering.text, rendering.count) for rendering in found["agent"].renderings} == {
        ("智能体", 6),
        ("代理", 6),
    }


def test_names_that_stay_are_names_to_keep(found: dict[str, Candidate]) -> None:
    assert found["PyTorch"].keep
    assert found["PyTorch"].renderings == ()


def test_an_acronym_goes_with_its_expansion(found: dict[str, Candidate]) -> None:
    assert "MLP" not in found
    assert found["multilayer perceptron"].spellings == ("MLP",)
    assert found["multilayer perceptron"].renderings[0].text == "多层感知机"


def test_what_the_termbase_knows_is_left_out(lexicon: Lexicon, tmp_path: Path) -> None:
    candidates = {one.term: one for one in mine(bitexts(2), termbase=own(tmp_path, "智能体"), lexicon=lexicon)}
    assert "learning rate" not in candidates
    assert candidates["agent"].known == "agent"
    assert [rendering.text for rendering in candidates["agent"].renderings] == ["代理"]
    text = render_review(list(candidates.values()), language="zh-Hans")
    assert "transqa termbase add agent --admitted zh-Hans:代理" in text


def test_more_documents_weigh_more_and_the_result_is_the_same_each_time(lexicon: Lexicon) -> None:
    once, twice = (mine(bitexts(copies), termbase=NOTHING, lexicon=lexicon) for copies in (1, 2))
    scores = [{one.term: one.score for one in result} for result in (once, twice)]
    assert scores[1]["learning rate"] > scores[0]["learning rate"]
    assert {one.documents for one in twice} == {2}
    assert once == mine(bitexts(), termbase=NOTHING, lexicon=lexicon)


def test_without_a_dictionary_or_without_documents(lexicon: Lexicon) -> None:
    candidates = {one.term: one for one in mine(bitexts(), termbase=NOTHING, lexicon=None)}
    assert candidates["PyTorch"].keep
    assert mine([], termbase=NOTHING, lexicon=lexicon) == []


def test_likelihood_ratio() -> None:
    # 2 * (10 ln(10/1) + 90 ln(90/81) + ...) for the table 10, 0 / 0, 90 in closed form.
    assert likelihood_ratio(10, 10, 10, 100) == pytest.approx(-2 * (10 * math.log(0.1) + 90 * math.log(0.9)))
    assert likelihood_ratio(1, 10, 10, 100) == 0.0
    assert likelihood_ratio(0, 5, 5, 10) == 0.0


def test_a_review_becomes_a_glossary(found: dict[str, Candidate], tmp_path: Path) -> None:
    text = render_review(list(found.values()), language="zh-Hans", taken={"pytorch"})
    path = tmp_path / "candidates.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TermbaseError, match="review"):
        # Nobody has looked at it yet.
        load_termbase([path])
    assert {row["review"] for row in yaml.safe_load(text)["concepts"]} == {"pending"}
    rows, left = read_review(path)
    assert (rows, left) == ([], {"candidates still pending": len(found)})

    first = next(iter(found.values())).term
    path.write_text(text.replace("pending", "reject", 1).replace("pending", "accept"), encoding="utf-8")
    rows, left = read_review(path, taken={"hidden-layers"})
    assert first not in {"hidden layers", "PyTorch"}
    assert left == {
        "candidates rejected": 1,
        "candidates that are in the termbase already; see the command in their comment": 1,
    }
    glossary = tmp_path / "own.yml"
    glossary.write_text(glossary_yaml("own", rows), encoding="utf-8")
    loaded = load_termbase([glossary]).concepts
    assert len(loaded) == len(rows) == len(found) - 2
    assert loaded["pytorch-2"].keep


def test_the_evidence_is_in_the_comments(found: dict[str, Candidate]) -> None:
    text = render_review([found["learning rate"]], language="zh-Hans")
    assert "  # 6 × in 2 documents, alignment 0.90, score " in text
    assert "  # 学习率 6 ×: log-likelihood " in text
    assert "  # A high learning rate is dangerous.\n  # 过高的学习率很危险。\n  - id: learning-rate\n" in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("domain: x\n", "has no list of concepts"),
        ("concepts: [3]\n", "has no list of concepts"),
        ("concepts: [\n", ":2: not YAML"),
        ("concepts:\n  - {id: a, review: maybe}\n", ":2: candidate 'a': review: 'maybe': write accept"),
        ("concepts:\n\n  - {id: a, review: accept, definition: A.}\n", ":3: candidate 'a': en: Field required"),
    ],
)
def test_a_faulty_review_is_one_clear_line(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "candidates.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TermbaseError) as caught:
        read_review(path)
    assert str(caught.value).startswith(f"{path}:")
    assert message in str(caught.value)
