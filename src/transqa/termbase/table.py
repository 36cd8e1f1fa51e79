"""CSV: one row per term, for people who keep their terms in a spreadsheet.

A cell that a spreadsheet would take for a formula is written with an apostrophe before it, which reading takes off
again. Examples are not in the table. Read is also a table of two columns, source and target.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from transqa.errors import TermbaseError
from transqa.model import Severity
from transqa.termbase.dump import condition
from transqa.termbase.intake import DEPRECATED, Draft, DraftTerm, Imported, build, language, status
from transqa.termbase.model import Concept, Condition
from transqa.termbase.schema import ConditionEntry

#: What a row says: of the term first, then of its concept, which repeats in every row so that rows may be sorted.
COLUMNS = (
    "concept", "domain", "language", "term", "status", "reason", "anywhere", "severity",
    "definition", "note", "pos", "case", "common", "open", "keep", "first_mention", "when",
)  # fmt: skip
#: What makes a spreadsheet run a cell; full-width forms count too (OWASP, "CSV Injection").
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_FLAGS = {"": False, "false": False, "no": False, "0": False, "true": True, "yes": True, "1": True}
_SOURCE = frozenset({"source", "src", "source term", "term", "原文", "源语言"})
_TARGET = frozenset({"target", "tgt", "target term", "translation", "译文", "目标语言"})
_POS = frozenset({"noun", "verb", "adjective", "name"})
_MARK = "\ufeff"


def render_csv(concepts: Iterable[Concept]) -> str:
    """The terms of the concepts as a table, with the byte order mark that spreadsheets tell UTF-8 by."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for concept in concepts:
        for row in _rows(concept):
            writer.writerow([_guarded(cell) for cell in row])
    return _MARK + out.getvalue()


def _rows(concept: Concept) -> Iterator[list[str]]:
    rest = [
        concept.definition,
        concept.note,
        concept.pos,
        "sensitive" if concept.case_sensitive else "insensitive",
        _flag(concept.common),
        _flag(concept.open),
        _flag(concept.keep),
        _flag(concept.first_mention),
        json.dumps(condition(concept.when), ensure_ascii=False) if concept.when else "",
    ]
    for tag, terms in concept.terms.items():
        place = [concept.id, concept.domain, tag]
        for index, text in enumerate(terms.accepted):
            word = "preferred" if terms.preferred and index == 0 else "admitted"
            yield [*place, text, word, "", "", "", *rest]
        for wrong in terms.deprecated:
            flags = [_flag(wrong.anywhere), wrong.severity.value]
            yield [*place, wrong.text, "deprecated", wrong.reason, *flags, *rest]


def _flag(value: bool) -> str:
    return "true" if value else ""


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    return (cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell).strip()


def read_csv(path: Path, *, languages: tuple[str, str] = ("en", "zh-Hans"), taken: Collection[str] = ()) -> Imported:
    """The concepts of a table.

    With a heading that has ``term`` and ``language``, a row is a term, and the columns are those of ``COLUMNS``, in any
    order; otherwise a row is a source and a target term, in the languages that the heading names, or else ``languages``.
    Commas, semicolons or tabs separate. ``taken`` are identifiers that the concepts of a table of two columns
    may not get.

    Raises:
        TermbaseError: not a file, not UTF-8, no table, or a faulty cell; one line that names file, line and column.
    """
    rows = _read(path)
    heading = [cell.strip().lower() for cell in rows[0][1]]
    if "term" in heading and "language" in heading:
        return _terms_table(path, heading, rows[1:])
    return _pairs_table(path, heading, rows, languages, taken)


