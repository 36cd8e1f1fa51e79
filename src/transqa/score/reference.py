"""BLEU, chrF and TER against a reference translation, computed and signed by sacrebleu."""

from __future__ import annotations

from typing import Any

from transqa.errors import InputError
from transqa.model import NOT_PROSE, Document
from transqa.text.chars import count_words

#: TER searches for shifted phrases, which takes a time that grows with about the cube of a segment's length: 400
#: Chinese characters take seconds, 2,000 take minutes.
_TER_BUDGET = 2e8


def reference_card(target: Document, reference: Document) -> dict[str, Any]:
    """The score card of a target beside its reference as a JSON-ready mapping.

    ``level`` is ``block`` where both files have the same number of prose blocks (one segment each), else ``document``:
    the whole text is one segment, which makes the n-gram metrics more lenient. ``ter`` is None for segments too long to
    compute it in a few seconds. Raises InputError for a reference without prose.
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    ours, theirs = _segments(target), _segments(reference)
    if not theirs:
        raise InputError(f"{reference.path}: no prose to compare with; pass a reference translation")
    level = "block" if len(ours) == len(theirs) else "document"
    if level == "document":
        ours, theirs = ["\n".join(ours)], ["\n".join(theirs)]
    asian = _primary(target.language) in {"zh", "ja", "ko"}
    lengths = [max(count_words(text, target.language) for text in pair) for pair in zip(ours, theirs, strict=True)]
    metrics = {
        # force: a tokenised look is no reason to warn on standard error.
        "bleu": BLEU(tokenize=_tokenizer(target.language), force=True),
        "chrf": CHRF(),
        "ter": TER(normalized=asian, asian_support=asian) if sum(n**3 for n in lengths) < _TER_BUDGET else None,
    }
    card: dict[str, Any] = {"path": reference.path, "level": level, "segments": len(ours)}
    for name, metric in metrics.items():
        card[name] = metric and {
            "score": round(float(metric.corpus_score(ours, [theirs]).score), 4),
            "signature": str(metric.get_signature()),
        }
    return card


def _segments(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind not in NOT_PROSE and block.text.strip()]


def _primary(language: str) -> str:
    return language.split("-", 1)[0].lower()


def _tokenizer(language: str) -> str:
    # sacrebleu's own advice for Japanese is ja-mecab, which needs MeCab installed; characters need nothing.
    return {"zh": "zh", "ja": "char"}.get(_primary(language), "13a")
