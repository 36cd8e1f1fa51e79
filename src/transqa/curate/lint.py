"""Everything that can be wrong with a termbase whose entries each validate."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from transqa.curate import forms, reach
from transqa.curate.problem import Problem
from transqa.lexicon import Lexicon
from transqa.termbase import Termbase

_Check = Callable[[forms.Base], Iterator[Problem]]

#: Checks that find errors, and those that only warn or note. In the order of the documentation.
_ERRORS: tuple[_Check, ...] = (
    forms.anywhere_accepted,
    forms.deprecated_accepted,
    forms.common_word,
    forms.repeated_form,
    forms.ambiguous_source,
    forms.wrong_script,
    reach.unreachable_source,
)
_OTHERS: tuple[_Check, ...] = (
    forms.anywhere_inside,
    forms.anywhere_word,
    reach.unreachable_deprecated,
    reach.unmet_words,
    forms.definition,
    forms.shared_preferred,
    forms.unconverted,
)


def lint(termbase: Termbase, lexicon: Lexicon | None, *, errors_only: bool = False) -> list[Problem]:
    """Problems of a termbase, by file and line.

    Args:
        termbase: what to check.
        lexicon: the dictionary; without it the checks that need one find nothing.
        errors_only: leave out the checks that only warn. They take most of the time.
    """
    base = forms.Base(termbase, lexicon)
    # What traditional text inherits is found twice, at the same line.
    found = {
        (problem.check, problem.file, problem.line, problem.message.replace("zh-Hant", "zh-Hans")): problem
        for check in (_ERRORS if errors_only else _ERRORS + _OTHERS)
        for problem in check(base)
    }
    return sorted(found.values(), key=lambda one: (one.file, one.line, one.check, one.message))
