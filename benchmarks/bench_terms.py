"""The whole terminology check beside Weblate's glossary check: same terms, same 10,000 pairs, one process, one core.

usage: [BENCH_WEBLATE_DATABASE="host=... dbname=... user=... password=..."] python benchmarks/bench_terms.py [PAIRS]

Pairs come from the sample digests of ``data/`` (drafts and reviewed texts into simplified Chinese), varied with a fixed
seed: one to three aligned blocks together, their numbers replaced. Ours runs from aligned blocks to findings: source terms
with their senses, renderings, assignment, evidence from the dictionary, and the rules TRM and DNT. Parsing and
alignment are not timed on either side, nor is building the matchers (told apart).

Of Weblate, ``GlossaryCheck.check_single`` is called for every pair, as its own check runs do; it calls
``get_glossary_terms`` and ``fetch_glossary_terms``. Every English form of a concept with each accepted rendering is an
entry, with each wrong one a forbidden entry; a name to keep is a read-only one. A second figure fetches the terms of
100 pairs in one call before, which no check of Weblate does.

With BENCH_WEBLATE_DATABASE, an empty PostgreSQL database with the extensions pg_trgm and btree_gin, that is the check
as it runs: the entries are units in the database, found by its index. (The server is a process of its own; its time on
another core is in the figure, for Weblate waits for it.) Without, the database is a dictionary in memory and units and
languages are plain objects: that is Weblate's matching alone, not what anybody gets.

Weblate is needed for nothing else and drags in much, so it is no extra:
  pip install --no-deps weblate==5.14.3
  pip install "django<6" html2text nh3 sentry-sdk siphashc          for its matching alone
  pip install weblate[postgres]==5.14.3                             for the check as it runs
Of the latter borgbackup, PyGObject, pycairo and tesserocr need system libraries; the check does not use them, and where
they are missing they are replaced.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

from transqa.align import align
from transqa.check import Context, run
from transqa.config import Config
from transqa.lexicon import load_lexicon
from transqa.model import Bitext, Block, BlockKind, Document, Link, Span
from transqa.parse import parse_file
from transqa.rules import RULES
from transqa.termbase import Termbase, load_termbase
from transqa.termbase.match import renderings

DATA = Path(__file__).parents[1] / "data"
LANGUAGES = ("en", "zh-Hans")
PAIRS = 10_000
#: Pairs of one document of ours.
PER_DOCUMENT = 50
SEED = 20240229
#: How many times faster than Weblate's check ours should be.
TARGET = 20

Pair = tuple[str, str]
#: What, seconds, pairs with a failure.
Result = tuple[str, float, int]


def pairs(count: int) -> list[Pair]:
    """Aligned texts, the same ones every time."""
    chance = random.Random(SEED)
    blocks = list(_aligned())
    return [_varied(chance.sample(blocks, chance.choice((1, 1, 2, 3))), chance) for _ in range(count)]


def _aligned() -> Iterator[Pair]:
    for path in sorted(DATA.glob("*/zh-[dr]*.md")):
        source = parse_file(path.with_name("en.md"), language=LANGUAGES[0])
        target = parse_file(path, language=LANGUAGES[1])
        for link in align(source, target, lexicon=load_lexicon()).links:
            first, second = (
                " ".join(document.blocks[index].prose.replace("\0", " ") for index in side).strip()
                for document, side in ((source, link.source), (target, link.target))
            )
            if first and second:
                yield first, second


def _varied(chosen: Sequence[Pair], chance: random.Random) -> Pair:
    digits = str(chance.randrange(10, 99))
    first, second = (" ".join(side) for side in zip(*chosen, strict=True))
    return tuple(re.sub(r"(?<![\w.-])\d\d(?![\w.-])", digits, text) for text in (first, second))  # type: ignore[return-value]


def bitexts(texts: Sequence[Pair]) -> list[Bitext]:
    """The pairs as documents, already aligned."""
    found = []
    for start in range(0, len(texts), PER_DOCUMENT):
        sides = list(zip(*texts[start : start + PER_DOCUMENT], strict=True))
        source, target = (_document(side, tag) for side, tag in zip(sides, LANGUAGES, strict=True))
        found.append(Bitext(source, target, tuple(Link((i,), (i,), 1.0) for i in range(len(sides[0])))))
    return found


def _document(texts: Sequence[str], language: str) -> Document:
    blocks, at = [], 0
    for text in texts:
        span = Span(at, at + len(text))
        blocks.append(Block(BlockKind.PARAGRAPH, span, text, ((0, at, len(text)),)))
        at += len(text) + 2
    return Document(f"{language}.md", language, "\n\n".join(texts), tuple(blocks))


def ours(texts: Sequence[Pair], termbase: Termbase) -> tuple[float, float, int]:
    """Seconds to build the matchers, seconds for all pairs, findings."""
    config = Config(select=("TRM", "DNT"))
    documents = bitexts(texts)
    started = time.perf_counter()
    run(Context(bitexts(texts[:1])[0], termbase=termbase, config=config), RULES)
    built = time.perf_counter()
    found = sum(len(run(Context(bitext, termbase=termbase, config=config), RULES)) for bitext in documents)
    return built - started, time.perf_counter() - built, found


@dataclass
class Term:
    """What the check reads of a glossary unit."""

    pk: int
    source: str
    target: str
    all_flags: frozenset[str]
    variant_id: None = None
    glossary_positions: tuple[Any, ...] = ()

    @property
    def glossary_sort_key(self) -> tuple[int, str]:
        return 0, self.source.lower()


@dataclass
class Unit:
    """What the check reads of a translated unit."""

    source: str
    translation: Any
    pk: None = None
    glossary_terms: list[Term] | None = None


@dataclass
class Terms:
    """The glossary in place of Weblate's queries."""

    by_source: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))

    def select_related(self, *_: Any) -> Terms:
        return self

    prefetch_related = select_related

    def filter(self, condition: Any) -> list[Term]:
        # The condition is one: lower-case source in this list.
        ((_, wanted),) = condition.children
        sources = [expression.get_source_expressions()[0].value for expression in wanted]
        return [term for source in sources for term in self.by_source.get(source, ())]


