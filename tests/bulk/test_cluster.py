"""The same job on a cluster of two workers here."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dask
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from distributed import LocalCluster

from bulk.conftest import pairs
from bulk.test_run import files, table, write
from transqa.bulk import Job, run_bulk
from transqa.errors import ConfigError, InputError

# Whether Dask tidies up every socket and loop of its own is not ours to test.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    # A result that was lost with its worker is asked for until this has passed, and only then made again.
    patience = dask.config.set({"distributed.comm.timeouts.connect": "3s"})
    with patience, LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as found:
        yield found


def _inputs(folder: Path) -> list[Path]:
    """Parquet, read by workers in row groups; two files of lines, each read by a worker."""
    found = list(pairs(60))
    columns = {"source": [a for a, _ in found], "target": [b for _, b in found]}
    pq.write_table(pa.table(columns), folder / "a.parquet", row_group_size=25)
    return [
        folder / "a.parquet",
        write(folder / "b.jsonl", [*found[:30], ("", "")]),
        write(folder / "c.jsonl", found[30:]),
    ]


def test_same_files_as_the_pool(cluster: Any, tmp_path: Path, job: Callable[..., Job]) -> None:
    inputs = _inputs(tmp_path)
    for out, options in (("pool", {}), ("cluster", {"scheduler": cluster.scheduler_address})):
        run_bulk(job(*inputs, out=out, keep=True), **options)
    assert files(tmp_path / "pool") == files(tmp_path / "cluster")
    # A single file of lines is read by the driver.
    for out, options in (("pool1", {}), ("cluster1", {"scheduler": cluster.scheduler_address})):
        run_bulk(job(inputs[1], out=out), **options)
    assert files(tmp_path / "pool1") == files(tmp_path / "cluster1")


def test_a_run_of_the_pool_goes_on_on_a_cluster(cluster: Any, tmp_path: Path, job: Callable[..., Job]) -> None:
    inputs = _inputs(tmp_path)
    run_bulk(job(*inputs))
    before = files(tmp_path / "out")
    for name in ("00000-000001", "00001-000002", "00002-000000"):
        (tmp_path / "out" / "parts" / f"{name}.json").unlink()
        (tmp_path / "out" / "findings" / f"part-{name}.parquet").unlink()
    summary = run_bulk(job(*inputs), scheduler=cluster.scheduler_address)
    assert files(tmp_path / "out") == before
    assert summary["pairs"] == 120 and summary["rejected"] == 1


def test_errors_of_workers_are_told(cluster: Any, tmp_path: Path, job: Callable[..., Job]) -> None:
    with pytest.raises(InputError, match="row 31: the source is empty"):
        run_bulk(job(_inputs(tmp_path)[1], strict=True), scheduler=cluster.scheduler_address)


def test_a_worker_that_is_killed_changes_nothing(cluster: Any, tmp_path: Path, job: Callable[..., Job]) -> None:
    path = write(tmp_path / "a.jsonl", list(pairs(600)))
    quiet, out = tmp_path / "quiet", tmp_path / "out"
    run_bulk(job(path, out="quiet"))

    def kill() -> None:
        records = out / "parts"
        while not records.is_dir() or len(list(records.iterdir())) < 5:
            time.sleep(0.01)
        os.kill(cluster.workers[0].pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    run_bulk(job(path), scheduler=cluster.scheduler_address)
    killer.join()
    # Nothing half-written is left either.
    assert files(out).keys() == files(quiet).keys()
    for kind in ("findings", "scores"):
        assert table(out, kind) == table(quiet, kind)
    assert (out / "summary.json").read_bytes() == (quiet / "summary.json").read_bytes()
    assert len(table(out, "scores")) == 600


def test_no_scheduler_answers(tmp_path: Path, job: Callable[..., Job]) -> None:
    with pytest.raises(ConfigError, match="--scheduler nonsense"):
        run_bulk(job(_inputs(tmp_path)[1]), scheduler="nonsense")


def test_without_dask(tmp_path: Path, job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "transqa.bulk.cluster", raising=False)
    with pytest.raises(ConfigError, match=r"distributed is not installed; pip install 'transqa\[cluster\]'"):
        run_bulk(job(_inputs(tmp_path)[1]), scheduler="local")
