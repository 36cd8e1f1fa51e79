"""``transqa termbase add`` and ``transqa termbase change``."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from transqa.cli.output import note, writer
from transqa.cli.termbase.common import load, shown
from transqa.errors import TermbaseError

if TYPE_CHECKING:
    from transqa.termbase import Termbase
    from transqa.termbase.model import Deprecated

_LANGUAGES = ("en", "zh-Hans", "zh-Hant", "ja", "de")

Id = Annotated[str, typer.Argument(metavar="ID", help="Id of the entry, as in zero-shot.")]
English = Annotated[list[str] | None, typer.Option("--en", metavar="TERM", help="Source form; the first is preferred.")]
Simplified = Annotated[str | None, typer.Option("--zh-hans", metavar="TERM", help="Rendering to prefer.")]
Traditional = Annotated[
    str | None, typer.Option("--zh-hant", metavar="TERM", help="The same for Taiwan. Default: converted.")
]
Admitted = Annotated[
    list[str] | None,
    typer.Option("--admitted", metavar="[LANG:]TERM", help="Another right rendering; zh-Hans unless it says zh-Hant:."),
]
Wrong = Annotated[
    list[str] | None,
    typer.Option("--deprecated", metavar="[LANG:]TERM=REASON", help="A wrong rendering and what it really means."),
]
Anywhere = Annotated[bool, typer.Option("--anywhere", help="The wrong renderings are wrong in any text of the field.")]
Severe = Annotated[str, typer.Option("--severity", help="Of the wrong renderings: minor, major or critical.")]
Definition = Annotated[str, typer.Option("--definition", metavar="SENTENCE", help="What it is, in one sentence.")]
Note = Annotated[str, typer.Option("--note", metavar="SENTENCE", help="Advice for translators.")]
Pos = Annotated[str | None, typer.Option("--pos", help="noun, verb, adjective or name.")]
Keep = Annotated[bool, typer.Option("--keep", help="A name: it stays as in the source.")]
Case = Annotated[bool, typer.Option("--case-sensitive", help="Only these capitals are the term.")]
Common = Annotated[bool, typer.Option("--common", help="An ordinary word: its absence is never reported.")]
Near = Annotated[
    list[str] | None, typer.Option("--near", metavar="WORD", help="A sense: only where one of these is near.")
]
Base = Annotated[
    list[Path] | None,
    typer.Option("--termbase", "-t", metavar="PATH", help="The glossary to edit. Default: as configured."),
]


def add(
    id: Id,
    en: English = None,
    zh_hans: Simplified = None,
    zh_hant: Traditional = None,
    admitted: Admitted = None,
    deprecated: Wrong = None,
    anywhere: Anywhere = False,
    severity: Severe = "major",
    definition: Definition = "",
    advice: Note = "",
    pos: Pos = None,
    keep: Keep = False,
    case_sensitive: Case = False,
    common: Common = False,
    near: Near = None,
    domain: Annotated[
        str | None, typer.Option("--domain", metavar="DOMAIN", help="Of a new entry: the file DOMAIN.yml.")
    ] = None,
    termbase: Base = None,
) -> None:
    """Add an entry, or add forms to one that is there.

    Nothing is written that does not validate or that brings an error of the lint.
    """
    loaded = load(termbase)
    known = loaded.concepts.get(id)
    # A new entry without a domain goes nowhere; that is said before anything is looked at.
    if known is None and domain is None:
        raise TermbaseError(f"{id}: no such concept; a new one needs --domain, --definition, --en and --zh-hans")
    file = _file(str(domain), loaded, termbase) if known is None else None
    options = _options(pos=pos, keep=keep, case_sensitive=case_sensitive, common=common, near=near)
    _write(
        loaded,
        file=file,
        replace=False,
        id=id,
        definition=definition,
        note=advice,
        options=options,
        forms=_forms(en, zh_hans, zh_hant, admitted),
        deprecated=_deprecated(deprecated, anywhere=anywhere, severity=severity),
    )


def change(
    id: Id,
    en: English = None,
    zh_hans: Simplified = None,
    zh_hant: Traditional = None,
    admitted: Admitted = None,
    deprecated: Wrong = None,
    anywhere: Anywhere = False,
    severity: Severe = "major",
    remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar="TERM", help="An admitted or wrong rendering to take out.")
    ] = None,
    definition: Definition = "",
    advice: Note = "",
    pos: Pos = None,
    keep: Keep = False,
    case_sensitive: Case = False,
    common: Common = False,
    near: Near = None,
    termbase: Base = None,
) -> None:
    """Change an entry: a rendering given here becomes the preferred one, and the old one stays admitted."""
    from transqa.curate import close_ids

    loaded = load(termbase)
    if id not in loaded.concepts:
        close = close_ids(loaded, id, count=3)
        raise TermbaseError(f"{id}: no such concept" + (f"; did you mean {', '.join(close)}?" if close else ""))
    options = _options(pos=pos, keep=keep, case_sensitive=case_sensitive, common=common, near=near)
    _write(
        loaded,
        file=None,
        replace=True,
        id=id,
        definition=definition,
        note=advice,
        options=options,
        forms=_forms(en, zh_hans, zh_hant, admitted),
        deprecated=_deprecated(deprecated, anywhere=anywhere, severity=severity),
        remove=tuple(remove or ()),
    )


def _write(
    loaded: Termbase,
    *,
    file: Path | None,
    replace: bool,
    forms: tuple[dict[str, str], dict[str, list[str]]],
    **fields: Any,
) -> None:
    from transqa.curate import Change, add_entry

    wanted = Change(preferred=forms[0], admitted=forms[1], **fields)
    written = add_entry(wanted, loaded, file=file, replace=replace)
    what = "added" if written.created else "changed" if written.changed else "has all of that already:"
    with writer(None) as write:
        write(f"{what} {wanted.id} {shown(written.path)}:{written.line}\n")
    for language, term in written.proposed.items():
        note(f"{language} {term} was converted from zh-Hans; look whether Taiwan says so")


def _file(domain: str, loaded: Termbase, termbase: list[Path] | None) -> Path:
    """The file of a domain."""
    from transqa.config import load_config
    from transqa.curate import domain_file
    from transqa.termbase import default_path

    return domain_file(domain, loaded, termbase or [*load_config().termbase.paths, default_path()])


def _forms(
    en: list[str] | None, zh_hans: str | None, zh_hant: str | None, admitted: list[str] | None
) -> tuple[dict[str, str], dict[str, list[str]]]:
    preferred = {"en": en[0]} if en else {}
    preferred |= {"zh-Hans": zh_hans} if zh_hans else {}
    preferred |= {"zh-Hant": zh_hant} if zh_hant else {}
    more: dict[str, list[str]] = defaultdict(list)
    more["en"] += en[1:] if en else []
    for given in admitted or ():
        language, term = _tagged(given)
        more[language].append(term)
    return preferred, {language: terms for language, terms in more.items() if terms}


def _deprecated(given: list[str] | None, *, anywhere: bool, severity: str) -> dict[str, list[Deprecated]]:
    from transqa.model import Severity
    from transqa.termbase.model import Deprecated

    if severity not in ("minor", "major", "critical"):
        raise TermbaseError(f"--severity {severity}: use minor, major or critical")
    found: dict[str, list[Deprecated]] = defaultdict(list)
    for text in given or ():
        language, pair = _tagged(text)
        term, mark, reason = (part.strip() for part in pair.partition("="))
        if not (term and mark and reason):
            raise TermbaseError(f"--deprecated {text}: write TERM=REASON, as in '零射击=reads shot as shooting'")
        found[language].append(Deprecated(term, reason, anywhere, Severity(severity)))
    return dict(found)


def _tagged(text: str) -> tuple[str, str]:
    for language in _LANGUAGES:
        if text.startswith(f"{language}:"):
            return language, text[len(language) + 1 :]
    return "zh-Hans", text


def _options(
    *, pos: str | None, keep: bool, case_sensitive: bool, common: bool, near: list[str] | None
) -> dict[str, Any]:
    options: dict[str, Any] = {"pos": pos} if pos else {}
    options |= {"case": "sensitive"} if case_sensitive else {}
    options |= {"when": {"near": near}} if near else {}
    options |= {"common": True} if common else {}
    return options | ({"keep": True} if keep else {})