def glossary(termbase: Termbase) -> Terms:
    found = Terms()
    number = 0
    for concept in termbase.concepts.values():
        accepted, wrong = renderings(concept, LANGUAGES[1])
        rows = [(text, "") for text in accepted] + [(entry.text, "forbidden") for entry in wrong]
        if concept.keep:
            rows.append(("", "read-only"))
        for source in concept.terms["en"].accepted:
            for target, flag in rows:
                number += 1
                found.by_source[source.lower()].append(Term(number, source, target, frozenset({flag} - {""})))
    return found


def matching(texts: Sequence[Pair], terms: Terms) -> Iterator[Result]:
    """Weblate's check without its database."""
    import ahocorasick_rs

    models, check = _modules(terms)
    started = time.perf_counter()
    automaton = ahocorasick_rs.AhoCorasick(
        set(terms.by_source), implementation=ahocorasick_rs.Implementation.ContiguousNFA, store_patterns=False
    )
    yield "automaton", time.perf_counter() - started, 0
    spaced, unspaced = (SimpleNamespace(uses_whitespace=partial(bool, value)) for value in (True, False))
    project = SimpleNamespace(slug="bench", glossary_automaton=automaton)
    component = SimpleNamespace(hide_glossary_matches=False, project=project, source_language=spaced)
    translation = SimpleNamespace(id=1, language=unspaced, component=component)
    yield from _checked(texts, lambda source, _: Unit(source, translation), models, check)


def _checked(
    texts: Sequence[Pair], unit: Callable[[str, str], Any], models: ModuleType, check: Any
) -> Iterator[Result]:
    for name, batch in (("pair by pair", 0), ("terms of 100 pairs at once", 100)):
        units = [unit(*pair) for pair in texts]
        started = time.perf_counter()
        for start in range(0, len(units) if batch else 0, batch or 1):
            models.fetch_glossary_terms(units[start : start + batch], include_variants=False)
        failed = sum(bool(check.check_single(*pair, one)) for pair, one in zip(texts, units, strict=True))
        yield name, time.perf_counter() - started, failed


