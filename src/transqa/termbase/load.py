"""Glossary files -> Termbase. A fault names file, line and concept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transqa.cache import cached
from transqa.errors import TermbaseError
from transqa.model import Severity
from transqa.termbase.model import Concept, Condition, Deprecated, Example, Termbase, Terms

if TYPE_CHECKING:
    from transqa.termbase.schema import ConceptEntry

#: Raised whenever the stored form of a concept changes.
_FORMAT = 3


def default_path() -> Path:
    """The glossary that comes with transqa: packed beside the code, or in the checkout."""
    packed = Path(__file__).parents[1] / "_glossary"
    return packed if packed.is_dir() else Path(__file__).parents[3] / "glossary"


def load_termbase(paths: Sequence[str | Path] | None = None) -> Termbase:
    """Read and validate glossary files (or directories of them); the one that comes with transqa for None.

    Later files may not redefine a concept of earlier ones. Validation is skipped for content that was validated before.

    Raises:
        TermbaseError: a file is missing, not YAML, or has a faulty entry; one line that names file, line and concept.
    """
    files = list(_files([default_path()] if paths is None else [Path(path) for path in paths]))
    contents = [(path, _read(path)) for path in files]
    digest = hashlib.sha256()
    for path, content in contents:
        digest.update(path.name.encode() + b"\0" + content + b"\0")
    key = digest.hexdigest()[:16]
    rows = cached(f"termbase-{_FORMAT}-{key}", lambda: list(_validated(contents)))
    names = {path.name: str(path) for path, _ in contents}
    return Termbase(_Concepts({row["id"]: row for row in rows}, names), key)


class _Concepts(Mapping[str, Concept]):
    """The concepts of a glossary, each made when it is first asked for: of thousands a document needs few."""

    def __init__(self, rows: Mapping[str, dict[str, Any]], paths: Mapping[str, str]) -> None:
        self._rows, self._paths = rows, paths
        self._made: dict[str, Concept] = {}

    def __getitem__(self, name: str) -> Concept:
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = _concept(self._rows[name], self._paths)
        return made

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(path.glob("*.yml")) + sorted(path.glob("*.yaml"))
            if not found:
                raise TermbaseError(f"{path}: no .yml file in this directory; name a glossary file or directory")
            yield from found
        elif path.exists():
            yield path
        else:
            raise TermbaseError(f"{path}: no such glossary file or directory")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TermbaseError(f"{path}: cannot be read: {error.strerror}") from error


def _validated(contents: Iterable[tuple[Path, bytes]]) -> Iterable[dict[str, Any]]:
    seen: dict[str, str] = {}
    for path, content in contents:
        for entry, line in _entries(path, content):
            if entry.id in seen:
                raise TermbaseError(f"{path}:{line}: concept {entry.id!r} is already defined in {seen[entry.id]}")
            seen[entry.id] = f"{path}:{line}"
            yield entry.model_dump(by_alias=True, exclude_defaults=True) | {
                "domain": path.stem,
                "file": path.name,
                "line": line,
            }


def _entries(path: Path, content: bytes) -> Iterable[tuple[ConceptEntry, int]]:
    import yaml
    from pydantic import ValidationError

    from transqa.termbase.schema import GlossaryFile

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(content.decode("utf-8"))
        # Composed once and kept: the nodes know the lines that an error has to name.
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except UnicodeDecodeError as error:
        raise TermbaseError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else str(path)
        raise TermbaseError(f"{place}: not YAML: {getattr(error, 'problem', None) or error}") from error
    for key, line in _repeated(node):
        raise TermbaseError(f"{path}:{line}: {key!r} stands twice in the same place; merge the two")
    try:
        file = GlossaryFile.model_validate(data)
    except ValidationError as error:
        # A mistyped key explains the missing one, not the other way round.
        first = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
        line = _line(node, first["loc"])
        concept = _name(data, first["loc"])
        key = ".".join(str(part) for part in first["loc"] if part not in ("concepts",) and not isinstance(part, int))
        message = first["msg"].removeprefix("Value error, ")
        raise TermbaseError(f"{path}:{line}: {concept}{key + ': ' if key else ''}{message}") from error
    lines = [_line(node, ("concepts", index)) for index in range(len(file.concepts))]
    return zip(file.concepts, lines, strict=True)


def _repeated(node: Any) -> Iterator[tuple[str, int]]:
    """Keys that a mapping has twice, with their 1-based lines: YAML takes the last one and says nothing."""
    import yaml

    if isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _repeated(part)
    elif isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                yield str(key.value), key.start_mark.line + 1
            if isinstance(key, yaml.ScalarNode):
                seen.add(key.value)
            yield from _repeated(value)


def _line(node: Any, location: Sequence[str | int]) -> int:
    """1-based line of the deepest part of ``location`` that the YAML has."""
    import yaml

    line = 1
    for part in location:
        if node is None:
            break
        if isinstance(part, int) and isinstance(node, yaml.SequenceNode) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
            if part not in pairs:
                break
            key, node = pairs[str(part)]
            line = key.start_mark.line + 1
    return line


def _name(data: Any, location: Sequence[str | int]) -> str:
    if len(location) > 1 and location[0] == "concepts" and isinstance(location[1], int):
        entry = data["concepts"][location[1]]
        named = entry.get("id") if isinstance(entry, dict) else None
        return f"concept {named!r}: " if named else f"concept number {location[1] + 1}: "
    return ""


def _concept(row: dict[str, Any], paths: Mapping[str, str]) -> Concept:
    from_row = {tag: _terms(row[tag]) for tag in ("en", "zh-Hans", "zh-Hant", "ja", "de") if row.get(tag)}
    when = row.get("when")
    return Concept(
        id=row["id"],
        domain=row["domain"],
        definition=row["definition"],
        terms=from_row,
        pos=row.get("pos", "noun"),
        case_sensitive=row.get("case") == "sensitive",
        when=_condition(when) if when else None,
        common=row.get("common", False),
        open=row.get("open", False),
        first_mention=row.get("first_mention", False),
        keep=row.get("keep", False),
        note=row.get("note") or "",
        examples=tuple(_example(example) for example in row.get("examples", ())),
        file=paths[row["file"]],
        line=row["line"],
    )


def _condition(row: dict[str, Any]) -> Condition:
    parts = {key: tuple(row.get(key, ())) for key in ("near", "not_near", "before", "after")}
    return Condition(**parts, pos=row.get("pos"))


def _terms(row: dict[str, Any]) -> Terms:
    return Terms(
        preferred=row.get("preferred"),
        admitted=tuple(row.get("admitted", ())),
        deprecated=tuple(
            Deprecated(
                entry["term"],
                entry["reason"],
                entry.get("anywhere", False),
                Severity(entry.get("severity", "major")),
            )
            for entry in row.get("deprecated", ())
        ),
    )


def _example(row: dict[str, Any]) -> Example:
    language = "zh-Hans" if row.get("zh-Hans") else "zh-Hant"
    return Example(row["en"], row[language], language, row.get("wrong"))
