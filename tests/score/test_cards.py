from __future__ import annotations

import pytest
import sacrebleu

from transqa.config import Config, RuleConfig, ScoreConfig, Weights
from transqa.errors import InputError
from transqa.model import (
    Bitext,
    Block,
    BlockKind,
    Document,
    DocumentReport,
    Finding,
    Report,
    Scores,
    Severity,
    Span,
    Verdict,
)
from transqa.score import TermTally, add_reference, judge, pool_scores, score_document, signature
from transqa.score.reference import reference_card
from transqa.score.terminology import terminology_card


def document(*paragraphs: str, language: str = "zh-Hans", kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    blocks, at = [], 0
    for text in paragraphs:
        blocks.append(Block(kind, Span(at, at + len(text)), text, ((0, at, len(text)),)))
        at += len(text) + 2
    return Document(f"{language}.md", language, "\n\n".join(paragraphs), tuple(blocks))


def finding(severity: Severity, rule: str = "TRM001", state: str = "new") -> Finding:
    return Finding(rule, "name", "other", severity, "message", state=state)


def checked(*findings: Finding, words: int = 1000, config: Config | None = None) -> DocumentReport:
    source, target = document("word " * words, language="en"), document("词")
    scores = score_document(findings, source=source, target=target, config=config or Config())
    return DocumentReport(Bitext(source, target, ()), findings, scores)


def verdict(*documents: DocumentReport, config: Config) -> Verdict:
    overall = pool_scores([document.scores for document in documents], config=config)
    return judge(documents, overall, config=config)


OURS = ("我们研究神经网络的顿悟现象。", "模型有 15 亿个参数。")
THEIRS = ("我们研究神经网络的摸索现象。", "该模型有 15 亿个参数。")


def test_reference_scores_are_those_of_sacrebleu() -> None:
    card = reference_card(document(*OURS), document(*THEIRS))
    bleu = sacrebleu.corpus_bleu(list(OURS), [list(THEIRS)], tokenize="zh")
    chrf = sacrebleu.corpus_chrf(list(OURS), [list(THEIRS)])
    assert card["bleu"]["score"] == pytest.approx(bleu.score, abs=1e-4)
    assert card["chrf"]["score"] == pytest.approx(chrf.score, abs=1e-4)
    assert "tok:zh" in card["bleu"]["signature"]
    assert "asian:yes" in card["ter"]["signature"]
    assert (card["level"], card["segments"]) == ("block", 2)


def test_a_text_is_its_own_perfect_translation() -> None:
    card = reference_card(document(*OURS), document(*OURS))
    assert card["bleu"]["score"] == pytest.approx(100)
    assert card["chrf"]["score"] == pytest.approx(100)
    assert card["ter"]["score"] == 0


def test_unequal_blocks_are_compared_as_one_segment() -> None:
    card = reference_card(document(*OURS), document("".join(THEIRS)))
    assert (card["level"], card["segments"]) == ("document", 1)


@pytest.mark.parametrize(
    ("language", "tokenizer"), [("zh-Hant", "zh"), ("ja", "char"), ("de", "13a"), ("en-GB", "13a")]
)
def test_the_tokenizer_follows_the_language(language: str, tokenizer: str) -> None:
    card = reference_card(document("a b c d e", language=language), document("a b c d e", language=language))
    assert f"tok:{tokenizer}" in card["bleu"]["signature"]


def test_a_reference_without_prose_is_an_error() -> None:
    with pytest.raises(InputError, match="no prose"):
        reference_card(document(*OURS), document("x = 1", kind=BlockKind.CODE))


def test_terminology_accuracy() -> None:
    assert terminology_card(TermTally(8, 6)) == {"total": 8, "accepted": 6, "accuracy": 0.75}
    assert terminology_card(TermTally(0, 0))["accuracy"] is None


def test_pooled_terminology_weighs_by_occurrences() -> None:
    scores = [Scores(terminology=terminology_card(TermTally(*counts))) for counts in ((10, 10), (30, 0), (0, 0))]
    assert pool_scores(scores, config=Config()).terminology["accuracy"] == 0.25


def test_reference_is_added_to_document_and_run() -> None:
    checked_document = checked()
    scores = pool_scores([checked_document.scores], config=Config())
    report = Report((checked_document,), scores, Verdict(True), "signature")
    scored = add_reference(report, document("词"))
    assert scored.documents[0].scores.reference["bleu"]
    assert scored.scores.reference == scored.documents[0].scores.reference
    assert scored.scores.mqm == report.scores.mqm


def test_findings_at_the_level_fail_and_are_counted_by_rule() -> None:
    findings = [finding(Severity.MAJOR), finding(Severity.MAJOR), finding(Severity.CRITICAL, "NUM001")]
    result = verdict(checked(*findings, finding(Severity.MINOR, "TYP001")), config=Config())
    assert not result.passed
    assert result.reasons == ("3 findings at or above major: 2 TRM001, 1 NUM001",)


@pytest.mark.parametrize(
    ("level", "passed"), [("never", True), ("critical", True), ("major", False), ("minor", False), ("neutral", False)]
)
def test_the_level_decides(level: str, passed: bool) -> None:
    config = Config.model_validate({"fail-on": level})
    assert verdict(checked(finding(Severity.MAJOR)), config=config).passed is passed


def test_known_findings_never_fail() -> None:
    known = finding(Severity.CRITICAL, state="known")
    assert verdict(checked(known), config=Config()).passed
    # The score is that of the text: what is known lowers it too.
    assert not verdict(checked(known), config=Config(min_score=90)).passed


def test_a_score_below_the_minimum_fails_and_names_the_document() -> None:
    config = Config(min_score=95.0)
    good, bad = checked(), checked(*[finding(Severity.MINOR)] * 5)
    result = verdict(good, bad, config=config)
    assert [reason.split(":")[0] for reason in result.reasons] == ["zh-Hans.md"]
    assert "90.0 is below 95" in result.reasons[0]
    assert verdict(good, config=config) == Verdict(True)


def test_a_critical_finding_fails_any_minimum_score() -> None:
    config = Config.model_validate({"fail-on": "never", "min-score": 10})
    result = verdict(checked(finding(Severity.CRITICAL), words=100_000), config=config)
    assert result.reasons == ("1 finding of critical severity: no score passes",)


def test_too_small_is_said_and_does_not_fail() -> None:
    result = verdict(checked(finding(Severity.MINOR), words=40), config=Config(min_score=99))
    assert result == Verdict(True, ("too small to judge by score: 40 of 250 source words",))


def test_no_documents_pass() -> None:
    assert judge((), pool_scores([], config=Config()), config=Config()) == Verdict(True)


def test_a_signature_changes_with_what_the_score_depends_on() -> None:
    base = Config()
    others = [
        Config(score=ScoreConfig(weights=Weights(major=6))),
        Config(score=ScoreConfig(pass_threshold=90)),
        Config(select=("TRM",)),
        Config(rules={"TRM001": RuleConfig(severity=Severity.MINOR)}),
    ]
    signatures = {signature(config, termbase_hash="ab" * 32) for config in (base, *others)}
    assert len(signatures | {signature(base, termbase_hash="cd" * 32)}) == 6
    assert signature(base, termbase_hash="ab" * 32).startswith("unit:source-words|weights:0/1/5/25|")
    # What a score does not depend on leaves it alone.
    assert signature(Config(min_score=3), termbase_hash="ab") == signature(base, termbase_hash="ab")
