"""Reports: one pure renderer per format."""

from __future__ import annotations

from collections.abc import Callable

from transqa.errors import ConfigError
from transqa.model import Report
from transqa.report.json import render_json
from transqa.report.text import render_text

#: The table of formats.
RENDERERS: dict[str, Callable[[Report], str]] = {"text": render_text, "json": render_json}


def render(report: Report, format: str) -> str:
    """The report in one format of :data:`RENDERERS`, ending in a line break."""
    if format not in RENDERERS:
        raise ConfigError(f"unknown report format {format!r}; known: {', '.join(RENDERERS)}")
    return RENDERERS[format](report)


__all__ = ["RENDERERS", "render", "render_json", "render_text"]
