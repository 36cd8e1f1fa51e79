"""Text files written back in place: the whole new file or the whole old one, never anything between."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from transqa.errors import InputError


def replace_text(path: Path, before: str, after: str, *, encoding: str | None = None) -> None:
    """Replace the text ``before`` of a file by ``after``; ``encoding`` is the one it was read in, UTF-8 for None.

    Mode, encoding, byte order mark and line endings stay. Symbolic links are followed.

    Raises:
        InputError: the file no longer holds ``before``, or cannot be written; it is as it was.
    """
    codec = encoding or "utf-8"
    # A reader kept the mark of UTF-8 in the text.
    codec = "utf-8" if codec.lower().replace("_", "-") == "utf-8-sig" else codec
    place = path.resolve()
    old = _encoded(path, before, codec)
    new = _encoded(path, after, codec)
    _expect(path, place, old, before, codec)
    temporary = _temporary(path, place, new)
    try:
        # Once more: a large file takes its time to write, and somebody else may have been quicker.
        _expect(path, place, old, before, codec)
        os.replace(temporary, place)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
    _sync_folder(place.parent)


def _encoded(path: Path, text: str, codec: str) -> bytes:
    try:
        return text.encode(codec)
    except UnicodeEncodeError as error:
        character = text[error.start]
        raise InputError(f"{path}: {codec} has no {character!r}; convert the file to UTF-8 first") from None


def _expect(path: Path, place: Path, old: bytes, before: str, codec: str) -> None:
    """The file is still a plain file we may write, with the bytes that were read."""
    if not place.is_file():
        gone = "is not a regular file" if place.exists() else "is gone"
        raise InputError(f"{path}: {gone}; nothing was written")
    if not os.access(place, os.W_OK):
        raise InputError(f"{path}: cannot be written: permission denied; check the file's mode")
    try:
        data = place.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read again: {error.strerror}; nothing was written") from None
    if data == old:
        return
    with contextlib.suppress(UnicodeError):
        if data.decode(codec) == before:
            raise InputError(f"{path}: {codec} does not give back the same bytes; convert the file to UTF-8 first")
    raise InputError(f"{path}: has changed since it was read; nothing was written, run again")


def _temporary(path: Path, place: Path, data: bytes) -> str:
    """A file beside ``place`` with the new bytes on the disk, and with the mode and owner of the old one."""
    try:
        status = place.stat()
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=".tmp")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if hasattr(os, "chown"):
            # Only root may give files away; for all others they belong to whoever writes them.
            with contextlib.suppress(PermissionError):
                os.chown(name, status.st_uid, status.st_gid)
        os.chmod(name, status.st_mode & 0o7777)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None
    return name


def _sync_folder(folder: Path) -> None:
    """The new name on the disk as well, where the system can open a directory."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
