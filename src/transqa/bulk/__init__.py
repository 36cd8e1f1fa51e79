"""Corpora of pairs: more than fit into memory, on all cores of a machine or on a Dask cluster."""

from transqa.bulk.inputs import find_shards
from transqa.bulk.job import PART_SIZE, Job
from transqa.bulk.rows import Columns, Reading
from transqa.bulk.run import Progress, run_bulk

__all__ = ["PART_SIZE", "Columns", "Job", "Progress", "Reading", "find_shards", "run_bulk"]
