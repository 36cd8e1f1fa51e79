"""Draw the picture of the README: a few findings of a sample draft, as the terminal shows them.

Run it with the project, Chromium and the font Noto Sans Mono CJK installed: ``python docs/make_images.py``.
"""

from __future__ import annotations

import dataclasses
import subprocess
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from transqa import check
from transqa.report.text import render_text

ROOT = Path(__file__).parents[1]
#: The findings to show: kinds that differ, and short enough to read.
RULES = ("DNT001", "TRM001", "TRM004", "DNT003")
_COLUMNS = 100
#: A font in which a Chinese character is exactly two columns wide.
_STYLE = "body{margin:16px} pre,code{font-family:'Noto Sans Mono CJK SC',monospace!important;font-size:14px;line-height:18px}"


def main() -> None:
    """Write ``docs/images/report.png``."""
    report = check(ROOT / "data/2023-03/en.md", ROOT / "data/2023-03/zh-draft.md")
    (document,) = report.documents
    chosen = []
    for rule in RULES:
        chosen += [finding for finding in document.findings if finding.rule == rule and finding.target][:1]
    chosen.sort(key=lambda finding: finding.target.span.start if finding.target else 0)
    shown = dataclasses.replace(report, documents=(dataclasses.replace(document, findings=tuple(chosen)),))
    text = render_text(shown, width=_COLUMNS, color=True).replace(str(ROOT) + "/", "")
    console = Console(record=True, width=_COLUMNS, file=StringIO(), force_terminal=True)
    # The summary would count only what is shown here.
    shown_text = "\n\n".join(text.split("\n\n")[: len(chosen)])
    console.print(Text.from_ansi(shown_text))
    page = console.export_html(theme=MONOKAI, inline_styles=True).replace("font-family:Menlo,", "font-family:")
    page = page.replace("<head>", f"<head><meta charset='utf-8'><style>{_STYLE}</style>")
    with TemporaryDirectory() as folder:
        Path(folder, "page.html").write_text(page, encoding="utf-8")
        subprocess.run(
            [
                *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
                *("--disable-background-networking", "--no-first-run", f"--user-data-dir={folder}/profile"),
                *("--force-device-scale-factor=1.5", f"--window-size=740,{36 + 18 * (shown_text.count(chr(10)) + 1)}"),
                *(f"--screenshot={ROOT}/docs/images/report.png", f"file://{folder}/page.html"),
            ],
            check=True,
            capture_output=True,
        )


if __name__ == "__main__":
    main()