def complete(texts: Sequence[Pair], terms: Terms, database: str) -> Iterator[Result]:
    """Weblate's check with its database, which is filled first."""
    _configured(database)
    from weblate.checks.glossary import GlossaryCheck
    from weblate.glossary import models
    from weblate.trans.models import Unit as Stored

    translation = _stored([term for found in terms.by_source.values() for term in found])
    started = time.perf_counter()
    _ = translation.component.project.glossary_automaton
    yield "automaton", time.perf_counter() - started, 0
    unit = partial(_unit, Stored, translation)
    yield from _checked(texts, unit, models, GlossaryCheck())


def _unit(kind: Any, translation: Any, source: str, target: str) -> Any:
    return kind(translation=translation, source=source, target=target)


def _configured(database: str) -> None:
    """Django with Weblate's example settings, this database, and tables made from the models."""
    for name in ("borg", "cairo", "gi", "gi.repository", "tesserocr"):
        if name.partition(".")[0] in sys.modules or find_spec(name.partition(".")[0]) is None:
            sys.modules.setdefault(name, MagicMock(__path__=[]))
    import django
    from django.conf import settings
    from django.core.management import call_command
    from weblate import settings_example

    class Unmigrated(dict[str, None]):
        def __contains__(self, _: object) -> bool:
            return True

        def __missing__(self, _: str) -> None:
            return None

    options = dict(part.split("=", 1) for part in database.split())
    folder = tempfile.mkdtemp(prefix="bench-weblate-")
    given = {name: getattr(settings_example, name) for name in dir(settings_example) if name.isupper()}
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.configure(
        **given
        | {
            "DATABASES": {
                "default": {
                    "ENGINE": "django.db.backends.postgresql",
                    "NAME": options.get("dbname", "weblate"),
                    "USER": options.get("user", ""),
                    "PASSWORD": options.get("password", ""),
                    "HOST": options.get("host", ""),
                    "PORT": options.get("port", ""),
                    "CONN_MAX_AGE": None,
                }
            },
            "CACHES": {"default": local, "avatar": local},
            "CELERY_BROKER_URL": "memory://",
            "CELERY_TASK_ALWAYS_EAGER": True,
            "DATA_DIR": folder,
            "CACHE_DIR": folder,
            "DEBUG": False,
            "LOGGING_CONFIG": None,
            "MIGRATION_MODULES": Unmigrated(),
            "SECRET_KEY": "benchmark",
            "SITE_DOMAIN": "example.com",
        }
    )
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)


