"""For those who write the termbase: lint, test, look up, edit. Nothing here prints."""

from transqa.curate.edit import Change, Proposal, Written, add_entry, domain_file, propose_entry, write_proposal
from transqa.curate.examples import ExampleRun, Failure, run_examples
from transqa.curate.lint import lint
from transqa.curate.look import Statistics, close_ids, find, search, statistics
from transqa.curate.problem import Level, Problem

__all__ = [
    "Change",
    "ExampleRun",
    "Failure",
    "Level",
    "Problem",
    "Proposal",
    "Statistics",
    "Written",
    "add_entry",
    "close_ids",
    "domain_file",
    "find",
    "lint",
    "propose_entry",
    "run_examples",
    "search",
    "statistics",
    "write_proposal",
]
