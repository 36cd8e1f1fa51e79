"""The summary as one HTML file that needs nothing else: bars as inline SVG, no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from transqa.report.parts import xml_text

#: Bars of a chart and rows of a table; summary.json has all of them.
_MOST = 25
#: Width of the longest bar, in units of the drawing.
_WIDTH = 480


def render_summary(summary: Mapping[str, Any]) -> str:
    """The page of a summary as :func:`transqa.bulk.summary.summarise` makes it."""
    loader = PackageLoader("transqa.bulk", "html_assets")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.finalize = lambda value: xml_text(value) if type(value) is str else value
    style = loader.get_source(environment, "summary.css")[0].strip()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("summary.html.j2").render(
        summary=summary,
        # The file of this package, and the only markup that is not made by the template.
        style=Markup(style),
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        documents=summary["documents"][:_MOST],
        files=summary["files"][:_MOST],
        **{name: _bars(summary[name]) for name in ("severities", "scores", "rules", "concepts")},
    )


def _bars(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    shown = list(counts.items())[:_MOST]
    top = max((count for _, count in shown), default=0)
    return [
        {"name": name, "count": count, "width": round(_WIDTH * count / top, 1) if top else 0} for name, count in shown
    ]
