"""For those who write the termbase: lint, test, look up, edit. Nothing here prints."""

from transqa.curate.edit import Change, Written, add_entry
from transqa.curate.examples import ExampleRun, Failure, run_examples
from transqa.curate.lint import lint
from transqa.curate.look import Statistics, close_ids, find, statistics
from transqa.curate.problem import Level, Problem

__all__ = [
    "Change",
    "ExampleRun",
    "Failure",
    "Level",
    "Problem",
    "Statistics",
    "Written",
    "add_entry",
    "close_ids",
    "find",
    "lint",
    "run_examples",
    "statistics",
]
