"""The termbase as the desk uses it: where terms stand, entries that verdicts suggest, and what an entry would do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from transqa.curate import Change, Proposal, domain_file, propose_entry, search, write_proposal
from transqa.model import Finding
from transqa.pipeline import termbase_paths
from transqa.review.checking import Steps
from transqa.review.recheck import counterparts, ensure_checked
from transqa.review.records import load_finding
from transqa.review.rows import one_finding
from transqa.review.schema import audit, document, finding, link, term_use
from transqa.review.store import record
from transqa.review.types import Actor, Stage
from transqa.review.versions import Tools, files_of, load, load_overrides, parsed
from transqa.review.views import Draft, Effect, Preview, TermRow, Terms, TermUse
from transqa.termbase import Termbase
from transqa.termbase.intake import slug, unused
from transqa.termbase.model import Concept, Deprecated
from transqa.termbase.schema import LANGUAGES

#: Outcomes of a term in the order of their interest.
_OUTCOMES = ("deprecated", "missing", "untranslated", "repeated", "accepted")


def terms(tools: Tools, connection: sa.Connection, query: str, *, domain: str, offset: int, limit: int) -> Terms:
    """A page of the concepts that fit a query."""
    found = [one for one in search(tools.checker.termbase(), query) if domain in ("", one.domain)]
    shown = found[offset : offset + limit]
    names = [one.id for one in shown]
    used = _tally(connection, term_use.c.concept, names, term_use.c.outcome == "accepted")
    misused = _tally(connection, finding.c.concept, names)
    return Terms(len(found), tuple(TermRow(one, used.get(one.id, 0), misused.get(one.id, 0)) for one in shown))


def domains(tools: Tools) -> tuple[str, ...]:
    """The domains of the termbase, sorted."""
    return tuple(sorted({one.domain for one in tools.checker.termbase().concepts.values()}))


def uses(connection: sa.Connection, concept: str) -> tuple[TermUse, ...]:
    """Where documents have a concept, wrong renderings first."""
    faults: dict[tuple[int, int], Finding] = {}
    query = sa.select(finding.c.document, finding.c.row, finding.c.data).where(finding.c.concept == concept)
    for one in connection.execute(query.order_by(finding.c.place.desc())):
        faults[one.document, one.row] = load_finding(one.data)
    listed = sa.select(term_use, document.c.name).join(document, document.c.id == term_use.c.document)
    rows = connection.execute(listed.where(term_use.c.concept == concept).order_by(document.c.name, term_use.c.id))
    found = [_use(row, faults.get((row.document, row.row))) for row in rows]
    return tuple(sorted(found, key=lambda one: _OUTCOMES.index(one.outcome)))


def from_dismissal(tools: Tools, connection: sa.Connection, number: int, fingerprint: str) -> Draft | None:
    """The entry that accepts what a finding blames: the rendering as admitted, or a name that has this rendering."""
    reviewed = one_finding(connection, fingerprint, number)
    one, language = reviewed.finding, _language(load(connection, number))
    if language is None or one.target is None or not one.target.text:
        return None
    text = one.target.text
    why = reviewed.reason or one.message
    known = tools.checker.termbase().concepts.get(one.concept or "")
    if known is not None:
        if text in known.accepted(language):
            return None
        return Draft(Change(known.id, admitted={language: (text,)}, remove=(text,)), None, why)
    if not one.rule.startswith(("DNT", "NAM")) or one.source is None:
        return None
    return Draft(_new(tools, one, {language: text}, options={"keep": True}), None, why)


def from_fix(tools: Tools, connection: sa.Connection, number: int, fingerprint: str) -> Draft | None:
    """The entry that blames everywhere what was mended here."""
    reviewed = one_finding(connection, fingerprint, number)
    one, language = reviewed.finding, _language(load(connection, number))
    if language is None or one.target is None or not one.target.text or not one.source or not one.source.text:
        return None
    right = _mended_text(connection, number, fingerprint) or (one.fixes[0].text if one.fixes else "")
    wrong = one.target.text
    if not right or right == wrong:
        return None
    reason = str(one.evidence.get("gloss") or one.evidence.get("reason") or one.message)
    blamed = {language: (Deprecated(wrong, reason),)}
    known = tools.checker.termbase().concepts.get(one.concept or "")
    if known is None:
        keep = {"keep": True} if right == one.source.text else {}
        change = _new(tools, one, {} if keep else {language: right}, options=keep, deprecated=blamed)
        return Draft(change, None, one.message)
    listed = known.terms.get(language)
    if listed and wrong in [*listed.accepted, *(entry.text for entry in listed.deprecated)]:
        return None
    preferred = {} if known.accepted(language) else {language: right}
    return Draft(Change(known.id, preferred=preferred, deprecated=blamed), None, one.message)


def preview(
    tools: Tools, change: Change, *, domain: str | None, replace: bool, steps: Steps, visible: Sequence[int]
) -> Preview:
    """What an entry would do to its file and to documents; nothing is written."""
    termbase = tools.checker.termbase()
    proposal = _propose(tools, change, termbase, domain=domain, replace=replace)
    effects, unchanged = [], 0
    for number in visible if proposal.changed else ():
        effect = _effect(tools, proposal, change, number, steps)
        steps.next_document()
        if effect is None:
            continue
        if effect.gone or effect.new:
            effects.append(effect)
        else:
            unchanged += 1
    old, new = (text.splitlines(keepends=True) for text in (proposal.before, proposal.text))
    diff = difflib.unified_diff(old, new, fromfile=proposal.path.name, tofile=proposal.path.name, n=2)
    return Preview(
        str(proposal.path), "".join(diff), proposal.created, tuple(effects), unchanged, dict(proposal.proposed)
    )


def save(tools: Tools, actor: Actor, change: Change, *, domain: str | None, replace: bool) -> str:
    """Write an entry into its file; ``file:line``."""
    proposal = _propose(tools, change, tools.checker.termbase(), domain=domain, replace=replace)
    if proposal.changed:
        entries = [one.concepts.get(change.id) for one in (tools.checker.termbase(), proposal.termbase)]
        before, after = (_shown(one) if one else None for one in entries)
        # The line of the audit trail keeps other servers from writing a file at the same time.
        with tools.store.write() as connection:
            record(connection, actor, "save entry", subject=change.id, before=before, after=after)
            written = write_proposal(proposal)
        return f"{written.path}:{written.line}"
    return f"{proposal.path}:{tools.checker.termbase().concepts[change.id].line}"


def open_documents(connection: sa.Connection) -> tuple[int, ...]:
    """Documents that are not signed off."""
    query = sa.select(document.c.id).where(document.c.signed_by.is_(None)).order_by(document.c.name)
    return tuple(connection.execute(query).scalars())


def _propose(tools: Tools, change: Change, termbase: Termbase, *, domain: str | None, replace: bool) -> Proposal:
    folders = [*tools.checker.config.termbase.paths, *termbase_paths(tools.checker.config)]
    file = domain_file(domain, termbase, folders) if domain else None
    return propose_entry(change, termbase, file=file, replace=replace)


def _effect(tools: Tools, proposal: Proposal, change: Change, number: int, steps: Steps) -> Effect | None:
    """What a termbase would change in a document; None for one that has no word of the entry."""
    with tools.store.read() as connection:
        row = load(connection, number)
        steps.at(Stage.READ, row.name)
        if not _mentions(connection, number, change, proposal):
            return None
    ensure_checked(tools, number)
    with tools.store.read() as connection:
        row = load(connection, number)
        stored = sa.select(finding.c.data).where(finding.c.document == number).order_by(finding.c.place)
        before = [load_finding(data) for data in connection.execute(stored).scalars()]
        sides, overrides = parsed(tools, connection, row), load_overrides(connection, number)
    after = tools.checker.check(*sides, overrides, termbase=proposal.termbase, steps=steps).report.findings
    pairs = counterparts(before, after)
    same = {id(one) for pair in pairs for one in pair}
    return Effect(
        number,
        files_of(row).target_name,
        tuple(one for one in before if id(one) not in same),
        tuple(one for one in after if id(one) not in same),
    )


def _mentions(connection: sa.Connection, number: int, change: Change, proposal: Proposal) -> bool:
    forms = {form.casefold() for form in _forms(proposal.termbase.concepts[change.id])}
    # Inflections change the end of a word.
    stems = {form[:-2] if form.isascii() and len(form) > 4 else form for form in forms | set(change.remove)}
    found = sa.or_(*(link.c.search.contains(stem, autoescape=True) for stem in stems))
    return connection.execute(sa.select(link.c.place).where(link.c.document == number, found)).first() is not None


def _forms(concept: Concept) -> Iterable[str]:
    for listed in concept.terms.values():
        yield from listed.accepted
        yield from (entry.text for entry in listed.deprecated)


def _new(
    tools: Tools,
    one: Finding,
    preferred: dict[str, str],
    *,
    options: dict[str, Any],
    deprecated: Mapping[str, Sequence[Deprecated]] | None = None,
) -> Change:
    """A new entry named after the source's word; somebody must still define it."""
    word = one.source.text if one.source else ""
    name = unused(slug(word) or "new-entry", set(tools.checker.termbase().concepts))
    return Change(name, preferred={"en": word, **preferred}, deprecated=deprecated or {}, options=options)


