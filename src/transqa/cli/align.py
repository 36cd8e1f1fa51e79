"""``transqa align``."""

from __future__ import annotations

from transqa.cli import options
from transqa.cli.output import look, writer
from transqa.errors import InputError


def align(
    source: options.SourceFile,
    target: options.TargetFile,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    format: options.OutputFormat = options.Format.TEXT,
    output: options.Output = None,
    config_file: options.ConfigFile = None,
    encoding: options.Encoding = None,
    no_color: options.NoColor = False,
) -> None:
    """Show which paragraphs of two files belong together."""
    config = options.settings(file=config_file, source_lang=source_lang, target_lang=target_lang, encoding=encoding)
    from transqa.cli.inputs import collect
    from transqa.parse import parse_file
    from transqa.pipeline import align_pair
    from transqa.report.json import render_links_json
    from transqa.report.text import render_links_text

    for path in (source, target):
        if path.is_dir():
            raise InputError(f"{path}: is a directory; align takes two files")
    (pair,) = collect(source, target, pattern=None, config=config)
    with writer(output, inputs=[source, target]) as write:
        bitext = align_pair(
            parse_file(source, language=pair.source_language, encoding=config.encoding),
            parse_file(target, language=pair.target_language, encoding=config.encoding),
        )
        if format is options.Format.JSON:
            write(render_links_json(bitext))
        else:
            width, color = look(output, no_color=no_color)
            write(render_links_text(bitext, width=width, color=color))
