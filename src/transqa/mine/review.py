"""Candidates as a file for people: the shape of a glossary, the evidence in comments, a verdict to write on each.

A glossary does not load with verdicts in it; ``read_review`` makes it one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from transqa.errors import TermbaseError
from transqa.mine import Candidate
from transqa.termbase.dump import comment, entry_yaml
from transqa.termbase.intake import slug, unused
from transqa.text.fold import fold
from transqa.text.inflect import english_forms

PENDING, ACCEPT, REJECT = "pending", "accept", "reject"
_HEADING = """\
Term candidates found by transqa mine, the best evidence first. Nothing here is a term before somebody says so:
set review to accept, as it stands or mended, or to reject; write a definition. Then
  transqa termbase import THIS-FILE --output GLOSSARY.yml
takes what is accepted. Where a comment names a command, the entry is in the termbase already."""


def render_review(candidates: Sequence[Candidate], *, language: str, taken: Collection[str] = ()) -> str:
    """The candidates as reviewable YAML; ``language`` is that of the renderings, ``taken`` are identifiers in use."""
    used = set(taken)
    blocks = [_block(candidate, language, used) for candidate in candidates]
    body = "\n\n".join(blocks) if blocks else "  []"
    return f"{comment(_HEADING)}domain: candidates\nconcepts:\n{body}\n"


def _block(candidate: Candidate, language: str, used: set[str]) -> str:
    best, *others = [rendering.text for rendering in candidate.renderings] or [""]
    # The matcher finds plurals and hyphens by itself.
    formed = {fold(form, "en") for form in english_forms(candidate.term, "noun")}
    spellings = [text for text in candidate.spellings if fold(text, "en") not in formed]
    row: dict[str, Any] = {
        "id": candidate.known or unused(slug(candidate.term) or "candidate", used),
        "review": PENDING,
        "definition": f"{candidate.term}: to be defined.",
    }
    if candidate.keep:
        row["keep"] = True
    row["en"] = {"preferred": candidate.term} | ({"admitted": spellings} if spellings else {})
    if best:
        row[language] = {"preferred": best} | ({"admitted": others} if others else {})
    return comment("\n".join(_evidence(candidate, language)), indent="  ") + entry_yaml(row)


def _evidence(candidate: Candidate, language: str) -> Iterable[str]:
    yield (
        f"{candidate.count} × in {candidate.documents} document{'' if candidate.documents == 1 else 's'}, "
        f"alignment {candidate.confidence:.2f}, score {candidate.score:.1f}"
    )
    for found in candidate.renderings:
        share = f"{found.text} {found.count} ×: log-likelihood {found.likelihood:.1f}, Dice {found.dice:.2f}"
        yield share + (", the dictionary agrees" if found.dictionary else "")
    if candidate.keep:
        yield "a name that the translation leaves as it is"
    if candidate.known:
        option = f"--admitted {language}:{candidate.renderings[0].text}"
        yield f"in the termbase without this rendering: transqa termbase add {candidate.known} {option}"
    for text in candidate.example:
        yield " ".join(text.replace("\0", " ").split())


def read_review(path: Path, *, taken: Collection[str] = ()) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The accepted entries of a reviewed file as rows of a glossary, and how many were left, by reason.

    Raises:
        TermbaseError: not such a file, or a faulty entry; one line that names file, line and entry.
    """
    used = set(taken)
    left: Counter[str] = Counter()
    rows = []
    for line, given in _entries(path):
        name = given.get("id")
        place = f"{path}:{line}: candidate {name!r}"
        verdict = given.get("review", ACCEPT)
        if verdict not in (PENDING, ACCEPT, REJECT):
            raise TermbaseError(f"{place}: review: {verdict!r}: write {ACCEPT}, {REJECT} or {PENDING}")
        if verdict != ACCEPT:
            left[f"candidates {'rejected' if verdict == REJECT else 'still pending'}"] += 1
        elif name in used:
            left["candidates that are in the termbase already; see the command in their comment"] += 1
        else:
            rows.append(_valid({key: value for key, value in given.items() if key != "review"}, place))
            used.add(str(name))
    return rows, dict(left)


def _entries(path: Path) -> Iterable[tuple[int, dict[str, Any]]]:
    import yaml

    try:
        text = path.read_text(encoding="utf-8-sig")
        node, data = yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)
    except OSError as error:
        raise TermbaseError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise TermbaseError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else str(path)
        raise TermbaseError(f"{place}: not YAML: {getattr(error, 'problem', None) or error}") from None
    listed = data.get("concepts") if isinstance(data, dict) else None
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        raise TermbaseError(f"{path}: has no list of concepts; give a file that transqa termbase mine wrote")
    items: Any = node and next(value for key, value in node.value if key.value == "concepts").value
    return [(item.start_mark.line + 1, row) for item, row in zip(items, listed, strict=True)]


def _valid(row: dict[str, Any], place: str) -> dict[str, Any]:
    from pydantic import ValidationError

    from transqa.termbase.schema import ConceptEntry

    try:
        ConceptEntry.model_validate(row)
    except ValidationError as error:
        fault = error.errors()[0]
        key = ".".join(map(str, fault["loc"]))
        raise TermbaseError(
            f"{place}: {key + ': ' if key else ''}{fault['msg'].removeprefix('Value error, ')}"
        ) from None
    return row
