"""``transqa termbase mine``."""

from __future__ import annotations

from typing import Annotated

import typer

from transqa.cli import options
from transqa.cli.output import note, progress, warn, writer
from transqa.cli.termbase.common import count
from transqa.errors import ConfigError, TransqaError


def mine(
    source: options.Source = None,
    target: options.Target = None,
    pairs: options.Pairs = None,
    output: options.Output = None,
    min_count: Annotated[
        int, typer.Option("--min-count", metavar="N", min=2, help="Least number of occurrences of a candidate.")
    ] = 3,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Most candidates to write.")] = 300,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    config_file: options.ConfigFile = None,
    encoding: options.Encoding = None,
    termbase: options.Terms = None,
) -> None:
    """Propose terms from translated documents.

    Writes candidates with their evidence as a glossary to review; transqa termbase import takes what is accepted. Terms
    of the termbase are left out, but for renderings it does not know.
    """
    config = options.settings(
        file=config_file, source_lang=source_lang, target_lang=target_lang, encoding=encoding, termbase=termbase
    )
    from transqa import mine as engine
    from transqa.cli.inputs import collect
    from transqa.lexicon import load_lexicon
    from transqa.mine.review import render_review
    from transqa.parse import parse_file
    from transqa.pipeline import align_pair, termbase_paths
    from transqa.termbase import load_termbase

    found = collect(source, target, pattern=pairs, config=config)
    languages = {(pair.source_language, pair.target_language) for pair in found}
    if len(languages) > 1 or not all(first.startswith("en") for first, _ in languages):
        names = ", ".join(f"{first} to {second}" for first, second in sorted(languages))
        raise ConfigError(f"terms are mined from English into one other language at a time, but there are {names}")
    loaded = load_termbase(termbase_paths(config))
    bitexts = []
    with writer(output, inputs=[path for pair in found for path in (pair.source, pair.target) if path]) as write:
        with progress(len(found), quiet=False) as on_progress:
            for done, pair in enumerate(found, 1):
                try:
                    first = parse_file(str(pair.source), language=pair.source_language, encoding=config.encoding)
                    second = parse_file(pair.target, language=pair.target_language, encoding=config.encoding)
                except TransqaError as error:
                    warn(f"skipped {error}")
                else:
                    bitexts.append(align_pair(first, second))
                if on_progress:
                    on_progress(done, len(found))
        candidates = engine.mine(bitexts, termbase=loaded, lexicon=load_lexicon(), min_count=min_count)
        language = found[0].target_language
        write(render_review(candidates[:limit], language=language, taken=loaded.concepts))
    left = f"; --limit left out {len(candidates) - limit:,} more" if len(candidates) > limit else ""
    note(f"{count(min(limit, len(candidates)), 'candidate')} from {count(len(bitexts), 'pair')}{left}")
