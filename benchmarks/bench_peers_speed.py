"""Pairs per second of transqa, pofilter and Weblate's checks on the same pairs: one process each, one core, CPU time.

usage: [BENCH_WEBLATE_PYTHON=/path/to/python] python benchmarks/bench_peers_speed.py [PAIRS]

The pairs are those of ``make_corpus.py``. Timed is the check alone, from texts in memory to what was found; start-up,
dictionaries and matchers are ready before, on every side. What is called:

- transqa: as ``transqa bulk`` does, each pair alone, Markdown parsed, with the rules of terminology, names to keep,
  numbers, markup and typography; then with all rules.
- pofilter (translate-toolkit, extra ``bench``): ``TeeChecker.run_filters`` of its standard checks on units in memory.
- Weblate: ``check_target`` of all its checks of translations, on the units of its own test suite, with the flag
  ``md-text``. Left out are those that ask a database for other units (inconsistent, reused, translated, glossary,
  initial characters): for the glossary check see ``bench_terms.py``. It is installed apart, as the head of that file
  says; BENCH_WEBLATE_PYTHON is the interpreter that has it.

They do not do the same work: only transqa knows terms, reads numbers in words and units, and says where the fault is.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice

PAIRS = 20_000
#: How many times faster than the faster peer the comparable rules should be.
TARGET = 5
COMPARABLE = ("TRM", "DNT", "NUM", "MRK", "TYP")
#: Checks of Weblate that need its database.
STORED = frozenset({"inconsistent", "reused", "translated", "check_glossary", "prohibited_initial_character"})

#: Seconds of CPU time, findings, what it is.
Result = tuple[float, int, str]


def ours(pairs: Sequence[Sequence[str]], select: tuple[str, ...]) -> Result:
    from transqa import __version__
    from transqa.bulk import Columns, Job, Reading
    from transqa.bulk.engine import Engine
    from transqa.bulk.rows import Row
    from transqa.config import Config
    from transqa.termbase import load_termbase

    job = Job((), "", Config(select=select), Reading(Columns(), ("en", "zh-Hans")))
    engine = Engine(job, load_termbase())
    engine.warm()
    rows = [Row(number, source, target) for number, (source, target) in enumerate(pairs, 1)]
    started = time.process_time()
    found = sum(len(verdict.findings) for verdicts, _ in engine.check("corpus", rows) for verdict in verdicts)
    return time.process_time() - started, found, f"transqa {__version__}, {' '.join(select) or 'all rules'}"


def pofilter(pairs: Sequence[Sequence[str]]) -> Result:
    from importlib.metadata import version

    from translate.filters import checks
    from translate.storage.pypo import pounit

    config = checks.CheckerConfig(targetlanguage="zh_CN")
    checker = checks.TeeChecker(
        checkerconfig=config, checkerclasses=[checks.StandardChecker, checks.StandardUnitChecker]
    )
    units = []
    for source, target in pairs:
        unit = pounit(source)
        unit.target = target
        units.append(unit)
    started = time.process_time()
    found = sum(len(checker.run_filters(unit)) for unit in units)
    return time.process_time() - started, found, f"pofilter {version('translate-toolkit')}"


def weblate(pairs: Sequence[Sequence[str]]) -> Result:
    """Runs where Weblate is installed, which need not have transqa."""
    from importlib.metadata import version
    from importlib.util import find_spec
    from unittest.mock import MagicMock

    for name in ("borg", "cairo", "gi", "gi.repository", "tesserocr"):
        if name.partition(".")[0] in sys.modules or find_spec(name.partition(".")[0]) is None:
            sys.modules.setdefault(name, MagicMock(__path__=[]))
    import django
    from django.conf import settings
    from weblate import settings_example

    folder = tempfile.mkdtemp(prefix="bench-weblate-")
    given = {name: getattr(settings_example, name) for name in dir(settings_example) if name.isupper()}
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.configure(
        **given
        | {
            "CACHES": {"default": local, "avatar": local},
            "DATA_DIR": folder,
            "CACHE_DIR": folder,
            "DEBUG": False,
            "LOGGING_CONFIG": None,
            "SECRET_KEY": "benchmark",
            "SITE_DOMAIN": "example.com",
        }
    )
    django.setup()
    from weblate.checks.models import CHECKS
    from weblate.checks.tests.test_checks import MockUnit

    chosen = [check for name, check in CHECKS.target.items() if name not in STORED]
    units = [
        MockUnit(flags="md-text", code="zh_Hans", source=source, target=target, is_source=False)
        for source, target in pairs
    ]
    started = time.process_time()
    found = sum(bool(check.check_target(unit.sources, unit.targets, unit)) for unit in units for check in chosen)
    return time.process_time() - started, found, f"Weblate {version('weblate')}, {len(chosen)} checks"


def apart(python: str, pairs: Sequence[Sequence[str]]) -> Result:
    """Weblate's result from the interpreter that has it."""
    done = subprocess.run(
        [python, __file__, "--weblate"], input=json.dumps(pairs), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"Weblate's checks could not be run:\n{done.stderr[-2000:]}")
    seconds, found, name = json.loads(done.stdout.splitlines()[-1])
    return seconds, found, name


def main(arguments: Sequence[str]) -> int:
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if list(arguments) == ["--weblate"]:
        print(json.dumps(weblate(json.load(sys.stdin))))
        return 0
    from make_corpus import corpus

    pairs = list(islice(corpus(), int(arguments[0]) if arguments else PAIRS))
    print(f"{len(pairs):,} pairs")
    peers = [pofilter(pairs)]
    if python := os.environ.get("BENCH_WEBLATE_PYTHON"):
        peers.append(apart(python, pairs))
    else:
        print("Weblate left out: BENCH_WEBLATE_PYTHON names no interpreter that has it")
    results = [ours(pairs, COMPARABLE), ours(pairs, ())]
    for seconds, found, name in (*results, *peers):
        print(f"  {name:<44}{seconds:>8.2f} s{len(pairs) / seconds:>9,.0f} pairs/s{found:>10,} findings")
    best = min(peers)
    print(f"comparable rules: {best[0] / results[0][0]:.2f} times as fast as {best[2]} (wanted: {TARGET})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
