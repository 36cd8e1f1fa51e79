"""GitHub workflow commands: annotations on the lines of a pull request, and the whole list in the log.

GitHub shows ten errors, ten warnings and ten notices of a step, in the order they are printed; the worst come first.
Source: actions/toolkit, docs/problem-matchers.md (limits) and packages/core/src/command.ts (escaping).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from transqa.model import Report, Severity
from transqa.report.parts import Item, item, items, last_line, one_line, relative, worst_first

#: Annotations of one level that GitHub shows per step.
PER_LEVEL = 10
_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NEUTRAL: "notice",
}


def render_github(report: Report) -> str:
    """Workflow commands for the new findings; the log lists them all, in a group per document."""
    used: Counter[str] = Counter()
    commands, left_out = [], Counter[str]()
    for found in worst_first(items(report, state="new")):
        level = _LEVELS[found.finding.severity]
        used[level] += 1
        if used[level] > PER_LEVEL:
            left_out[level] += 1
        else:
            commands.append(_command(level, found))
    log = [*_left_out(left_out), *_log(report)]
    return "\n".join([*commands, *_inert(log)]) + "\n"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the log; a command is to be obeyed by the runner, anything else only to be shown."""

    text: str
    command: bool = False


def _command(level: str, found: Item) -> str:
    finding, quote = found.finding, found.quote
    properties = {"file": relative(found.document.path)}
    if quote is not None:
        properties |= {"line": str(quote.line), "endLine": str(last_line(quote))}
        if last_line(quote) == quote.line:
            # GitHub takes columns only for a range within one line.
            properties["col"] = str(quote.column)
            if quote.end_line == quote.line:
                properties["endColumn"] = str(quote.end_column)
    properties["title"] = f"{finding.rule} {finding.name}"
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{level} {said}::{_data(finding.message)}"


def _left_out(counts: Counter[str]) -> Iterator[_Line]:
    if counts:
        said = ", ".join(
            f"{counts[level]} of level {level}" for level in ("error", "warning", "notice") if counts[level]
        )
        yield _Line(f"GitHub shows {PER_LEVEL} annotations of a level; without one, listed below: {said}")


def _log(report: Report) -> Iterator[_Line]:
    for document in report.documents:
        if not document.findings:
            continue
        count = len(document.findings)
        path = _data(document.bitext.target.path)
        yield _Line(f"::group::{path}: {count} finding{'s' if count > 1 else ''}", command=True)
        for finding in document.findings:
            found = item(finding, document.bitext)
            place = (
                f"{found.document.path}:{found.quote.line}:{found.quote.column}" if found.quote else found.document.path
            )
            state = " (known)" if finding.state == "known" else ""
            yield _Line(one_line(f"{place}: {finding.severity.value} {finding.rule}{state}: {finding.message}"))
        yield _Line("::endgroup::", command=True)
    yield _Line("passed" if report.verdict.passed else "failed")
    for reason in report.verdict.reasons:
        yield _Line(one_line(reason))


def _inert(log: list[_Line]) -> Iterator[str]:
    """The lines with commands switched off where a document could have written one."""
    # The runner obeys commands again only after the token, which no text can hold: it is the hash of all of them.
    texts = "\n".join(line.text for line in log)
    token = hashlib.sha256(texts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    stopped = False
    for line in log:
        if line.command and stopped:
            yield f"::{token}::"
        elif not line.command and not stopped:
            yield f"::stop-commands::{token}"
        stopped = not line.command
        yield line.text
    if stopped:
        yield f"::{token}::"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
