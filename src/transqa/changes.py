"""What changed since a revision, block by block, and which translations their source has left behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from transqa.check.past import Past, content, contents
from transqa.errors import InputError
from transqa.git import Repository
from transqa.model import NOT_PROSE, Document, DocumentReport, Finding, Quote
from transqa.parse import is_bilingual, parse_bilingual_text, parse_text


@dataclass(frozen=True)
class Since:
    """The working tree against one commit: which files differ, and what they were called in it."""

    repository: Repository
    commit: str
    files: Mapping[str, str | None]

    def touches(self, path: Path) -> bool:
        """Whether the file has changed, is new or was renamed."""
        return self.repository.relative(path) in self.files

    def before(self, document: Document, *, encoding: str | None) -> Document | None:
        """The document as it was in the commit; None when it was not in it."""
        name = self.repository.relative(Path(document.path))
        if name is None:
            return None
        return _then(self.repository, self.commit, self.files.get(name, name), document, encoding=encoding)


def since(repository: Repository, revision: str) -> Since:
    """The work since this branch parted from ``revision``.

    Raises:
        InputError: an unknown revision, or a history cut short before it.
    """
    commit = repository.base(revision)
    return Since(repository, commit, repository.changed(commit))


def narrow(document: DocumentReport, *, source: Document | None, target: Document | None) -> DocumentReport:
    """The report with those findings only that are in a link one of whose blocks has changed.

    ``source`` and ``target`` are the two sides as they were before; None means that all of that side is new. A link with
    an empty side counts as changed when blocks of that side are gone. Scores stay those of the whole document.
    """
    bitext = document.bitext
    sides = (
        (bitext.source, *changed_blocks(bitext.source, source)),
        (bitext.target, *changed_blocks(bitext.target, target)),
    )
    touched: tuple[set[int], set[int]] = set(), set()
    for link in bitext.links:
        linked = (link.source, link.target)
        changed = any(not fresh.isdisjoint(blocks) for (_, fresh, _), blocks in zip(sides, linked, strict=True))
        orphaned = any(gone and not blocks for (_, _, gone), blocks in zip(sides, linked, strict=True))
        if changed or orphaned:
            for blocks, place in zip(linked, touched, strict=True):
                place.update(blocks)

    def kept(finding: Finding) -> bool:
        quotes = ((finding.source, bitext.source, touched[0]), (finding.target, bitext.target, touched[1]))
        places = [(quote, whole, blocks) for quote, whole, blocks in quotes if quote is not None]
        return not places or any(_within(quote, whole, blocks) for quote, whole, blocks in places)

    return replace(
        document,
        findings=tuple(finding for finding in document.findings if kept(finding)),
        suppressed=tuple(one for one in document.suppressed if kept(one.finding)),
    )


def changed_blocks(now: Document, then: Document | None) -> tuple[frozenset[int], bool]:
    """The blocks that were not there before, markup and link targets counted, and whether any is gone.

    An edited block is not gone: it became one that was not there before, between the same neighbours.
    """
    old, new = _written(then) if then is not None else [], _written(now)
    left = Counter(old)
    changed = set()
    for index, text in enumerate(new):
        if left[text]:
            left[text] -= 1
        else:
            changed.add(index)
    gone = False
    for _, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        lost = 0
        for text in old[first:last]:
            if left[text]:
                left[text] -= 1
                lost += 1
        gone = gone or lost > len(changed.intersection(range(start, end)))
    return frozenset(changed), gone


def histories(source: Document, target: Document, *, repository: Repository, encoding: str | None) -> dict[int, Past]:
    """The source at the commit that gave each prose block of the target its present text.

    Blocks with uncommitted text are left out, and so is everything when one of the files is not in the history.
    """
    names = [repository.relative(Path(document.path)) for document in (source, target)]
    if repository.empty or names[0] is None or names[1] is None:
        return {}
    called = list(dict.fromkeys([names[0], *(commit.path for commit in repository.log(names[0]))]))
    waiting = {index: content(block) for index, block in enumerate(target.blocks) if block.kind not in NOT_PROSE}
    found: dict[int, Past] = {}
    # A block came with the last commit that has it while the one before has not.
    log = repository.log(names[1])
    later = None
    for age, commit in enumerate([*log, None]):
        then = _then(repository, commit.id, commit.path, target, encoding=encoding) if commit else None
        present = contents(then) if then else frozenset()
        settled = [index for index, text in waiting.items() if text not in present]
        if later is not None and settled:
            versions = (_then(repository, later.id, name, source, encoding=encoding) for name in called)
            if (past := next((version for version in versions if version), None)) is not None:
                found |= dict.fromkeys(settled, Past(later.id[:7], later.day, age - 1, past))
        for index in settled:
            del waiting[index]
        if not waiting:
            break
        later = commit
    return found


def _then(
    repository: Repository, commit: str, path: str | None, document: Document, *, encoding: str | None
) -> Document | None:
    data = repository.read(commit, path) if path is not None else None
    if data is None:
        return None
    return _parsed(data.decode(encoding or "utf-8", "replace"), document)


def _parsed(text: str, document: Document) -> Document | None:
    """An earlier text of a document; None where a bilingual file was another one then, or no such file."""
    if not is_bilingual(document.path):
        return parse_text(text, path=document.path, language=document.language)
    try:
        bitext = parse_bilingual_text(text, path=document.path)
    except InputError:
        return None
    return next((side for side in (bitext.source, bitext.target) if side.language == document.language), None)


def _written(document: Document) -> list[str]:
    """The blocks as the file has them, blanks apart."""
    return ["".join(document.text[block.span.start : block.span.end].split()) for block in document.blocks]


def _within(quote: Quote, document: Document, blocks: set[int]) -> bool:
    spans = (document.blocks[index].span for index in blocks)
    return any(span.start <= quote.span.start < span.end or span.overlaps(quote.span) for span in spans)
