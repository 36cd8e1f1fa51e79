"""A corpus on all cores and on a Dask cluster of as many workers here: rates, memory of all processes, same findings.

usage: python benchmarks/bench_bulk.py [--pairs N] [--workers N] [--folder DIR] [--runs NAME ...]

The corpus comes from ``make_corpus.py``. Run are, each as a command of its own: ``transqa bulk``; the same with
``--scheduler local``; the same once more with one worker killed in the middle. Rates count everything from the start of the
command to its end, and, apart, per second of CPU time of all processes. Memory is the sum of the proportional set sizes
(PSS) of all processes of the run, every quarter of a second: pages that processes share count once.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from make_corpus import corpus, write

PAIRS = 200_000
#: Wanted: pairs per second and core, gigabytes in all, rate of the cluster as a share of that of the pool.
RATE, MEMORY, SHARE = 2_500, 1.5, 0.8
#: The runs by name, with their options.
RUNS = {"pool": (), "cluster": ("--scheduler", "local"), "killed": ("--scheduler", "local")}


@dataclass(frozen=True)
class Run:
    """One run: seconds on the clock and of CPU time, most memory in bytes."""

    wall: float
    cpu: float
    memory: int


def timed(arguments: Sequence[str], *, during: Callable[[int], None] | None = None) -> Run:
    """Run ``transqa bulk``; ``during`` is called with its process id again and again."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "transqa", "bulk", "--quiet", *arguments])
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_pss, _tree(process.pid))))
        if during:
            during(process.pid)
        time.sleep(0.25)
    if process.returncode:
        raise SystemExit(f"transqa bulk ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(time.monotonic() - started, cpu, most)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _tree(int(child))


def _pss(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def findings(folder: Path) -> str:
    """A digest of all findings, sorted."""
    import pyarrow.parquet as pq

    digest = hashlib.sha256()
    for path in sorted((folder / "findings").iterdir()):
        for row in sorted(map(str, pq.read_table(path).drop_columns(["file"]).to_pylist())):
            digest.update(row.encode())
    return digest.hexdigest()[:16]


def killer(folder: Path, parts: int) -> Callable[[int], None]:
    """Kills one worker process when half of the parts are done."""
    killed: list[int] = []

    def kill(pid: int) -> None:
        if not killed and (folder / "parts").is_dir() and len(list((folder / "parts").iterdir())) * 2 >= parts:
            busiest = max((p for p in _tree(pid) if p != pid), key=_ticks)
            os.kill(busiest, signal.SIGKILL)
            killed.append(busiest)
            print(f"  killed worker {busiest}")

    return kill


def _ticks(pid: int) -> int:
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11])
    return 0


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="A corpus on all cores, and on a cluster here.")
    parser.add_argument("--pairs", type=int, default=PAIRS, metavar="N", help=f"default {PAIRS:,}")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="default: all cores")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where corpus and results go, and stay")
    parser.add_argument("--runs", nargs="+", choices=list(RUNS), default=list(RUNS), help="default: all")
    options = parser.parse_args(arguments)
    folder = options.folder or Path(tempfile.mkdtemp(prefix="bench-bulk-"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{options.pairs}.parquet"
    if not path.exists():
        write(path, islice(corpus(), options.pairs))
    print(f"{options.pairs:,} pairs, {path.stat().st_size / 1e6:.0f} MB of Parquet, {options.workers} workers")
    digests: list[str] = []
    runs: dict[str, Run] = {}
    for name in options.runs:
        out = folder / name
        shutil.rmtree(out, ignore_errors=True)
        during = killer(out, options.pairs // 5000) if name == "killed" else None
        command = [str(path), "--output", str(out), "--workers", str(options.workers), *RUNS[name]]
        run = timed(command, during=during)
        runs[name] = run
        digests.append(findings(out))
        print(
            f"  {name:<22}{run.wall:>8.1f} s{options.pairs / run.wall:>9,.0f} pairs/s"
            f"{options.pairs / run.wall / options.workers:>9,.0f} per worker{options.pairs / run.cpu:>9,.0f} per CPU second"
            f"{run.memory / 1e9:>7.2f} GB   findings {digests[-1]}",
            flush=True,
        )
    print(f"wanted: {RATE:,} pairs per second and core, at most {MEMORY} GB, a cluster at {SHARE} of the pool")
    if {"pool", "cluster"} <= runs.keys():
        print(f"cluster: {runs['pool'].wall / runs['cluster'].wall:.2f} of the pool's rate")
    print(f"findings {'the same' if len(set(digests)) == 1 else 'DIFFER'}")
    if options.folder is None:
        shutil.rmtree(folder)
    return 0 if len(set(digests)) == 1 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
