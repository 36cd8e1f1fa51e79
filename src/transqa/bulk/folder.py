"""The folder of results: every file whole or not there, a part finished when its record is there."""

from __future__ import annotations

import contextlib
import json
import os
import posixpath
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from transqa.bulk.inputs import file_system
from transqa.errors import ConfigError, InputError

_MANIFEST = "manifest.json"
_RECORDS = "parts"
#: What a run makes in its folder, and may delete there.
KINDS = ("findings", "scores", "rejected", "passed")
_OWN = (*KINDS, _RECORDS, _MANIFEST, "summary.json", "summary.html")


class Folder:
    """A directory or fsspec URL that results are written to."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.system, self.root = file_system(path)
        self.local = "file" in (
            self.system.protocol if isinstance(self.system.protocol, tuple) else (self.system.protocol,)
        )

    def begin(
        self, options: Mapping[str, Any], inputs: Sequence[Mapping[str, Any]], *, restart: bool
    ) -> frozenset[str]:
        """Make the folder ready; the names of the parts that an earlier run has finished.

        Raises:
            ConfigError: it holds something else, or results of other inputs or with other options.
            InputError: it cannot be written.
        """
        with self._told():
            self.system.invalidate_cache()
            if restart:
                self._clear()
            held = self._names("")
            if _MANIFEST not in held:
                if held:
                    raise ConfigError(f"{self.path}: holds other files; name a new folder for --output")
                manifest = {"options": dict(options), "inputs": [dict(one) for one in inputs]}
                self.write(_MANIFEST, dump(manifest))
                return frozenset()
            self._same(json.loads(self.read(_MANIFEST)), options, inputs)
            self.sweep()
            return frozenset(name.removesuffix(".json") for name in self._names(_RECORDS) if name.endswith(".json"))

    def finish_part(self, name: str, files: Mapping[str, bytes], record: Mapping[str, Any]) -> None:
        """Write the files of a part, and last its record, which makes it finished."""
        with self._told():
            for kind in KINDS:
                if kind in files:
                    self.write(f"{kind}/part-{name}.parquet", files[kind])
            self.write(f"{_RECORDS}/{name}.json", dump(record, indent=None))

    def record(self, name: str) -> dict[str, Any]:
        """The record of a finished part."""
        found: dict[str, Any] = json.loads(self.read(f"{_RECORDS}/{name}.json"))
        return found

    def read(self, name: str) -> bytes:
        """The bytes of a file in the folder."""
        data: bytes = self.system.cat_file(self._at(name))
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write a file: afterwards all of it is there, or on failure nothing."""
        place = self._at(name)
        if not self.local:
            # Object stores show an object when all of it has arrived.
            self.system.makedirs(posixpath.dirname(place), exist_ok=True)
            self.system.pipe_file(place, data)
            return
        os.makedirs(os.path.dirname(place), exist_ok=True)
        temporary = f"{os.path.dirname(place)}/.{os.path.basename(place)}.{uuid.uuid4().hex}"
        try:
            with open(temporary, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temporary, place)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise

    def sweep(self) -> None:
        """Delete the unfinished files of writers that were killed; nobody may be writing."""
        if self.local:
            for kind in ("", *KINDS, _RECORDS):
                for name in self._names(kind):
                    if name.startswith(".") and name.count(".") >= 3:
                        with contextlib.suppress(OSError):
                            os.unlink(self._at(f"{kind}/{name}" if kind else name))

    def _at(self, name: str) -> str:
        return f"{self.root.rstrip('/')}/{name}"

    def _names(self, name: str) -> list[str]:
        try:
            found = self.system.ls(self._at(name).rstrip("/"), detail=False)
        except FileNotFoundError:
            return []
        return [posixpath.basename(str(path).rstrip("/")) for path in found]

    def _clear(self) -> None:
        """Delete what runs make here. The manifest goes first: without it nothing counts as finished."""
        held = self._names("")
        if held and _MANIFEST not in held:
            raise ConfigError(f"{self.path}: is no folder of results; nothing was deleted")
        for name in (_MANIFEST, *_OWN):
            if self.system.exists(self._at(name)):
                self.system.rm(self._at(name), recursive=True)

    def _same(
        self, manifest: Mapping[str, Any], options: Mapping[str, Any], inputs: Sequence[Mapping[str, Any]]
    ) -> None:
        remedy = "use --restart to begin again, or name another folder for --output"
        before = manifest["options"]
        for name in before.keys() | options.keys():
            if before.get(name) != options.get(name):
                raise ConfigError(f"{self.path}: was begun with another {name}; {remedy}")
        old = {one["path"]: one for one in manifest["inputs"]}
        if list(old) != [one["path"] for one in inputs]:
            raise ConfigError(f"{self.path}: was begun with other inputs; {remedy}")
        for one in inputs:
            if old[one["path"]] != one:
                raise ConfigError(f"{one['path']}: has changed since {self.path} was begun; {remedy}")

    @contextlib.contextmanager
    def _told(self) -> Any:
        try:
            yield
        except OSError as error:
            reason = error.strerror or " ".join(str(error).split()) or type(error).__name__
            raise InputError(f"{self.path}: cannot be written: {reason}") from None


def dump(value: Mapping[str, Any], *, indent: int | None = 2) -> bytes:
    """A mapping as JSON."""
    return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode()
