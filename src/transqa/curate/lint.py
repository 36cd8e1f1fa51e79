"""Everything that can be wrong with a termbase whose entries each validate."""

from __future__ import annotations

from transqa.curate.forms import CHECKS, Base
from transqa.curate.problem import Problem
from transqa.curate.reach import unmet_words, unreachable
from transqa.lexicon import Lexicon
from transqa.termbase import Termbase


def lint(termbase: Termbase, lexicon: Lexicon | None) -> list[Problem]:
    """Problems of a termbase, by file and line. Without a dictionary the checks that need one find nothing."""
    base = Base(termbase, lexicon)
    # What a traditional text inherits is found twice, at the same line.
    found = {
        (problem.check, problem.file, problem.line, problem.message.replace("zh-Hant", "zh-Hans")): problem
        for check in (unreachable, unmet_words, *CHECKS)
        for problem in check(base)
    }
    return sorted(found.values(), key=lambda one: (one.file, one.line, one.check, one.message))