def _read(path: Path) -> list[tuple[int, list[str]]]:
    """(1-based line, cells) of every row that is not empty."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise TermbaseError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise TermbaseError(f"{path}: not UTF-8 at byte {error.start}; save it as CSV UTF-8") from None
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    rows = []
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, [_plain(cell) for cell in row]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise TermbaseError(f"{path}:{line}: not CSV: {error}") from None
    if not rows:
        raise TermbaseError(f"{path}: is empty; give a table with a row per term, or of source and target")
    if max(len(cells) for _, cells in rows) < 2:
        raise TermbaseError(f"{path}: has one column only; separate columns by commas, semicolons or tabs")
    return rows


def _terms_table(path: Path, heading: Sequence[str], rows: Iterable[tuple[int, list[str]]]) -> Imported:
    dropped: Counter[str] = Counter()
    for name in heading:
        dropped[f"columns {name or 'without a name'}"] += name not in COLUMNS
    drafts: dict[str, Draft] = {}
    for line, cells in rows:
        if len(cells) > len(heading):
            raise TermbaseError(f"{path}:{line}: has {len(cells)} cells for {len(heading)} columns; quote commas")
        row = dict(zip(heading, cells, strict=False))
        if not row["term"]:
            raise TermbaseError(f"{path}:{line}: term is empty; write the term, or delete the row")
        key = row.get("concept", "")
        if not key:
            raise TermbaseError(f"{path}:{line}: concept is empty; write what binds the rows of a concept together")
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
            raise TermbaseError(f"{path}:{line}: concept {key!r}: write lower-case letters and digits with hyphens")
        draft = drafts.setdefault(key, Draft(id=key))
        draft.terms.append(_term(row, f"{path}:{line}"))
        _complete(draft, row, f"{path}:{line}")
    return build(drafts.values(), dropped=dropped)


def _term(row: Mapping[str, str], place: str) -> DraftTerm:
    word, severity = row.get("status", ""), row.get("severity", "") or "major"
    found = status(word) if word else None
    if word and found is None:
        raise TermbaseError(f"{place}: status {word!r}: write preferred, admitted or deprecated")
    if severity not in ("minor", "major", "critical"):
        raise TermbaseError(f"{place}: severity {severity!r}: write minor, major or critical")
    return DraftTerm(
        row["language"],
        row["term"],
        found,
        row.get("reason", "") if found == DEPRECATED else "",
        _truth(row, "anywhere", place),
        Severity(severity),
    )


def _complete(draft: Draft, row: Mapping[str, str], place: str) -> None:
    """Fill what earlier rows of the concept left open."""
    draft.domain = draft.domain or row.get("domain", "")
    draft.definition = draft.definition or row.get("definition", "")
    draft.note = draft.note or row.get("note", "")
    draft.common |= _truth(row, "common", place)
    draft.open |= _truth(row, "open", place)
    draft.keep |= _truth(row, "keep", place)
    draft.first_mention |= _truth(row, "first_mention", place)
    case, pos, when = (row.get(name, "") for name in ("case", "pos", "when"))
    if case not in ("", "sensitive", "insensitive"):
        raise TermbaseError(f"{place}: case {case!r}: write sensitive or insensitive")
    if pos and pos not in _POS:
        raise TermbaseError(f"{place}: pos {pos!r}: write noun, verb, adjective or name")
    draft.case_sensitive |= case == "sensitive"
    draft.pos = pos or draft.pos
    draft.when = draft.when or (_condition(when, place) if when else None)


def _truth(row: Mapping[str, str], name: str, place: str) -> bool:
    word = row.get(name, "").lower()
    if word not in _FLAGS:
        raise TermbaseError(f"{place}: {name} {word!r}: write true or leave it empty")
    return _FLAGS[word]


def _condition(text: str, place: str) -> Condition:
    try:
        when = ConditionEntry.model_validate_json(text)
    except ValidationError as error:
        raise TermbaseError(f'{place}: when: {error.errors()[0]["msg"]}; write JSON as in {{"near": ["…"]}}') from None
    return Condition(tuple(when.near), tuple(when.not_near), tuple(when.before), tuple(when.after), when.pos)


def _pairs_table(
    path: Path,
    heading: Sequence[str],
    rows: Sequence[tuple[int, list[str]]],
    languages: tuple[str, str],
    taken: Collection[str],
) -> Imported:
    named = heading[0] in _SOURCE and heading[1] in _TARGET
    tags = _tags(heading)
    if named or tags:
        languages, rows = tags or languages, rows[1:]
    if "en" not in [language(tag) for tag in languages]:
        raise TermbaseError(
            f"{path}:1: neither column is English, which names the concepts; see {', '.join(languages)}"
        )
    dropped: Counter[str] = Counter()
    drafts: dict[str, Draft] = {}
    for line, cells in rows:
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise TermbaseError(f"{path}:{line}: has no translation; write source and target term, or delete the row")
        dropped["cells beyond the second column"] += sum(1 for cell in cells[2:] if cell)
        english = cells[[language(tag) for tag in languages].index("en")]
        draft = drafts.setdefault(english, Draft())
        draft.terms += [DraftTerm(tag, cell) for tag, cell in zip(languages, cells, strict=False)]
    return build(drafts.values(), dropped=dropped, taken=taken)


def _tags(heading: Sequence[str]) -> tuple[str, str] | None:
    """The languages of a heading such as ``en,zh-CN``."""
    pair = heading[0], heading[1]
    shaped = all(re.fullmatch(r"[a-z]{2,3}([-_][a-z]{2,4})*", tag) for tag in pair)
    return pair if shaped and any(map(language, pair)) else None
