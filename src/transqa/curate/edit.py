"""Adding and changing entries: comments, order and style of the file stay, and nothing unsound is written.

Only the text of the entry in question is read and written by the YAML library; the rest of the file is never touched.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replace_fields
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transqa.curate.forms import convert
from transqa.curate.lint import lint
from transqa.curate.problem import Problem, entry_end, split_lines
from transqa.errors import TermbaseError
from transqa.termbase import Termbase, load_termbase
from transqa.termbase.model import Concept, Deprecated

if TYPE_CHECKING:
    from ruamel.yaml import YAML

SCHEMA_LINE = "# yaml-language-server: $schema=glossary.schema.json\n"
_MISSING = "a new entry needs {}"


def add_entry(
    change: Change,
    termbase: Termbase,
    *,
    file: Path | None = None,
    replace: bool = False,
) -> Written:
    """Add an entry, or add to one; validated and linted as a whole before the file is replaced in one step.

    Args:
        change: what to write. A form that the entry has is skipped; a preferred rendering, where there is one already,
            is added as admitted.
        termbase: the termbase as it is, from files.
        file: the glossary file of a new entry.
        replace: a given preferred rendering takes the place of the old one, which stays admitted; a definition or note
            that is given replaces the old one.

    Raises:
        TermbaseError: the entry would not validate, would bring an error of the lint, or the file cannot be written.
    """
    return write_proposal(propose_entry(change, termbase, file=file, replace=replace))


def propose_entry(
    change: Change,
    termbase: Termbase,
    *,
    file: Path | None = None,
    replace: bool = False,
) -> Proposal:
    """What :func:`add_entry` would write, and the termbase as it would be then; nothing is written.

    Raises:
        TermbaseError: the entry would not validate, or would bring an error of the lint.
    """
    known = termbase.concepts.get(change.id)
    if known is None and file is None:
        raise TermbaseError(f"{change.id}: no such concept, and no file to put it in; name its domain or its file")
    path = Path(known.file) if known else Path(str(file))
    before = _read(path)
    proposed: dict[str, str] = {}
    if known:
        lines = split_lines(before)
        start, end = known.line - 1, entry_end(lines, known.line - 1)
        old = "".join(lines[start:end])
        text = "".join([*lines[:start], _changed(old, change, known, replace=replace), *lines[end:]])
    else:
        change, proposed = _complete(change)
        text = _appended(before, _new(change), path)
    after = _sound(text, path, termbase) if text != before else termbase
    return Proposal(change.id, path, before, text, after, created=known is None, proposed=proposed)


def write_proposal(proposal: Proposal) -> Written:
    """Write what was proposed, unless somebody changed the file meanwhile.

    Raises:
        TermbaseError: the file is another one by now, or cannot be written.
    """
    path = proposal.path
    if proposal.changed:
        if _read(path) != proposal.before:
            raise TermbaseError(f"{path}: was changed meanwhile; look at the change again and repeat it")
        _store(path, proposal.text)
    line = load_termbase([path]).concepts[proposal.id].line
    return Written(path, line, created=proposal.created, changed=proposal.changed, proposed=proposal.proposed)


def domain_file(domain: str, termbase: Termbase, paths: Sequence[Path]) -> Path:
    """The file of a domain: where it is, or else a new one in the first of the paths, or beside it."""
    for file in sorted({Path(concept.file) for concept in termbase.concepts.values()}):
        if file.stem == domain:
            return file
    folder = paths[0] if paths[0].is_dir() else paths[0].parent
    return folder / f"{domain}.yml"


def _complete(change: Change) -> tuple[Change, dict[str, str]]:
    """The change with what a new entry needs, and the traditional renderings that were made from simplified ones."""
    if not change.definition or "en" not in change.preferred:
        raise TermbaseError(f"{change.id}: " + _MISSING.format("a definition and an English term"))
    if not change.keep and not set(change.preferred) - {"en"}:
        raise TermbaseError(f"{change.id}: " + _MISSING.format("a rendering, or to be marked as a name to keep"))
    proposed = {}
    preferred, admitted = dict(change.preferred), dict(change.admitted)
    if "zh-Hans" in preferred and "zh-Hant" not in preferred:
        proposed["zh-Hant"] = preferred["zh-Hant"] = convert(preferred["zh-Hans"], "s2twp")
        if "zh-Hans" in admitted and "zh-Hant" not in admitted:
            converted = dict.fromkeys(convert(term, "s2twp") for term in admitted["zh-Hans"])
            admitted["zh-Hant"] = tuple(term for term in converted if term != preferred["zh-Hant"])
    return replace_fields(change, preferred=preferred, admitted=admitted), proposed


def _new(change: Change) -> str:
    """The YAML of a new entry."""
    from ruamel.yaml.comments import CommentedMap

    entry = CommentedMap(id=change.id, definition=change.definition)
    for key, value in change.options.items():
        entry[key] = value
    if change.note:
        entry["note"] = change.note
    for language in dict.fromkeys([*change.preferred, *change.admitted, *change.deprecated]):
        entry[language] = _terms(CommentedMap(), change, language, replace=True)
    return _dump(entry)


def _changed(old: str, change: Change, known: Concept, *, replace: bool) -> str:
    """The YAML of an entry with a change applied; the text as it was where the change says nothing new."""
    from ruamel.yaml.comments import CommentedMap

    entry = _yaml().load(old)[0]
    before = _dump(entry)
    for key, value in (("definition", change.definition), ("note", change.note)):
        if value and (replace or not entry.get(key)):
            entry[key] = value
    for key, option in change.options.items():
        entry[key] = option
    # What is taken out first may come back in another role.
    for language in list(known.terms):
        _remove(entry[language], change.remove)
    for language in dict.fromkeys([*change.preferred, *change.admitted, *change.deprecated]):
        if language not in entry:
            after = [tag for tag in entry if tag in known.terms]
            entry.insert(list(entry).index(after[-1]) + 1, language, CommentedMap())
        _terms(entry[language], change, language, replace=replace)
    return old if _dump(entry) == before else _indented(_dump(entry), old)


def _terms(terms: Any, change: Change, language: str, *, replace: bool) -> Any:
    """One language of an entry with the change applied."""
    from ruamel.yaml.comments import CommentedMap

    wanted, old = change.preferred.get(language), terms.get("preferred")
    more = list(change.admitted.get(language, ()))
    if wanted and old and wanted != old and not replace:
        more.insert(0, wanted)
    elif wanted and wanted != old:
        if old:
            more.insert(0, old)
        if old is None:
            terms.insert(0, "preferred", wanted)
        terms["preferred"] = wanted
        _remove(terms, (wanted,), among=("admitted",))
    have = {terms.get("preferred"), *(terms.get("admitted") or ())}
    for term in dict.fromkeys(more):
        if term not in have:
            _list(terms, "admitted", flow=True).append(term)
    listed = {entry["term"] for entry in terms.get("deprecated") or ()}
    for wrong in change.deprecated.get(language, ()):
        if wrong.text not in listed:
            row = CommentedMap(term=wrong.text, reason=wrong.reason)
            if wrong.anywhere:
                row["anywhere"] = True
            if wrong.severity != "major":
                row["severity"] = wrong.severity.value
            row.fa.set_flow_style()
            _list(terms, "deprecated", flow=False).append(row)
    if not terms.get("deprecated"):
        # A comment cannot stand within braces.
        if not terms.ca.items:
            terms.fa.set_flow_style()
    elif not terms.fa.flow_style():
        terms.fa.set_block_style()
    return terms


def _remove(terms: Any, unwanted: Sequence[str], *, among: Sequence[str] = ("admitted", "deprecated")) -> None:
    for key in among:
        rows = terms.get(key) or []
        for place in reversed(range(len(rows))):
            if (rows[place] if key == "admitted" else rows[place]["term"]) in unwanted:
                del rows[place]
        if key in terms and not rows:
            del terms[key]


def _list(terms: Any, key: str, *, flow: bool) -> Any:
    from ruamel.yaml.comments import CommentedSeq

    if not terms.get(key):
        terms[key] = CommentedSeq()
        if flow:
            terms[key].fa.set_flow_style()
        elif terms.fa.flow_style():
            # A list of wrong renderings is read line by line.
            terms.fa.set_block_style()
    return terms[key]


def _yaml() -> YAML:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dump(entry: Any) -> str:
    stream = StringIO()
    _yaml().dump([entry], stream)
    return stream.getvalue()


def _indented(new: str, old: str) -> str:
    """``new`` (indented by two) at the depth of ``old`` and with its line ends."""
    depth = old[: old.index("-")]
    lines = [depth + line[2:] if line.strip() else line for line in split_lines(new)]
    text = "".join(lines)
    return text.replace("\n", "\r\n") if "\r\n" in old else text


def _appended(before: str, entry: str, path: Path) -> str:
    if not before:
        return f"{SCHEMA_LINE}domain: {path.stem}\nconcepts:\n{entry}"
    if not re.search(r"^concepts:\s*$", before, re.MULTILINE):
        raise TermbaseError(f"{path}: has no list 'concepts:'; add it, or write to another file")
    return before.rstrip() + "\n\n" + entry


def _sound(text: str, path: Path, termbase: Termbase) -> Termbase:
    """The termbase with another content of a file; raises where that does not validate or brings an error of the lint."""
    others = dict.fromkeys(one.file for one in termbase.concepts.values() if Path(one.file) != path)
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_text(text, encoding="utf-8", newline="")
        try:
            loaded = load_termbase([*others, trial])
        except TermbaseError as error:
            raise TermbaseError(f"not written: {str(error).replace(str(trial), str(path))}") from None
        errors = lint(loaded, None, errors_only=True)
        # Faults that were there before are not this change's business.
        known = {_identity(problem) for problem in lint(termbase, None, errors_only=True)} if errors else set()
    for problem in errors:
        if _identity(problem) not in known:
            raise TermbaseError(f"not written: {problem.concept}: {problem.message}; {problem.remedy}")
    return loaded


def _identity(problem: Problem) -> tuple[str, str, str]:
    return problem.check, problem.concept, problem.message


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise TermbaseError(f"{path}: cannot be read: {error}") from None


def _store(path: Path, text: str) -> None:
    """The whole file or none of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise TermbaseError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8"))
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise TermbaseError(f"{path}: cannot be written: {error.strerror}") from None


@dataclass(frozen=True)
class Change:
    """What to write into an entry. Terms per language; ``options`` are further keys of the entry, as in the YAML."""

    id: str
    definition: str = ""
    note: str = ""
    preferred: Mapping[str, str] = field(default_factory=dict)
    admitted: Mapping[str, Sequence[str]] = field(default_factory=dict)
    deprecated: Mapping[str, Sequence[Deprecated]] = field(default_factory=dict)
    remove: Sequence[str] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def keep(self) -> bool:
        """Whether it is a name that stays."""
        return bool(self.options.get("keep"))


@dataclass(frozen=True)
class Proposal:
    """A glossary file before and after a change, and the termbase with it. ``proposed`` as in :class:`Written`."""

    id: str
    path: Path
    before: str
    text: str
    termbase: Termbase
    created: bool
    proposed: Mapping[str, str]

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.text != self.before


@dataclass(frozen=True, slots=True)
class Written:
    """Where the entry is now. ``proposed`` are renderings made by conversion, per language, for a person to look at."""

    path: Path
    line: int
    created: bool
    changed: bool
    proposed: Mapping[str, str]
