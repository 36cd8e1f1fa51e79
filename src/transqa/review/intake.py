"""Taking documents in: uploads and folders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from transqa.errors import InputError
from transqa.parse import expand_pattern, parse_text
from transqa.parse.languages import language_name, language_of
from transqa.parse.read import decode, text_codec
from transqa.review.checking import Files, Steps
from transqa.review.recheck import ensure_checked, store_check
from transqa.review.schema import content, document, finding, project, version
from transqa.review.store import record
from transqa.review.types import Actor, Conflict, Stage, Upload
from transqa.review.versions import Text, Tools, add_version, load, parsed, put
from transqa.review.views import Imported
from transqa.text.language import canonical

#: The largest file that is taken, in bytes.
LARGEST = 20 * 1024 * 1024
_LONGEST_NAME = 400


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files as they are to be stored."""

    project: str
    source: Text
    target: Text
    encoding: str


def read_pair(
    source: Upload,
    target: Upload,
    *,
    project: str,
    source_language: str | None,
    target_language: str | None,
    encoding: str | None,
) -> Pair:
    """Two uploads decoded, their languages found, and parsed.

    Raises:
        InputError: one line that names the file, what is wrong with it and what to do.
    """
    if not project.strip():
        raise InputError("the project has no name; give it one")
    names = [_name(upload.name) for upload in (source, target)]
    texts = [_decoded(upload, name, encoding) for upload, name in zip((source, target), names, strict=True)]
    tags = [canonical(tag) if tag else None for tag in (source_language, target_language)]
    first, second = (language_of(text, tag) for text, tag in zip(texts, tags, strict=True))
    if first == second:
        raise InputError(
            f"{names[0]} and {names[1]} both look like {language_name(first)}; "
            "choose the languages, or look whether one file was given twice"
        )
    sides = [
        Text(upload.data, parse_text(text, path=name, language=language))
        for upload, text, name, language in zip((source, target), texts, names, (first, second), strict=True)
    ]
    return Pair(clean(project.strip(), "the project's name"), sides[0], sides[1], text_codec(names[1], encoding))


def take_pair(tools: Tools, actor: Actor, pair: Pair, *, replace: bool, steps: Steps) -> Imported:
    """Check a pair and store it, as a new document or as another version of one that is there."""
    steps.at(Stage.READ, pair.target.document.path)
    with tools.store.read() as connection:
        row = _known(connection, pair)
        if row and _same(row, pair) and (not replace or row.target == pair.target.hash):
            return Imported(row.id, row.name, findings=_findings(connection, row.id))
    if row:
        return _another_version(tools, actor, pair, row, replace=replace, steps=steps)
    termbase = tools.checker.termbase()
    checked = tools.checker.check(pair.source.document, pair.target.document, (), termbase=termbase, steps=steps)
    key = tools.checker.key(_files(pair), (), termbase)
    steps.at(Stage.STORE, pair.target.document.path)
    with tools.store.write() as connection:
        owner = _project(connection, pair.project)
        if _known(connection, pair) is None:
            row = _create(connection, actor, pair, owner)
            store_check(connection, row, checked, key, config=tools.checker.config)
            return Imported(row.id, row.name, created=True, changed=True, findings=len(checked.report.findings))
    # Somebody else took the same name in the meantime.
    return take_pair(tools, actor, pair, replace=replace, steps=steps)


def take_folder(
    tools: Tools,
    actor: Actor,
    pattern: str,
    *,
    root: Path,
    project: str,
    languages: tuple[str, str],
    steps: Callable[[int], Steps],
) -> tuple[Imported, ...]:
    """Take every pair that a pattern finds; ``steps`` is told how many there are."""
    found = expand_pattern(pattern, source_language=languages[0], target_language=languages[1], root=root)
    step = steps(len(found.pairs))
    taken = []
    for source, target in found.pairs:
        name = target.relative_to(root).as_posix()
        step.at(Stage.READ, name)
        try:
            pair = read_pair(
                _upload(source, root),
                _upload(target, root),
                project=project,
                source_language=languages[0],
                target_language=languages[1],
                encoding=tools.checker.config.encoding,
            )
            taken.append(take_pair(tools, actor, pair, replace=False, steps=step))
        except (InputError, Conflict) as error:
            taken.append(Imported(None, name, problem=str(error)))
        step.next_document()
    return tuple(taken)


def remove(tools: Tools, actor: Actor, number: int) -> None:
    """Take a document out; only the audit trail remembers it."""
    with tools.store.write() as connection:
        row = load(connection, number, lock=True)
        connection.execute(sa.delete(document).where(document.c.id == number))
        record(connection, actor, "remove", document=number, before={"name": row.name}, subject=row.name)


