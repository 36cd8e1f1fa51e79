"""Scores of stored documents, and how they change with every verdict."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from transqa.config import Config
from transqa.model import Bitext, Document, DocumentReport, Scores
from transqa.review.records import load_finding
from transqa.review.rows import JUDGED, STATE
from transqa.review.schema import document, finding, score
from transqa.review.types import State
from transqa.review.versions import load
from transqa.score.gate import gate_verdict, thresholds
from transqa.score.mqm import mqm_card, mqm_statistics


def rescore(connection: sa.Connection, number: int, *, config: Config) -> None:
    """Score and judge the stored findings of a document, dismissed ones left out."""
    row = load(connection, number)
    query = sa.select(finding.c.data).select_from(JUDGED).where(finding.c.document == number)
    standing = query.where(STATE.not_in([State.DISMISSED.value])).order_by(finding.c.place)
    found = tuple(load_finding(data) for data in connection.execute(standing).scalars())
    size = row.scores["mqm"]["size"]
    card = mqm_card(mqm_statistics(found, size=size, config=config.score), config=config.score)
    cards = Scores(**{**row.scores, "mqm": card})
    nothing = Document(row.name, row.target_language, "", ())
    lines = thresholds([DocumentReport(Bitext(nothing, nothing, ()), found, cards)], cards, config=config)
    decision = gate_verdict(lines, cards)
    values = {
        "scores": {**row.scores, "mqm": card},
        "passed": int(decision.passed),
        "reasons": list(decision.reasons),
    }
    connection.execute(sa.update(document).where(document.c.id == number).values(values))


def add_point(connection: sa.Connection, number: int) -> None:
    """Add the score as it is, and the number of open findings, to the document's history, if anything is new."""
    row = load(connection, number)
    query = sa.select(STATE, sa.func.count()).select_from(JUDGED).where(finding.c.document == number).group_by(STATE)
    states: dict[str, int] = {state: count for state, count in connection.execute(query)}
    card = row.scores["mqm"]
    point = {
        "revision": row.revision,
        "score": card["score"],
        "penalty": card["penalty"],
        "open": states.get(State.OPEN, 0),
        "findings": sum(states.values()),
    }
    last = connection.execute(
        sa.select(score).where(score.c.document == number).order_by(score.c.id.desc()).limit(1)
    ).one_or_none()
    if last is None or any(getattr(last, name) != value for name, value in point.items()):
        at = row.updated if last is None else max(datetime.now(last.at.tzinfo), last.at)
        connection.execute(sa.insert(score).values(document=number, at=at, **point))
