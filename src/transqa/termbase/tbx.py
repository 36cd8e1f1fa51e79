"""TBX, ISO 30042: the exchange format of termbases.

Written is TBX-Basic of the 2019 edition in DCA style (data categories as attributes). Read is that, DCT style (data
categories as tags), TBX 2 (``martif`` with ``tig`` or ``ntig``) and TBX-Min, old and new.

What TBX-Basic has no data category for is kept in notes that begin with ``transqa:`` and go on with a JSON object, so
that our own files come back whole: of a concept ``pos`` (a name is a noun to TBX-Basic), ``case``, ``when``,
``common``, ``open``, ``first_mention`` and ``keep``; of a deprecated term ``anywhere`` and ``severity`` (its reason is a plain
note); of a context ``example`` (which sentences are a pair) and ``wrong``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, ValidationError

from transqa.errors import TermbaseError
from transqa.model import Severity
from transqa.termbase.dump import condition
from transqa.termbase.intake import DEPRECATED, Draft, DraftTerm, Imported, build, status
from transqa.termbase.model import Concept, Condition, Example
from transqa.termbase.schema import ConditionEntry, Entry, Text
from transqa.text.xml import check_xml, xml_encoding
from transqa.version import __version__

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
#: More than any termbase that people edit; less than what a machine chokes on.
MAX_BYTES = 256 * 2**20

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MARK = "transqa:"
_PARTS_OF_SPEECH = {"noun", "verb", "adjective"}

_ROOTS = frozenset({"tbx", "martif", "TBX"})
_CONCEPTS = frozenset({"conceptEntry", "termEntry", "entry"})
_LANGUAGES = frozenset({"langSec", "langSet", "langGroup"})
_TERMS = frozenset({"termSec", "tig", "ntig", "termGroup"})
#: Elements that only hold others.
_GROUPS = frozenset({"descripGrp", "adminGrp", "transacGrp", "termNoteGrp", "termGrp", "auxInfo"})
#: Elements whose ``type`` says what they are; all others say it by their name.
_TYPED = frozenset(
    {"admin", "adminNote", "descrip", "descripNote", "ref", "termNote", "transac", "transacNote", "xref"}
)


class OwnNote(Entry):
    """What stands in a note that begins with ``transqa:``."""

    pos: Literal["noun", "verb", "adjective", "name"] | None = None
    case: Literal["insensitive", "sensitive"] = "insensitive"
    when: ConditionEntry | None = None
    common: bool = False
    open: bool = False
    first_mention: bool = False
    keep: bool = False
    anywhere: bool = False
    severity: Literal["minor", "major", "critical"] = "major"
    example: Annotated[int, Field(ge=1)] | None = None
    wrong: Text | None = None


def render_tbx(concepts: Iterable[Concept], *, title: str) -> str:
    """TBX-Basic in DCA style.

    Raises:
        TermbaseError: a text holds a character that XML cannot.
    """
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}tbx", {"type": "TBX-Basic", "style": "dca"}, nsmap={None: NAMESPACE})
    root.set(_LANG, "en")
    file = _sub(_sub(root, "tbxHeader"), "fileDesc")
    _sub(_sub(file, "titleStmt"), "title", title)
    _sub(_sub(file, "sourceDesc"), "p", f"Written by transqa {__version__}. Notes that begin with {_MARK} are its own.")
    body = _sub(_sub(root, "text"), "body")
    for concept in concepts:
        try:
            _write_concept(body, concept)
        except ValueError as error:
            raise TermbaseError(
                f"{concept.file}:{concept.line}: concept {concept.id!r} cannot be written as XML: {error}"
            ) from None
    etree.indent(root)
    text: str = etree.tostring(root, xml_declaration=True, encoding="UTF-8").decode("utf-8")
    return text + "\n"


def _sub(parent: _Element, name: str, text: str | None = None, **attributes: str) -> _Element:
    from lxml import etree

    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    child.text = text
    return child


def _write_concept(body: _Element, concept: Concept) -> None:
    # An XML identifier begins with no digit; the underscore, which none of ours has, is taken off again.
    entry = _sub(body, "conceptEntry", id=f"_{concept.id}" if concept.id[0].isdigit() else concept.id)
    if concept.domain:
        _sub(entry, "descrip", concept.domain, type="subjectField")
    _sub(entry, "descrip", concept.definition, type="definition")
    if concept.note:
        _sub(entry, "note", concept.note)
    _write_own(
        entry,
        pos="" if concept.pos in _PARTS_OF_SPEECH else concept.pos,
        case="sensitive" if concept.case_sensitive else "",
        when=condition(concept.when) if concept.when else {},
        common=concept.common,
        open=concept.open,
        first_mention=concept.first_mention,
        keep=concept.keep,
    )
    homes: dict[tuple[str, str], _Element] = {}
    for tag, terms in concept.terms.items():
        section = _sub(entry, "langSec")
        section.set(_LANG, tag)
        for index, text in enumerate(terms.accepted):
            first = index == 0 and terms.preferred is not None
            homes[tag, text] = _write_term(section, text, "preferred" if first else "admitted", concept)
        for wrong in terms.deprecated:
            homes[tag, wrong.text] = home = _write_term(section, wrong.text, "deprecated", concept)
            _sub(home, "note", wrong.reason)
            severity = "" if wrong.severity is Severity.MAJOR else wrong.severity.value
            _write_own(home, anywhere=wrong.anywhere, severity=severity)
    for number, example in enumerate(concept.examples, 1):
        _write_example(concept, homes, number, example)


def _write_term(section: _Element, text: str, word: str, concept: Concept) -> _Element:
    home = _sub(section, "termSec")
    _sub(home, "term", text)
    _sub(home, "termNote", f"{word}Term-admn-sts", type="administrativeStatus")
    _sub(home, "termNote", concept.pos if concept.pos in _PARTS_OF_SPEECH else "noun", type="partOfSpeech")
    if text.isupper() and text.isalpha() and text.isascii() and len(text) > 1:
        _sub(home, "termNote", "acronym", type="termType")
    return home


def _write_example(concept: Concept, homes: Mapping[tuple[str, str], _Element], number: int, example: Example) -> None:
    """Either sentence stands at a term of its language that it shows, or else at the English term."""
    english = homes["en", concept.terms["en"].accepted[0]]
    tag = example.target_language
    shown = [example.wrong] if example.wrong else list(concept.accepted(tag))
    target = next((homes[tag, text] for text in shown if (tag, text) in homes), english)
    for home, language, text in ((english, "en", example.source), (target, tag, example.target)):
        group = _sub(home, "descripGrp")
        _sub(group, "descrip", text, type="context").set(_LANG, language)
        _write_own(group, example=number, wrong=example.wrong if language == tag else "")


def _write_own(parent: _Element, **values: Any) -> None:
    given = {key: value for key, value in values.items() if value}
    if given:
        _sub(parent, "note", f"{_MARK}{json.dumps(given, ensure_ascii=False)}")


def read_tbx(path: Path, *, taken: Collection[str] = ()) -> Imported:
    """The concepts of a TBX file; ``taken`` are identifiers that its concepts may not get.

    Nothing outside the file is read, and a file that declares entities is refused.

    Raises:
        TermbaseError: not a file, too large, not well-formed XML, not TBX; one line that names file and line.
    """
    root = _parse(path)
    dropped: Counter[str] = Counter()
    own = any((text.text or "").startswith("Written by transqa") for text in root.iter(f"{{{NAMESPACE}}}p"))
    drafts = [
        _draft(element, dropped=dropped, own=own, place=f"{path}:{element.sourceline}")
        for element in root.iter()
        if _name(element) in _CONCEPTS
    ]
    if not drafts:
        raise TermbaseError(f"{path}: holds no concept; expected conceptEntry or termEntry elements")
    return build(drafts, dropped=dropped, taken=() if own else taken)


def _parse(path: Path) -> _Element:
    """The root of a file from anywhere, which is not trusted."""
    from lxml import etree

    try:
        data = path.read_bytes()
    except OSError as error:
        raise TermbaseError(f"{path}: cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise TermbaseError(f"{path}: has {len(data) >> 20} MB; split it into files below {MAX_BYTES >> 20} MB")
    codec = xml_encoding(data, name=str(path), error=TermbaseError)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise TermbaseError(f"{path}: is not {codec} ({error.reason} at byte {error.start})") from None
    check_xml(text, name=str(path), error=TermbaseError)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: _Element = etree.fromstring(text.removeprefix("\ufeff").encode(), parser)
    except etree.XMLSyntaxError as error:
        # Namespaces and sizes are judged by two libraries, and either may be the stricter one.
        reason = " ".join((error.msg or "broken").split())
        raise TermbaseError(f"{path}:{error.lineno or 1}: not well-formed XML: {reason}") from None
    if _name(root) not in _ROOTS:
        raise TermbaseError(f"{path}:{root.sourceline}: the root is <{_name(root)}>, not TBX (tbx, martif)")
    return root


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _text(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _facts(element: _Element) -> Iterator[tuple[str, str, _Element]]:
    """(data category, text, element) of all that is said at this level; deeper sections are left out."""
    for child in element:
        name = _name(child)
        if name in _GROUPS:
            yield from _facts(child)
        elif name and name not in _LANGUAGES and name not in _TERMS:
            yield (child.get("type") or name) if name in _TYPED else name, _text(child), child


def _draft(element: _Element, *, dropped: Counter[str], own: bool, place: str) -> Draft:
    draft = Draft(id=(element.get("id") or "").removeprefix("_") if own else "")
    notes: list[str] = []
    examples: dict[int, dict[str, str]] = {}
    for category, text, _ in _facts(element):
        if category == "subjectField":
            draft.domain = draft.domain or text
        elif category == "definition":
            draft.definition = draft.definition or text
        elif category == "note" and text.startswith(_MARK):
            _apply(draft, _own(text, place))
        elif category == "note":
            notes.append(text)
        else:
            dropped[f"{category} of concepts"] += 1
    for section in element:
        if _name(section) in _LANGUAGES:
            _read_language(section, draft, examples, dropped=dropped, own=own, place=place)
    draft.note = " ".join(notes)
    draft.examples = tuple(_examples(examples))
    return draft


def _read_language(
    section: _Element,
    draft: Draft,
    examples: dict[int, dict[str, str]],
    *,
    dropped: Counter[str],
    own: bool,
    place: str,
) -> None:
    tag = section.get(_LANG) or section.get("lang") or ""
    for category, text, _ in _facts(section):
        if category == "definition":
            # A definition in English says it best; one in another language is better than none.
            english = tag.lower().startswith("en")
            draft.definition = text if english or not draft.definition else draft.definition
        else:
            dropped[f"{category} of languages"] += 1
    for part in section:
        if _name(part) in _TERMS:
            term = _read_term(part, tag, draft, examples, dropped=dropped, own=own, place=place)
            draft.terms.append(term)


def _read_term(
    part: _Element,
    tag: str,
    draft: Draft,
    examples: dict[int, dict[str, str]],
    *,
    dropped: Counter[str],
    own: bool,
    place: str,
) -> DraftTerm:
    term = DraftTerm(tag, "")
    notes: list[str] = []
    for category, text, element in _facts(part):
        if category == "term":
            term = replace(term, text=text)
        elif category in ("administrativeStatus", "termStatus", "normativeAuthorization"):
            found = status(text)
            dropped["terms of unknown status, taken for admitted"] += found is None
            reason = "superseded" if "superseded" in text.lower() or "obsolete" in text.lower() else ""
            term = replace(term, status=found or term.status, reason=reason)
        elif category == "partOfSpeech":
            if tag.lower().startswith("en") and draft.pos == "noun":
                draft.pos = _part_of_speech(text)
        elif category == "note" and text.startswith(_MARK):
            values = _own(text, place)
            if values.example:
                _collect(examples, values, element)
            else:
                term = replace(term, anywhere=values.anywhere, severity=Severity(values.severity))
        elif category == "note":
            notes.append(text)
        elif not (own and category in ("context", "termType")):
            dropped[f"{category} of terms"] += 1
    if notes and term.status == DEPRECATED:
        return replace(term, reason=" ".join(notes))
    dropped["notes of terms"] += len(notes)
    return term


def _part_of_speech(text: str) -> str:
    word = text.lower()
    return "name" if word in ("propernoun", "proper noun") else word if word in _PARTS_OF_SPEECH else "noun"


def _own(note: str, place: str) -> OwnNote:
    try:
        return OwnNote.model_validate_json(note.removeprefix(_MARK))
    except ValidationError as error:
        fault = error.errors()[0]
        key = ".".join(map(str, fault["loc"]))
        raise TermbaseError(f"{place}: in a note that begins with {_MARK} {key}: {fault['msg']}") from None


def _apply(draft: Draft, own: OwnNote) -> None:
    draft.pos = own.pos or draft.pos
    draft.case_sensitive = own.case == "sensitive"
    draft.common, draft.open, draft.first_mention, draft.keep = own.common, own.open, own.first_mention, own.keep
    if own.when:
        when = own.when
        draft.when = Condition(tuple(when.near), tuple(when.not_near), tuple(when.before), tuple(when.after), when.pos)


def _collect(examples: dict[int, dict[str, str]], own: OwnNote, note: _Element) -> None:
    for category, text, context in _facts(note.getparent()):
        if category == "context" and own.example:
            row = examples.setdefault(own.example, {})
            row[context.get(_LANG) or ""] = text
            row |= {"wrong": own.wrong} if own.wrong else {}


def _examples(rows: Mapping[int, Mapping[str, str]]) -> Iterator[Example]:
    for _, row in sorted(rows.items()):
        tag = next((tag for tag in ("zh-Hans", "zh-Hant") if tag in row), None)
        if tag and "en" in row:
            yield Example(row["en"], row[tag], tag, row.get("wrong"))
