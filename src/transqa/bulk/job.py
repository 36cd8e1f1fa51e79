"""What a run is told, in a form that travels to workers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from transqa.bulk.inputs import Shard
from transqa.bulk.rows import Reading
from transqa.config import Config
from transqa.version import __version__

#: Pairs of a part: a few seconds of work.
PART_SIZE = 5_000
#: Raised whenever what is written changes.
FORMAT = 1


@dataclass(frozen=True)
class Job:
    """A corpus to check.

    ``output`` is a directory or an fsspec URL. ``markdown`` says whether texts are Markdown or plain. With ``keep``
    the pairs that pass are written: no finding reaches ``config.fail_on``, and the score is at least ``min_score``.
    ``strict`` stops at the first row that is no pair.
    """

    shards: tuple[Shard, ...]
    output: str
    config: Config
    reading: Reading
    markdown: bool = True
    keep: bool = False
    min_score: float | None = None
    strict: bool = False
    part_size: int = PART_SIZE

    def options(self, termbase_hash: str) -> dict[str, Any]:
        """Everything that decides what is written, by the name under which a difference is reported."""
        columns = self.reading.columns
        config = json.dumps(self.config.model_dump(mode="json", exclude={"termbase"}), sort_keys=True)
        return {
            "format": FORMAT,
            "transqa": __version__,
            "termbase": termbase_hash,
            "configuration": hashlib.sha256(config.encode()).hexdigest()[:16],
            "languages": list(self.reading.languages),
            "encoding": self.reading.encoding,
            "columns": [columns.source, columns.target, columns.document],
            "markup": "markdown" if self.markdown else "plain",
            "filter": self.keep,
            "filter-min-score": self.min_score,
            "part-size": self.part_size,
        }

    def inputs(self) -> list[Mapping[str, Any]]:
        """The shards with what tells whether they are still the same."""
        return [
            {"path": s.path, "target": s.target, "form": s.form.value, "size": s.size, "stamp": s.stamp}
            for s in self.shards
        ]
