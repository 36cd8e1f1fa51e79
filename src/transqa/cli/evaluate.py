"""``transqa evaluate``: how good the rules are, on annotated drafts and on published translations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from transqa.cli import options
from transqa.cli.output import look, progress, warn, writer
from transqa.errors import ConfigError, InputError

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from transqa.config import Config
    from transqa.evaluate import CategoryRow, Check, Evaluation, FindingsRow, Measures, Proportion, Sample


def evaluate(
    golds: Annotated[
        list[Path] | None, typer.Argument(metavar="GOLD_DIR", help="Folders with a gold.json.", show_default=False)
    ] = None,
    accepted: Annotated[
        list[Path] | None,
        typer.Option("--accepted", metavar="DIR", help="Published translations: parallel trees en/ and zh/."),
    ] = None,
    rules: Annotated[
        list[str] | None,
        typer.Option("--rules", metavar="RULES", help="Rules to run: codes, their beginnings or names, by commas."),
    ] = None,
    without_deprecated: Annotated[
        bool, typer.Option("--without-deprecated", help="Without the lists of wrong renderings: evidence alone.")
    ] = False,
    kinds: Annotated[
        bool, typer.Option("--kinds", help="Terminology findings by kind of evidence as well, each alone.")
    ] = False,
    sample: Annotated[int, typer.Option("--sample", metavar="N", min=0, help="Print N findings for reading.")] = 0,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="Which ones.")] = 0,
    format: options.OutputFormat = options.Format.TEXT,
    output: options.Output = None,
    config_file: options.ConfigFile = None,
    encoding: options.Encoding = None,
    termbase: options.Terms = None,
    no_color: options.NoColor = False,
) -> None:
    """Measure the rules: recall, precision, false alarms.

    GOLD_DIR holds a source, a draft translation and an annotation, gold.json; a folder of such folders will do. Ranges
    in brackets are 95% intervals (Wilson).
    """
    if not golds and not accepted:
        raise ConfigError("nothing to evaluate; name folders with a gold.json, or --accepted, or both")
    config = options.settings(file=config_file, encoding=encoding, select=rules, fail_on="never", termbase=termbase)
    from transqa import evaluate as engine

    found = [gold for folder in golds or () for gold in engine.find_golds(folder)]
    pairs = [pair for folder in accepted or () for pair in engine.find_accepted(folder)]
    inputs = [path for gold in found for path in (gold.source, gold.target)] + [path for pair in pairs for path in pair]
    with writer(output, inputs=inputs) as write:
        check = _checker(config, without_deprecated=without_deprecated)
        with progress(len(found) + len(pairs), quiet=False) as on_progress:
            result = engine.evaluate(found, pairs, check=check, on_progress=on_progress)
        for reason in result.skipped:
            warn(f"skipped {reason}")
        if not result.pages:
            raise InputError("no page could be checked; the reasons are above")
        drawn = engine.sample(result, sample, seed=seed)
        if format is options.Format.JSON:
            write(json.dumps(_json(result, drawn), ensure_ascii=False, indent=2) + "\n")
        else:
            width, color = look(output, no_color=no_color)
            write(_text(result, drawn, kinds=kinds, width=width, color=color))


def _checker(config: Config, *, without_deprecated: bool) -> Check:
    """Check pairs with the configured termbase, loaded once."""
    from transqa import evaluate as engine
    from transqa.parse import parse_file
    from transqa.parse.languages import pair_languages
    from transqa.pipeline import check_pair, termbase_paths
    from transqa.termbase import load_termbase
    from transqa.text.language import canonical

    loaded = load_termbase(termbase_paths(config))
    if without_deprecated:
        loaded = engine.without_deprecated(loaded)

    def check(source: Path, target: Path, languages: tuple[str, str]) -> Any:
        tags = tuple(canonical(tag) for tag in languages)
        first, second = pair_languages(source, target, tags=tags, encoding=config.encoding)
        return check_pair(
            parse_file(source, language=first, encoding=config.encoding),
            parse_file(target, language=second, encoding=config.encoding),
            config=config,
            termbase=loaded,
        )

    return check


def _text(result: Evaluation, drawn: tuple[Sample, ...], *, kinds: bool, width: int, color: bool) -> str:
    from io import StringIO

    from rich.console import Console

    stream = StringIO()
    console = Console(
        file=stream, width=width, force_terminal=color, no_color=not color, highlight=False, markup=False, emoji=False
    )
    folders = result.folders
    for measures in (*folders, *([result.pooled] if len(folders) > 1 else [])):
        for part in _measures(measures, kinds=kinds):
            console.print(part, soft_wrap=isinstance(part, str))
    if result.accepted.pages:
        for part in _accepted(result):
            console.print(part, soft_wrap=isinstance(part, str))
    for one in drawn:
        for line in _reading(one):
            console.print(line, soft_wrap=True)
    if result.skipped:
        console.print(f"skipped {len(result.skipped)} of {len(result.skipped) + len(result.pages)} pages")
    return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))


def _measures(measures: Measures, *, kinds: bool) -> Iterator[RenderableType]:
    yield f"{measures.name}: {measures.findings:,} findings"
    table = _table("category", "errors", "found", "recall", "pinpointed", "pinpoint")
    for row in (*measures.categories, measures.terminology, measures.own):
        table.add_row(*_category(row), style="bold" if row is measures.terminology else "")
    yield table
    precision = measures.precision
    yield (
        f"terminology and names, major and above: {precision.total} findings, {precision.hits} right, "
        f"precision {_share(precision)}, {measures.on_right.hits} on right terms, F1 {measures.f1:.3f}"
    )
    yield _groups("rule", measures.rules)
    if kinds:
        yield _groups("evidence", measures.kinds)
    yield ""


def _category(row: CategoryRow) -> list[str]:
    return [
        row.category,
        str(row.found.total),
        str(row.found.hits),
        _share(row.found),
        str(row.pinpointed.hits),
        _share(row.pinpointed),
    ]


def _groups(title: str, rows: tuple[FindingsRow, ...]) -> RenderableType:
    table = _table(title, "all", "precision", "major", "precision", "on ok", "found", "exact")
    for row in rows:
        table.add_row(
            f"{row.key} {row.name}".strip(),
            str(row.precision.total),
            _percent(row.precision) if row.judged else "not judged",
            str(row.major_precision.total),
            _percent(row.major_precision),
            str(row.on_right),
            str(row.found.hits),
            str(row.pinpointed.hits),
        )
    return table


def _accepted(result: Evaluation) -> Iterator[RenderableType]:
    from transqa.model import Severity

    accepted = result.accepted
    yield f"accepted text: {accepted.pages} pages, {accepted.words:,} source words; findings per 1,000 words"
    table = _table("rule", *(severity.value for severity in reversed(Severity)), "all", "findings")
    for row in accepted.rows:
        table.add_row(
            f"{row.rule} {row.name}",
            *(f"{row.per_thousand(severity):.2f}" for severity in reversed(Severity)),
            f"{row.per_thousand():.2f}",
            str(sum(row.counts.values())),
        )
    yield table
    yield from (decision.sentence for decision in result.decisions)


def _reading(one: Sample) -> Iterator[str]:
    finding = one.finding
    place = finding.target or finding.source
    where = f"{one.page}:{place.line}:{place.column}" if place else one.page
    yield ""
    yield f"{where} {finding.severity.value} {finding.rule} {finding.name} [{one.verdict}]: {finding.message}"
    for label, quote, line in (("source", finding.source, one.source), ("target", finding.target, one.target)):
        if quote:
            yield f"  {label} «{' '.join(quote.text.split())}» {line}"


def _table(*headers: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False)
    for index, header in enumerate(headers):
        table.add_column(header, justify="right" if index else "left", no_wrap=True)
    return table


def _share(part: Proportion) -> str:
    if part.rate is None:
        return "-"
    low, high = part.interval
    return f"{part.rate:.3f} [{low:.2f}, {high:.2f}]"


def _percent(part: Proportion) -> str:
    if part.rate is None:
        return "-"
    low, high = part.interval
    return f"{part.rate:.0%} [{100 * low:.0f}-{100 * high:.0f}]"


def _json(result: Evaluation, drawn: tuple[Sample, ...]) -> dict[str, Any]:
    from transqa import evaluate as engine

    accepted = result.accepted
    return {
        "schema": 1,
        "thresholds": {"max_per_thousand": engine.MAX_PER_THOUSAND, "min_precision": engine.MIN_PRECISION},
        "folders": [_measures_json(measures) for measures in result.folders],
        "pooled": _measures_json(result.pooled) if result.folders else None,
        "accepted": {
            "pages": accepted.pages,
            "words": accepted.words,
            "rules": [
                {
                    "rule": row.rule,
                    "name": row.name,
                    "counts": {severity.value: count for severity, count in row.counts.items()},
                    "per_thousand": {severity.value: round(row.per_thousand(severity), 4) for severity in row.counts},
                }
                for row in accepted.rows
            ],
        }
        if accepted.pages
        else None,
        "decisions": [
            {
                "rule": one.rule,
                "name": one.name,
                "allowed": "error" if one.allowed else "warning",
                "basis": one.basis,
                "per_thousand": round(one.per_thousand, 4),
                "precision": _share_json(one.precision) if one.precision else None,
                "sentence": one.sentence,
            }
            for one in result.decisions
        ],
        "sample": [
            {
                "page": one.page,
                "verdict": one.verdict,
                "rule": one.finding.rule,
                "severity": one.finding.severity.value,
                "message": one.finding.message,
                "source": {"text": one.finding.source.text, "line": one.source} if one.finding.source else None,
                "target": {"text": one.finding.target.text, "line": one.target} if one.finding.target else None,
            }
            for one in drawn
        ],
        "skipped": list(result.skipped),
    }


def _measures_json(measures: Measures) -> dict[str, Any]:
    rows = (*measures.categories, measures.terminology, measures.own)
    return {
        "name": measures.name,
        "findings": measures.findings,
        "categories": {
            row.category: {"recall": _share_json(row.found), "pinpoint": _share_json(row.pinpointed)} for row in rows
        },
        "precision": _share_json(measures.precision),
        "on_right": measures.on_right.hits,
        "f1": round(measures.f1, 4),
        "rules": {row.key: {"name": row.name, **_group_json(row)} for row in measures.rules},
        "kinds": {row.key: _group_json(row) for row in measures.kinds},
    }


def _group_json(row: FindingsRow) -> dict[str, Any]:
    return {
        "precision": _share_json(row.precision) if row.judged else None,
        "major_precision": _share_json(row.major_precision),
        "on_right": row.on_right,
        "terms_found": _share_json(row.found),
        "terms_pinpointed": _share_json(row.pinpointed),
        "errors_found": dict(row.errors),
    }


def _share_json(part: Proportion) -> dict[str, Any]:
    low, high = part.interval
    rate = None if part.rate is None else round(part.rate, 4)
    return {"hits": part.hits, "total": part.total, "rate": rate, "interval": [round(low, 4), round(high, 4)]}
