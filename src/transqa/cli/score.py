"""``transqa score``."""

from __future__ import annotations

import typer

from transqa.cli import options
from transqa.cli.output import look, writer


def score(
    source: options.Source = None,
    target: options.Target = None,
    pairs: options.Pairs = None,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    format: options.OutputFormat = options.Format.TEXT,
    output: options.Output = None,
    min_score: options.MinScore = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    config_file: options.ConfigFile = None,
    encoding: options.Encoding = None,
    termbase: options.Terms = None,
    reference: options.Reference = None,
    no_color: options.NoColor = False,
) -> None:
    """Score translations: MQM, terms, BLEU, chrF, TER.

    The last three need a --reference. Findings do not fail this command; a --min-score does.
    """
    config = options.settings(
        file=config_file,
        source_lang=source_lang,
        target_lang=target_lang,
        encoding=encoding,
        select=select,
        ignore=ignore,
        fail_on="never",
        min_score=min_score,
        termbase=termbase,
    )
    from transqa.cli.inputs import collect, report_on
    from transqa.report.json import render_scores_json
    from transqa.report.text import render_scores_text

    found = collect(source, target, pattern=pairs, config=config)
    files = [path for pair in found for path in pair.files]
    with writer(output, inputs=files) as write:
        report = report_on(found, config=config, reference=reference, quiet=False)
        if format is options.Format.JSON:
            write(render_scores_json(report))
        else:
            width, color = look(output, no_color=no_color)
            write(render_scores_text(report, width=width, color=color))
    raise typer.Exit(0 if report.verdict.passed else 1)
