"""The checked bilingual file itself with the findings in it: as notes, or as ITS 2.0 localization quality issues.

All else stays as it is, byte for byte. Annotations of an earlier run are replaced, so that a second run changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count

from transqa.errors import ConfigError
from transqa.model import Document, DocumentReport, Edit, Finding, Report, Severity, Span, Syntax
from transqa.parse.elements import Element, read_elements
from transqa.parse.encoding import encoded
from transqa.parse.po import entries
from transqa.parse.xliff import version
from transqa.report.its import SEVERITIES, issue_type
from transqa.text.xml import escape

_OWN = "transqa"
_ITS = "http://www.w3.org/2005/11/its"
#: MQM severities as the priority of a note, 1 the highest and 10 the lowest.
_PRIORITY = {Severity.CRITICAL: 1, Severity.MAJOR: 3, Severity.MINOR: 6, Severity.NEUTRAL: 9}

_PO_LINE = re.compile(rf"^#\. {_OWN} [^\r\n]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_BLANK = re.compile(r"[ \t\r\n]*")
# What :func:`_reference` writes.
_REFERENCE = re.compile(rf' xmlns:its="{re.escape(_ITS)}" its:locQualityIssuesRef="#(?:its=)?{_OWN}-\d+"')

#: The edits that write findings into a unit.
Writer = Callable[[str, Element, Sequence[Finding]], Iterator[Edit]]


def render_notes(report: Report) -> bytes:
    """The file with a note for every finding: ``note`` in XLIFF and TMX, an extracted comment in PO.

    Raises:
        ConfigError: not one file, or one of a format without notes.
    """
    checked = _checked(report, "notes", "XLIFF, TMX or PO")
    document = checked.bitext.target
    if document.syntax is Syntax.PO:
        return _written(document, _po_notes(document, checked.findings))
    if _is_tmx(document):
        return _written(document, _unit_edits(document, "tu", checked.findings, _tmx_notes))
    first = version(document.text, path=document.path) == 1
    write = _xliff_notes_1 if first else _xliff_notes_2
    return _written(document, _unit_edits(document, "trans-unit" if first else "unit", checked.findings, write))


def render_its(report: Report) -> bytes:
    """The XLIFF file with stand-off ``its:locQualityIssues`` in every unit that has findings.

    Raises:
        ConfigError: not one XLIFF file.
    """
    checked = _checked(report, "its", "XLIFF")
    document = checked.bitext.target
    first = version(document.text, path=document.path) == 1
    write = _issues(first=first)
    return _written(document, _unit_edits(document, "trans-unit" if first else "unit", checked.findings, write))


def _checked(report: Report, name: str, kinds: str) -> DocumentReport:
    targets = [document.bitext.target for document in report.documents]
    syntaxes = {Syntax.XML, Syntax.PO} if "PO" in kinds else {Syntax.XML}
    if len(targets) != 1 or targets[0].syntax not in syntaxes or (_is_tmx(targets[0]) and "TMX" not in kinds):
        raise ConfigError(
            f"the report {name} is the checked file with the findings in it; check one {kinds} file for it"
        )
    return report.documents[0]


def _is_tmx(document: Document) -> bool:
    return document.path.lower().endswith(".tmx")


def _written(document: Document, edits: Iterable[Edit]) -> bytes:
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += [document.text[at : edit.span.start], edit.text]
        at = edit.span.end
    return encoded("".join([*parts, document.text[at:]]), document.path)


def _said(finding: Finding) -> str:
    return f"{finding.rule} {finding.name} ({finding.severity}): {' '.join(finding.message.split())}"


def _grouped(findings: Iterable[Finding], starts: Sequence[int]) -> dict[int, list[Finding]]:
    """Findings by the unit they stand in; one without a place stands in none."""
    found: dict[int, list[Finding]] = {}
    for finding in findings:
        quote = finding.target or finding.source
        index = bisect_right(starts, quote.span.start) - 1 if quote else -1
        if index >= 0:
            found.setdefault(index, []).append(finding)
    return found


def _po_notes(document: Document, findings: Iterable[Finding]) -> Iterator[Edit]:
    text = document.text
    for match in _PO_LINE.finditer(text):
        yield Edit(Span(*match.span()), "")
    messages = list(entries(text, path=document.path))
    ending = "\r\n" if "\r\n" in text else "\n"
    for index, found in _grouped(findings, [message.start for message in messages]).items():
        place = messages[index].place
        yield Edit(Span(place, place), "".join(f"#. {_OWN} {_said(finding)}{ending}" for finding in found))


def _unit_edits(document: Document, name: str, findings: Iterable[Finding], write: Writer) -> Iterator[Edit]:
    text = document.text
    units = [unit for _, unit in read_elements(text, name)]
    for unit in units:
        yield from _removals(text, unit)
    for index, found in sorted(_grouped(findings, [unit.start for unit in units]).items()):
        yield from write(text, units[index], found)


def _removals(text: str, parent: Element) -> Iterator[Edit]:
    """What an earlier run wrote, with the blanks before it."""
    before = parent.inner
    for child in parent.children:
        if not isinstance(child, Element):
            continue
        if _is_own(text, child):
            start = before if not text[before : child.start].strip() else child.start
            yield Edit(Span(start, child.end), "")
        elif child.name == "mrk" and child.attributes.get("id", "").startswith(f"{_OWN}-"):
            yield Edit(Span(child.start, child.inner), "")
            yield Edit(Span(child.inner_end, child.end), "")
        else:
            if match := _REFERENCE.search(text, child.start, child.inner):
                yield Edit(Span(*match.span()), "")
            yield from _removals(text, child)
        before = child.end


def _is_own(text: str, element: Element) -> bool:
    """Whether an element is an annotation of ours, or has nothing but such notes."""
    given = element.attributes
    if element.name == "note":
        said = text[element.inner : element.inner_end]
        return given.get("from") == _OWN or given.get("category") == _OWN or said.startswith(f"{_OWN} ")
    if element.name == "notes":
        notes = [child for child in element.children if isinstance(child, Element)]
        return bool(notes) and all(_is_own(text, note) for note in notes)
    return element.name == "its:locQualityIssues" and given.get("xml:id", "").startswith(f"{_OWN}-")


def _others(text: str, parent: Element) -> list[Element]:
    return [child for child in parent.children if isinstance(child, Element) and not _is_own(text, child)]


def _prefix(text: str, element: Element) -> str:
    """The prefix of the format's own elements, with its colon."""
    head, colon, _ = text[element.start + 1 : element.inner].split(None, 1)[0].rstrip("/>").rpartition(":")
    return head + colon


