"""What a rule may ask for: the documents, the termbase, the dictionary, its own options."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from transqa.check.numbers import Comparison, compare
from transqa.check.pair import Pair, pairs
from transqa.check.past import Past
from transqa.check.suppress import Effect
from transqa.check.terms.analyse import analyse
from transqa.check.terms.assign import Assignment, Outcome, Rendering
from transqa.check.terms.compiled import Compiled, compiled
from transqa.check.terms.evidence import Suspect, suspects
from transqa.check.terms.proper import Unsupported, unsupported
from transqa.config import Config
from transqa.lexicon import Lexicon, load_lexicon
from transqa.model import Bitext, Document
from transqa.termbase.model import Termbase
from transqa.text.fold import is_chinese


class Context:
    """Everything about the document at hand; analyses that several rules share are made once and kept."""

    def __init__(self, bitext: Bitext, *, termbase: Termbase, config: Config) -> None:
        self.bitext = bitext
        self.termbase = termbase
        self.config = config
        #: Counts of renderings per concept over all documents checked together; empty for a document alone.
        self.usage: Mapping[str, Mapping[str, int]] = {}
        #: Target block -> the source at the time of its present text; empty unless the history was asked for.
        self.past: Mapping[int, Past] = {}
        #: What became of every suppression; known when the rules have run.
        self.effects: tuple[Effect, ...] = ()
        #: What rules worked out of the whole document: see :func:`transqa.check.memo.per_document`.
        self.analyses: dict[Callable[[Context], Any], Any] = {}
        self._terms: dict[int, Assignment] = {}
        self._numbers: dict[int, Comparison] = {}
        self._suspects: dict[int, list[Suspect]] = {}
        self._places: dict[str, frozenset[int]] = {}

    def adopt(self, earlier: Context, same: Mapping[int, int]) -> None:
        """Take over what an earlier context knows of pairs with the same text: ``same`` maps their indices, old to new."""
        for old, new in same.items():
            if old in earlier._terms:
                self._terms[new] = earlier._terms[old]
            if old in earlier._numbers:
                self._numbers[new] = earlier._numbers[old]

    @property
    def source(self) -> Document:
        """The source document."""
        return self.bitext.source

    @property
    def target(self) -> Document:
        """The target document."""
        return self.bitext.target

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """All links of the document, one-sided and doubtful ones included."""
        return tuple(pairs(self.bitext))

    @cached_property
    def judged(self) -> tuple[Pair, ...]:
        """The pairs with both sides whose link is trusted."""
        return tuple(pair for pair in self.pairs if pair.judged)

    @cached_property
    def lexicon(self) -> Lexicon | None:
        """The Chinese-English dictionary, None where it is not installed."""
        return load_lexicon()

    @cached_property
    def matchers(self) -> Compiled:
        """The compiled termbase for this language pair."""
        return compiled(self.termbase, self.source.language, self.target.language, self.lexicon)

    def terms(self, pair: Pair) -> Assignment:
        """What became of every source term of a pair."""
        if pair.index not in self._terms:
            self._terms[pair.index] = analyse(pair, self.matchers, self.termbase.concepts)
        return self._terms[pair.index]

    def numbers(self, pair: Pair) -> Comparison:
        """What became of every number of a pair."""
        if pair.index not in self._numbers:
            self._numbers[pair.index] = compare(pair.source, pair.target)
        return self._numbers[pair.index]

    def suspects(self, pair: Pair) -> list[Suspect]:
        """Evidence of unlisted mistranslations in a pair; empty without a dictionary of the target language."""
        if pair.index not in self._suspects:
            known = self.lexicon if is_chinese(self.target.language) else None
            self._suspects[pair.index] = (
                suspects(
                    pair.source.prose,
                    pair.target.folded,
                    self.terms(pair),
                    lexicon=known,
                    language=self.target.language,
                    spread=self._spread,
                    used=self._used,
                )
                if known
                else []
            )
        return self._suspects[pair.index]

    def unsupported(self, pair: Pair) -> list[Unsupported]:
        """Proper nouns of the target that nothing in the source supports."""
        known = self.lexicon if is_chinese(self.target.language) else None
        if known is None:
            return []
        terms = self.terms(pair)
        if not terms.proper:
            return []
        missing = [
            (rendering.term.start, rendering.term.end)
            for rendering in terms.renderings
            if rendering.term.concept.keep and rendering.outcome is Outcome.MISSING
        ]
        return list(unsupported(pair.source.prose, pair.target.folded, terms.proper, missing, known))

    def _spread(self, text: str) -> frozenset[int]:
        """Pairs whose target has this folded text."""
        if text not in self._places:
            self._places[text] = frozenset(index for index, target in enumerate(self._folded_targets) if text in target)
        return self._places[text]

    def _used(self, concept: str) -> frozenset[int]:
        """Pairs whose source has this concept."""
        return frozenset([pair.index for pair, _ in self.renderings.get(concept, ())])

    @cached_property
    def _folded_targets(self) -> list[str]:
        return [pair.target.folded for pair in self.pairs]

    @cached_property
    def renderings(self) -> Mapping[str, list[tuple[Pair, Rendering]]]:
        """What became of the terms of the whole document, by concept."""
        found: dict[str, list[tuple[Pair, Rendering]]] = defaultdict(list)
        for pair in self.pairs:
            for rendering in self.terms(pair).renderings:
                found[rendering.term.concept.id].append((pair, rendering))
        return found

    def term_counts(self) -> tuple[int, int]:
        """Source term occurrences that were judged, and those among them with an acceptable rendering.

        Ordinary words without a known rendering, and repeated mentions that the translation may leave out, are not
        judged.
        """
        outcomes = [
            rendering.outcome
            for pair in self.pairs
            if pair.judged
            for rendering in self.terms(pair).renderings
            if not (rendering.term.concept.common and rendering.outcome is Outcome.MISSING)
        ]
        judged = [outcome for outcome in outcomes if outcome is not Outcome.REPEATED]
        return len(judged), sum(outcome is Outcome.ACCEPTED for outcome in judged)

    def option(self, rule: str, name: str, default: Any) -> Any:
        """A rule's own option from the configuration."""
        settings = self.config.rules.get(rule)
        return settings.options.get(name, default) if settings else default