def _another_version(tools: Tools, actor: Actor, pair: Pair, row: Any, *, replace: bool, steps: Steps) -> Imported:
    steps.at(Stage.STORE, row.name)
    with tools.store.write() as connection:
        row = load(connection, row.id, lock=True)
        source = None if pair.source.hash in (row.taken_source, row.source) else pair.source
        # The file as it was taken in before is nothing new, unless it is to replace what was made of it here.
        known = (row.target,) if replace else (row.taken_target, row.target)
        target = None if pair.target.hash in known else pair.target
        if target and row.target != row.taken_target and not replace:
            raise _both_changed(connection, tools, row, pair)
        old = parsed(tools, connection, row)
        values = {
            "source_name": pair.source.document.path,
            "source_language": pair.source.document.language,
            "target_language": pair.target.document.language,
            "encoding": pair.encoding,
            "taken_source": pair.source.hash,
            "taken_target": pair.target.hash,
        }
        connection.execute(sa.update(document).where(document.c.id == row.id).values(values))
        if source or target:
            add_version(connection, actor, row, old=old, source=source, target=target, what="import")
    # It is stored: whoever cancels now finds it checked when they look at it.
    ensure_checked(tools, row.id)
    with tools.store.read() as connection:
        return Imported(row.id, row.name, changed=bool(source or target), findings=_findings(connection, row.id))


def _both_changed(connection: sa.Connection, tools: Tools, row: Any, pair: Pair) -> Conflict:
    return Conflict(
        f"{row.name}: was edited here and in the file since it was taken in; export it first, or replace it",
        document=row.id,
        block=None,
        revision=row.revision,
        base=parsed(tools, connection, row, target=row.taken_target)[1].text,
        theirs=parsed(tools, connection, row)[1].text,
        yours=pair.target.document.text,
        who=row.updated_by,
        when=row.updated,
    )


def _project(connection: sa.Connection, name: str) -> int:
    """The project of this name, made where there is none; others who add to it wait for this transaction."""
    put(connection, project, {"name": name})
    query = sa.select(project.c.id).where(project.c.name == name).with_for_update()
    return int(connection.execute(query).scalar_one())


def _create(connection: sa.Connection, actor: Actor, pair: Pair, number: int) -> Any:
    for text in (pair.source, pair.target):
        put(connection, content, {"hash": text.hash, "data": text.data})
    hashes = {"source": pair.source.hash, "target": pair.target.hash}
    files = _files(pair)
    values = {
        "project": number,
        "name": files.target_name,
        "source_name": files.source_name,
        "source_language": files.source_language,
        "target_language": files.target_language,
        "encoding": files.encoding,
        "revision": 1,
        **hashes,
        "taken_source": pair.source.hash,
        "taken_target": pair.target.hash,
        "checked": "",
        "checked_revision": 1,
        "signature": "",
        "passed": 0,
        "blocks": 0,
        "rows": 0,
        "updated": datetime.now(UTC),
        "updated_by": actor.name,
    }
    created = connection.execute(sa.insert(document).values(values).returning(document.c.id)).scalar_one()
    after = {"name": files.target_name, "project": pair.project, **hashes}
    at = record(connection, actor, "import", document=created, subject=files.target_name, after=after)
    connection.execute(sa.update(document).where(document.c.id == created).values(updated=at))
    made = {"document": created, "revision": 1, "who": actor.name, "role": actor.role.value, "at": at, "what": "import"}
    connection.execute(sa.insert(version).values(**made, **hashes))
    return load(connection, created)


def _files(pair: Pair) -> Files:
    source, target = pair.source.document, pair.target.document
    return Files(
        pair.source.hash,
        pair.target.hash,
        source.path,
        target.path,
        source.language,
        target.language,
        pair.encoding,
    )


def _known(connection: sa.Connection, pair: Pair) -> Any:
    query = sa.select(document).join(project, project.c.id == document.c.project)
    named = query.where(project.c.name == pair.project, document.c.name == pair.target.document.path)
    return connection.execute(named).one_or_none()


def _same(row: Any, pair: Pair) -> bool:
    return (row.taken_source, row.taken_target) == (pair.source.hash, pair.target.hash)


def _findings(connection: sa.Connection, number: int) -> int:
    query = sa.select(sa.func.count()).select_from(finding).where(finding.c.document == number)
    return int(connection.execute(query).scalar_one())


def _upload(path: Path, root: Path) -> Upload:
    """A file of a folder. A large one is not read: its size says enough."""
    name = path.relative_to(root).as_posix()
    try:
        demand_size(name, path.stat().st_size)
        return Upload(name, path.read_bytes())
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror}") from None


def _decoded(upload: Upload, name: str, encoding: str | None) -> str:
    demand_size(name, len(upload.data))
    text = decode(upload.data, name=name, encoding=encoding, option="the encoding option")
    codec = text_codec(name, encoding)
    if text.encode(codec) != upload.data:
        raise InputError(f"{name}: cannot be written back byte for byte as {codec}; save it as UTF-8")
    return text


def demand_size(name: str, size: int) -> None:
    """Raise InputError for a file that is too large to take."""
    megabyte = 1024 * 1024
    if size > LARGEST:
        limit = LARGEST // megabyte
        raise InputError(f"{name}: is {size / megabyte:.1f} MB; the limit is {limit} MB; split the document")


def _name(given: str) -> str:
    """A relative path without tricks: uploads are named by whoever made them."""
    parts = [part for part in given.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    name = clean("/".join(parts).strip(), "a file's name")
    if not name or len(name) > _LONGEST_NAME:
        raise InputError(f"{name[:60] or 'a file'}: is no name for a document; rename the file")
    return name


def clean(text: str, what: str) -> str:
    """The text itself; refused where a database cannot keep it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InputError(f"{what} holds half of a character (a lone surrogate); take it out") from None
    if "\0" in text:
        raise InputError(f"{what} holds a NUL character; take it out")
    return text