def _blank_before(text: str, element: Element, parent: Element) -> str:
    """The blanks between an element and what comes before it: how the file indents."""
    at = element.start
    while at > parent.inner and text[at - 1] in " \t\r\n":
        at -= 1
    return text[at : element.start]


def _tmx_notes(text: str, unit: Element, findings: Sequence[Finding]) -> Iterator[Edit]:
    match = _BLANK.match(text, unit.inner)
    blank = match.group() if match else ""
    notes = "".join(f"{blank}<note>{_OWN} {escape(_said(finding))}</note>" for finding in findings)
    yield Edit(Span(unit.inner, unit.inner), notes)


def _xliff_notes_1(text: str, unit: Element, findings: Sequence[Finding]) -> Iterator[Edit]:
    """Behind the target, where the schema has them."""
    last = [child for child in _others(text, unit) if child.name in ("source", "seg-source", "target")][-1]
    blank, prefix = _blank_before(text, last, unit), _prefix(text, unit)
    notes = "".join(
        f'{blank}<{prefix}note from="{_OWN}" annotates="{"target" if finding.target else "source"}"'
        f' priority="{_PRIORITY[finding.severity]}">{escape(_said(finding))}</{prefix}note>'
        for finding in findings
    )
    yield Edit(Span(last.end, last.end), notes)


def _xliff_notes_2(text: str, unit: Element, findings: Sequence[Finding]) -> Iterator[Edit]:
    """In the ``notes`` of the unit, which come before its data and segments."""
    prefix = _prefix(text, unit)
    notes = [
        f'<{prefix}note category="{_OWN}" appliesTo="{"target" if finding.target else "source"}"'
        f' priority="{_PRIORITY[finding.severity]}">{escape(_said(finding))}</{prefix}note>'
        for finding in findings
    ]
    others = _others(text, unit)
    there = next((child for child in others if child.name == "notes"), None)
    if there is not None and (kept := _others(text, there)):
        blank = _blank_before(text, kept[-1], there)
        yield Edit(Span(kept[-1].end, kept[-1].end), "".join(blank + note for note in notes))
        return
    following = next(
        index for index, child in enumerate(others) if child.name in ("originalData", "segment", "ignorable")
    )
    place = others[following - 1].end if following else unit.inner
    blank = _blank_before(text, others[following], unit)
    yield Edit(Span(place, place), f"{blank}<{prefix}notes>{''.join(notes)}</{prefix}notes>")


def _issues(*, first: bool) -> Writer:
    """Stand-off issues with a number each, referred to from the target, or from the source where it has none."""
    numbers = count(1)

    def write(text: str, unit: Element, findings: Sequence[Finding]) -> Iterator[Edit]:
        others = _others(text, unit)
        # In XLIFF 1 what is not its own comes last in a unit, in XLIFF 2 first.
        place = others[-1].end if first else unit.inner
        blank = _blank_before(text, others[0], unit)
        holders = [unit] if first else [child for child in others if child.name == "segment"]
        for index, found in sorted(_grouped(findings, [holder.start for holder in holders]).items()):
            number = next(numbers)
            yield Edit(Span(place, place), f"{blank}{_standoff(number, found)}")
            holder = holders[index]
            target = holder.find("target") or holder.find("source")
            if target is None:
                continue
            if first:
                yield Edit(
                    Span(*[target.inner - (2 if target.inner == target.end else 1)] * 2),
                    _reference(f"#{_OWN}-{number}"),
                )
                continue
            if target.inner == target.end:
                target = holder.find("source") or target
            tag = f"{_prefix(text, unit)}mrk"
            yield Edit(
                Span(target.inner, target.inner),
                f'<{tag} id="{_OWN}-{number}" type="its:any"{_reference(f"#its={_OWN}-{number}")}>',
            )
            yield Edit(Span(target.inner_end, target.inner_end), f"</{tag}>")

    return write


def _standoff(number: int, findings: Sequence[Finding]) -> str:
    issues = "".join(
        f'<its:locQualityIssue locQualityIssueType="{issue_type(finding.category)}"'
        f' locQualityIssueComment="{escape(_said(finding)).replace(chr(34), "&quot;")}"'
        f' locQualityIssueSeverity="{SEVERITIES[finding.severity]}"/>'
        for finding in findings
    )
    return f'<its:locQualityIssues xmlns:its="{_ITS}" xml:id="{_OWN}-{number}">{issues}</its:locQualityIssues>'


def _reference(fragment: str) -> str:
    """The attribute that points at issues; in XLIFF 2 a fragment names the module before the identifier."""
    return f' xmlns:its="{_ITS}" its:locQualityIssuesRef="{fragment}"'
