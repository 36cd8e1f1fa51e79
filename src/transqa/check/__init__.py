"""Rules at work: the record, the selection, the runner. The rules themselves are in ``transqa.rules``."""

from transqa.check.context import Context
from transqa.check.pair import Pair, Side
from transqa.check.rule import Fault, Rule, Scope, rule
from transqa.check.runner import conclude, examine, run, run_all

__all__ = ["Context", "Fault", "Pair", "Rule", "Scope", "Side", "conclude", "examine", "rule", "run", "run_all"]
