"""The score cards of a document and of a run, and the signature that makes them comparable."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Sequence

from transqa.config import Config
from transqa.model import Document, Finding, Report, Scores, Severity
from transqa.score.mqm import evaluation_size, mqm_card, mqm_statistics, pool_mqm
from transqa.score.reference import reference_card
from transqa.score.terminology import TermTally, pool_terminology, terminology_card
from transqa.version import __version__


def score_document(
    findings: Iterable[Finding],
    *,
    source: Document,
    target: Document,
    config: Config,
    tally: TermTally | None = None,
    reference: Document | None = None,
) -> Scores:
    """The score cards of one checked pair; terminology and reference only where there is a tally or a reference."""
    size = evaluation_size(source, target, config=config.score)
    return Scores(
        mqm=mqm_card(mqm_statistics(findings, size=size, config=config.score), config=config.score),
        terminology=terminology_card(tally) if tally is not None else {},
        reference=reference_card(target, reference) if reference is not None else {},
    )


def pool_scores(scores: Sequence[Scores], *, config: Config) -> Scores:
    """The cards of all documents taken as one text.

    Reference metrics do not add up over documents: only a single document's card is kept.
    """
    mqm = [card.mqm for card in scores if card.mqm]
    terminology = [card.terminology for card in scores if card.terminology]
    return Scores(
        mqm=pool_mqm(mqm, config=config.score) if mqm else {},
        terminology=pool_terminology(terminology) if terminology else {},
        reference=scores[0].reference if len(scores) == 1 else {},
    )


def add_reference(report: Report, reference: Document) -> Report:
    """The report of a single document with the card against its reference translation."""
    (document,) = report.documents
    card = reference_card(document.bitext.target, reference)
    scores = dataclasses.replace(document.scores, reference=card)
    return dataclasses.replace(
        report,
        documents=(dataclasses.replace(document, scores=scores),),
        scores=dataclasses.replace(report.scores, reference=card),
    )


def signature(config: Config, *, termbase_hash: str) -> str:
    """What a score depends on, on one line: two scores compare only under the same signature."""
    score = config.score
    weights = "/".join(f"{score.weights.of(severity):g}" for severity in Severity)
    return (
        f"unit:{score.unit.value}|weights:{weights}|threshold:{score.pass_threshold:g}"
        f"|acceptable:{score.acceptable_penalty:g}|minimum:{score.minimum_size}"
        f"|rules:{_rules(config)}|termbase:{termbase_hash[:12]}|version:{__version__}"
    )


def _rules(config: Config) -> str:
    chosen = config.model_dump_json(
        include={"select", "ignore", "per_path", "rules", "suppression"}, exclude_defaults=True
    )
    return "default" if chosen == "{}" else hashlib.sha256(chosen.encode()).hexdigest()[:12]
