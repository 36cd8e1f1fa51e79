"""Reports: one pure renderer per format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from transqa.errors import ConfigError
from transqa.model import Report
from transqa.report.annotated import render_its, render_notes
from transqa.report.csv import render_csv
from transqa.report.github import render_github
from transqa.report.gitlab import render_gitlab
from transqa.report.html import render_html
from transqa.report.json import render_json
from transqa.report.jsonl import render_jsonl
from transqa.report.junit import render_junit
from transqa.report.markdown import render_markdown
from transqa.report.rdjson import render_rdjson
from transqa.report.sarif import render_sarif
from transqa.report.text import render_text
from transqa.report.xlsx import render_xlsx

#: The table of formats.
RENDERERS: Mapping[str, Callable[[Report], str | bytes]] = MappingProxyType(
    {
        "text": render_text,
        "json": render_json,
        "jsonl": render_jsonl,
        "sarif": render_sarif,
        "junit": render_junit,
        "github": render_github,
        "gitlab": render_gitlab,
        "rdjson": render_rdjson,
        "markdown": render_markdown,
        "csv": render_csv,
        "xlsx": render_xlsx,
        "html": render_html,
    }
)
#: Formats that are the checked bilingual file itself; they exist for a report of one such file.
ANNOTATED: Mapping[str, Callable[[Report], bytes]] = MappingProxyType({"notes": render_notes, "its": render_its})


def render(report: Report, format: str) -> str | bytes:
    """The report in one format of :data:`RENDERERS`, ending in a line break, or of :data:`ANNOTATED`; bytes for ``xlsx`` and those.

    Raises:
        ConfigError: an unknown format, or one that this report cannot have.
    """
    known: Mapping[str, Callable[[Report], str | bytes]] = {**RENDERERS, **ANNOTATED}
    if format not in known:
        raise ConfigError(f"unknown report format {format!r}; known: {', '.join(known)}")
    return known[format](report)


__all__ = ["ANNOTATED", "RENDERERS", "render", "render_json", "render_text"]
