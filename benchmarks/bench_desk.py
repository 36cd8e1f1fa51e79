"""The review desk with 200 documents, 10,000 blocks and 20,000 findings: how long pages wait for the store.

Twenty small digests are checked for real; the store is then filled with copies of what they left in its tables. Times are
the median and the worst of repeated calls. Run: python benchmarks/bench_desk.py [URL]
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from transqa.config import Config
from transqa.model import Severity
from transqa.review import Actor, Desk, Filters, Role, State, Upload
from transqa.review.schema import block, document, finding, link, score, term_use, version
from transqa.review.store import Store

DOCUMENTS, SAMPLES, ROWS = 200, 20, 25
ADMIN = Actor("ada", Role.ADMIN)
#: Sentences with faults that rules find: four a row.
SENTENCES = [
    (
        "We study grokking in a transformer of {n} layers with LLaMA.",
        "我们用骆驼研究 {m} 层变形金刚中的摸索现象,等。。",
    ),
    ("The zero-shot result of model {n} is strong with LLaMA.", "模特 {n} 的零射击结果很强,因为有骆驼 ."),
    (
        "Reinforcement learning with {n} agents needs a zero-shot model in PyTorch.",
        "有 {m} 个代理人的钢筋学习,在火炬里需要零射击模特 .",
    ),
]


def pair(number: int) -> tuple[str, str]:
    """A source and a draft of ``ROWS`` paragraphs."""
    sides: tuple[list[str], list[str]] = ([], [])
    for row in range(ROWS):
        source, target = SENTENCES[row % len(SENTENCES)]
        figure = number * 1000 + row
        sides[0].append(source.format(n=figure))
        sides[1].append(target.format(n=figure, m=figure + 1))
    return "\n\n".join(sides[0]) + "\n", "\n\n".join(sides[1]) + "\n"


def fill(desk: Desk, url: str) -> None:
    """Check the samples, then copy their rows."""
    for number in range(SAMPLES):
        source, target = pair(number)
        desk.import_pair(ADMIN, Upload(f"{number}/en.md", source.encode()), Upload(f"{number}/zh.md", target.encode()))
    store = Store(url)
    with store.write() as connection:
        originals = connection.execute(sa.select(document)).all()
        for number in range(SAMPLES, DOCUMENTS):
            row = originals[number % SAMPLES]._asdict()
            old = row.pop("id")
            row["name"] = f"{number}/zh.md"
            new = connection.execute(sa.insert(document).values(row).returning(document.c.id)).scalar_one()
            for table in (version, block, link, finding, term_use, score):
                rows = connection.execute(sa.select(table).where(table.c.document == old)).all()
                copies = [one._asdict() | {"document": new} for one in rows]
                for copy in copies:
                    copy.pop("id", None)
                connection.execute(sa.insert(table), copies)
    store.close()


def measure(name: str, call: Callable[[], object], *, times: int = 15) -> None:
    """Print the median and the worst time of a call, in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - start))
    print(f"{name:34} {statistics.median(taken):8.1f} {max(taken):8.1f}")


def main() -> None:
    """Fill a store and measure it."""
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'review.db'}"
        start = time.perf_counter()
        desk = Desk(url, config=Config())
        fill(desk, url)
        store = Store(url)
        with store.read() as connection:
            sizes = [
                connection.execute(sa.select(sa.func.count()).select_from(one)).scalar_one()
                for one in (document, block, finding)
            ]
        store.close()
        print(
            f"{sizes[0]} documents, {sizes[1]:,} blocks, {sizes[2]:,} findings in {time.perf_counter() - start:.1f} s"
        )
        print(f"{'':34} {'median':>8} {'worst':>8}  (ms)")
        numbers = [one.id for one in desk.documents(ADMIN)]
        # Copies have other names than their originals, so the first look at one checks it.
        desk.recheck(ADMIN, numbers[100])
        fingerprint = desk.page(ADMIN, numbers[100]).rows[1].findings[0].finding.fingerprint
        anchor = numbers[100]
        rules = Filters(rules=("TRM",), severities=(Severity.MAJOR,), states=(State.OPEN,), only_with_findings=True)
        measure("overview: documents", lambda: desk.documents(ADMIN))
        measure("overview: counts for charts", lambda: desk.counts(ADMIN))
        measure("overview: scores over time", lambda: desk.scores_over_time(ADMIN))
        measure("review: page of 50 rows", lambda: desk.page(ADMIN, anchor))
        measure("review: page by rule and state", lambda: desk.page(ADMIN, anchor, rules))
        measure("review: page by text", lambda: desk.page(ADMIN, anchor, Filters(text="网络")))
        measure("review: one finding", lambda: desk.finding(ADMIN, fingerprint, document=anchor))
        measure("rules: precision", lambda: desk.rule_precision(ADMIN))
        measure("activity: 100 lines", lambda: desk.audit(ADMIN))
        measure("termbase: search", lambda: desk.terms(ADMIN, "model"))
        measure("review: decide", lambda: decide(desk, anchor, fingerprint), times=10)
        measure("review: edit and check again", lambda: edit(desk, anchor), times=5)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory at most {peak:.0f} MB")
        desk.close()


def decide(desk: Desk, number: int, fingerprint: str) -> None:
    """Change one's mind."""
    state = desk.finding(ADMIN, fingerprint, document=number).reviewed.state
    desk.decide(ADMIN, number, fingerprint, State.DEFERRED if state is State.ACCEPTED else State.ACCEPTED)


def edit(desk: Desk, number: int) -> None:
    """Add a character to the last block."""
    page = desk.page(ADMIN, number)
    last = page.rows[-1].target[-1]
    desk.edit_block(ADMIN, number, last.index, base_revision=page.revision, base=last.text, text=last.text + "好")


if __name__ == "__main__":
    main()