def _language(row: Any) -> str | None:
    """The target language, where the termbase has such terms and the source is English."""
    return row.target_language if row.target_language in LANGUAGES and row.source_language == "en" else None


def _mended_text(connection: sa.Connection, number: int, fingerprint: str) -> str:
    query = sa.select(audit.c.after).where(
        audit.c.document == number, audit.c.subject == fingerprint, audit.c.action == "fix"
    )
    after = connection.execute(query.order_by(audit.c.sequence.desc())).scalar()
    return str(after["text"]) if after else ""


def _tally(connection: sa.Connection, column: sa.Column[Any], names: Sequence[str], *conditions: Any) -> dict[str, int]:
    query = sa.select(column, sa.func.count()).where(column.in_(names), *conditions).group_by(column)
    return {name: number for name, number in connection.execute(query)}


def _use(row: Any, fault: Finding | None) -> TermUse:
    wrong = fault if row.outcome not in ("accepted", "repeated") else None
    return TermUse(
        document=row.document,
        document_name=row.name,
        row=row.row,
        source=row.source,
        target=row.target or (wrong.target.text if wrong and wrong.target else ""),
        outcome=row.outcome,
        fingerprint=wrong.fingerprint if wrong else None,
    )


def _shown(concept: Concept) -> dict[str, Any]:
    return {
        "definition": concept.definition,
        "terms": {
            tag: {"accepted": list(listed.accepted), "deprecated": [entry.text for entry in listed.deprecated]}
            for tag, listed in concept.terms.items()
        },
    }
