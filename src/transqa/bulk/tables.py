"""What is written about a part, as Arrow tables."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from transqa.bulk.engine import Verdict
from transqa.bulk.rows import Row
from transqa.model import Finding, Severity

#: One row per finding. Offsets are half-open, in code points, into the text of the pair.
FINDINGS = pa.schema(
    [
        ("file", pa.dictionary(pa.int32(), pa.string())),
        ("row", pa.int64()),
        ("document", pa.string()),
        ("rule", pa.dictionary(pa.int32(), pa.string())),
        ("name", pa.dictionary(pa.int32(), pa.string())),
        ("category", pa.dictionary(pa.int32(), pa.string())),
        ("severity", pa.dictionary(pa.int32(), pa.string())),
        ("message", pa.string()),
        ("concept", pa.string()),
        ("source_start", pa.int64()),
        ("source_end", pa.int64()),
        ("source_text", pa.string()),
        ("target_start", pa.int64()),
        ("target_end", pa.int64()),
        ("target_text", pa.string()),
        ("suggestion", pa.string()),
        ("safety", pa.string()),
        ("confidence", pa.float64()),
        ("fingerprint", pa.string()),
    ]
)
#: One row per pair. ``score`` is the calibrated MQM score, null for a pair without a word.
SCORES = pa.schema(
    [
        ("file", pa.dictionary(pa.int32(), pa.string())),
        ("row", pa.int64()),
        ("document", pa.string()),
        ("size", pa.int64()),
        ("penalty", pa.float64()),
        ("score", pa.float64()),
        *((severity.value, pa.int64()) for severity in Severity),
        ("passed", pa.bool_()),
    ]
)
#: One row per row that is no pair; texts are cut.
REJECTED = pa.schema(
    [
        ("file", pa.string()),
        ("row", pa.int64()),
        ("reason", pa.string()),
        ("source", pa.string()),
        ("target", pa.string()),
    ]
)
#: The pairs that pass.
PASSED = pa.schema(
    [
        ("file", pa.string()),
        ("row", pa.int64()),
        ("document", pa.string()),
        ("source", pa.string()),
        ("target", pa.string()),
    ]
)


def findings_table(path: str, verdicts: Iterable[Verdict]) -> bytes:
    """The findings of the verdicts as a Parquet file."""
    rows = [_finding(path, verdict.row, finding) for verdict in verdicts for finding in verdict.findings]
    return _parquet(rows, FINDINGS)


def scores_table(path: str, verdicts: Iterable[Verdict]) -> bytes:
    """One row per verdict as a Parquet file."""
    rows = []
    for verdict in verdicts:
        severities = [finding.severity for finding in verdict.findings]
        counts = (severities.count(severity) for severity in Severity)
        row = verdict.row
        rows.append(
            (path, row.number, row.document, verdict.size, verdict.penalty, verdict.score, *counts, verdict.passed)
        )
    return _parquet(rows, SCORES)


def rejected_table(path: str, rows: Iterable[Row]) -> bytes:
    """The bad rows as a Parquet file."""
    return _parquet([(path, row.number, row.reason, row.source, row.target) for row in rows], REJECTED)


def passed_table(path: str, verdicts: Iterable[Verdict]) -> bytes:
    """The pairs that pass as a Parquet file."""
    rows = [verdict.row for verdict in verdicts if verdict.passed]
    return _parquet([(path, row.number, row.document, row.source, row.target) for row in rows], PASSED)


def _finding(path: str, row: Row, finding: Finding) -> tuple[object, ...]:
    source, target = (
        (quote.span.start, quote.span.end, quote.text) if quote else (None, None, None)
        for quote in (finding.source, finding.target)
    )
    fix = finding.fixes[0] if finding.fixes else None
    return (
        path,
        row.number,
        row.document,
        finding.rule,
        finding.name,
        finding.category,
        finding.severity.value,
        finding.message,
        finding.concept,
        *source,
        *target,
        fix.text if fix else None,
        fix.safety.value if fix else None,
        finding.confidence,
        finding.fingerprint,
    )


def _parquet(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> bytes:
    columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()