def _stored(terms: Sequence[Term]) -> Any:
    """The translation whose units are checked; the entries are in the glossary beside it."""
    from django.db import connection
    from weblate.lang.models import Language
    from weblate.trans.models import Component, Project, Translation
    from weblate.trans.models import Unit as Stored
    from weblate.utils.hash import calculate_hash

    english, chinese = (Language.objects.get(code=code) for code in ("en", "zh_Hans"))
    (project,) = Project.objects.bulk_create([Project(name="bench", slug="bench")])
    made = []
    for name in ("glossary", "text"):
        component = Component(name=name, slug=name, project=project, vcs="local", repo="local:", file_format="po")
        component.is_glossary, component.source_language = name == "glossary", english
        Component.objects.bulk_create([component])
        made += Translation.objects.bulk_create(
            Translation(component=component, language=language, plural=language.plural_set.first(), filename=name)
            for language in (english, chinese)
        )

    def unit(term: Term, translation: Any, target: str, **more: Any) -> Any:
        identity = calculate_hash(str(term.pk), term.source)
        found = Stored(translation=translation, source=term.source, target=target, state=20, id_hash=identity, **more)
        found.position, found.context = term.pk, str(term.pk)
        return found

    sources = [unit(term, made[0], term.source, extra_flags=",".join(term.all_flags)) for term in terms]
    Stored.objects.bulk_create(sources, batch_size=2000)
    targets = [
        unit(term, made[1], term.target or term.source, source_unit=source)
        for term, source in zip(terms, sources, strict=True)
    ]
    Stored.objects.bulk_create(targets, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("update trans_unit set source_unit_id = id where source_unit_id is null")
        cursor.execute("analyze trans_unit")
    related = ("component__project", "component__source_language", "language")
    return Translation.objects.select_related(*related).get(pk=made[3].pk)


def _modules(terms: Terms) -> tuple[ModuleType, Any]:
    """Weblate's glossary module and its check, with what neither of them uses here left out of the import."""
    from django.conf import settings

    settings.configure(USE_I18N=False)
    for name, parts in {
        "weblate.trans": {},
        "weblate.trans.models": {"Component": SimpleNamespace(objects=Terms()), "Project": None},
        "weblate.trans.models.unit": {"Unit": Unit},
        "weblate.utils.celery": {"app": None},
        "weblate.utils.docs": {"get_doc_url": None},
    }.items():
        module = ModuleType(name)
        module.__path__ = []
        for key, value in parts.items():
            setattr(module, key, value)
        sys.modules[name] = module
    component = SimpleNamespace(objects=SimpleNamespace(only=lambda *_: None))
    sys.modules["weblate.trans.models"].Component = component  # type: ignore[attr-defined]
    sys.modules["weblate.trans.models"].Project = component  # type: ignore[attr-defined]
    models = import_module("weblate.glossary.models")
    models.get_glossary_units = lambda *_: terms  # type: ignore[attr-defined]
    models.Prefetch = lambda *_, **__: None  # type: ignore[attr-defined]
    return models, import_module("weblate.checks.glossary").GlossaryCheck()


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    termbase = load_termbase()
    texts = pairs(count)
    words, characters = (
        sum(map(size, side)) for size, side in zip((_words, len), zip(*texts, strict=True), strict=True)
    )
    print(f"{count:,} pairs, {words / count:.0f} source words and {characters / count:.0f} target characters each")
    build, seconds, found = ours(texts, termbase)
    print(f"{len(termbase.concepts):,} concepts; ours built in {build:.2f} s, Weblate's entries below")
    print(_row("transqa, TRM and DNT", count, seconds, f"{found:,} findings"))
    try:
        version = _version()
    except ModuleNotFoundError as error:
        print(f"Weblate left out: {error.name} is not installed; how to install it stands at the top of this file")
        return 0
    terms = glossary(termbase)
    database = os.environ.get("BENCH_WEBLATE_DATABASE", "")
    print(f"{sum(map(len, terms.by_source.values())):,} glossary entries of {len(terms.by_source):,} sources")
    print(
        f"Weblate {version}, {'the check with its database' if database else 'its matching alone, without its database'}"
    )
    results = complete(texts, terms, database) if database else matching(texts, terms)
    for name, taken, failed in results:
        if name == "automaton":
            print(f"Weblate's automaton built in {taken:.2f} s")
            continue
        target = f" (target {TARGET})" if database and name == "pair by pair" else ""
        verdict = f"{failed:,} pairs fail; ours {taken / seconds:.1f} times as fast{target}"
        print(_row(f"Weblate, {name}", count, taken, verdict), flush=True)
    return 0


def _words(text: str) -> int:
    return len(text.split())


def _row(name: str, count: int, seconds: float, rest: str) -> str:
    return f"  {name:<46}{seconds:>8.2f} s{count / seconds:>9,.0f} pairs/s   {rest}"


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    for name in ("django", "html2text", "nh3", "sentry_sdk", "siphashc"):
        import_module(name)
    try:
        return version("weblate")
    except PackageNotFoundError:
        raise ModuleNotFoundError("no weblate", name="weblate") from None


if __name__ == "__main__":
    sys.exit(main())
