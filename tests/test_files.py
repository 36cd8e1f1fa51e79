"""Files written back: whole, with the old mode and bytes, and only where nobody else was quicker."""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from transqa.errors import InputError
from transqa.files import replace_text
from transqa.parse import read_text

WRITER = """\
import sys
from pathlib import Path
from transqa.files import replace_text
path, one, other = Path(sys.argv[1]), "旧" * 200_000, "新" * 200_000
print("ready", flush=True)
while True:
    replace_text(path, one, other)
    one, other = other, one
"""


def test_killed_at_any_moment_leaves_the_old_or_the_new_file(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "zh.md"
    contents = {("旧" * 200_000).encode(), ("新" * 200_000).encode()}
    moments = random.Random(5)
    seen = set()
    for _ in range(25):
        path.write_bytes(("旧" * 200_000).encode())
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)],
            env={**os.environ, "PYTHONPATH": str(root / "src")},
            stdout=subprocess.PIPE,
        )
        assert child.stdout and child.stdout.readline() == b"ready\n"
        time.sleep(moments.uniform(0, 0.03))
        child.kill()
        child.communicate()
        seen.add(path.read_bytes())
        assert seen <= contents
    # Killed early and late: otherwise this test has looked at nothing.
    assert len(seen) == 2


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        (None, "\ufeff# 标题\r\n\r\n坏\r结尾".encode()),
        (None, "坏的\n".encode()),
        ("utf-8-sig", "\ufeff坏的\n".encode()),
        ("UTF_8_SIG", "\ufeff坏的\n".encode()),
        ("gb18030", "坏的€𠮷\n".encode("gb18030")),
        ("big5", "壞的坏".replace("坏", "").encode("big5")),
        ("utf-16-le", "\ufeff坏的\r\n".encode("utf-16-le")),
    ],
)
def test_bytes_outside_of_the_change_stay(tmp_path: Path, encoding: str | None, data: bytes) -> None:
    path = tmp_path / "zh.md"
    path.write_bytes(data)
    before = read_text(path, encoding)
    replace_text(path, before, before + "好", encoding=encoding)
    codec = encoding.lower().replace("_", "-").removesuffix("-sig") if encoding else "utf-8"
    assert path.read_bytes() == data + "好".encode(codec)


def test_mode_and_symbolic_link_stay(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "zh.md"
    path.parent.mkdir()
    path.write_text("旧", encoding="utf-8")
    path.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(path)
    replace_text(link, "旧", "新")
    assert link.is_symlink()
    assert path.read_text("utf-8") == "新"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [file.name for file in path.parent.iterdir()] == ["zh.md"]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "zh.md"
    path.write_text("别人的新稿", encoding="utf-8")
    with pytest.raises(InputError, match=r"zh\.md: has changed since it was read"):
        replace_text(path, "旧", "新")
    assert path.read_text("utf-8") == "别人的新稿"
    assert [file.name for file in tmp_path.iterdir()] == ["zh.md"]


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    path = tmp_path / "zh.md"
    with pytest.raises(InputError, match="is gone"):
        replace_text(path, "旧", "新")
    with pytest.raises(InputError, match="not a regular file"):
        replace_text(tmp_path, "旧", "新")
    path.write_bytes("舊".encode("big5"))
    with pytest.raises(InputError, match="big5 has no '变'"):
        replace_text(path, "舊", "变", encoding="big5")
    # Two byte sequences of one character: writing would change what no edit names.
    path.write_bytes(b"\x1b$B\x1b(BA")
    with pytest.raises(InputError, match="does not give back the same bytes"):
        replace_text(path, "A", "B", encoding="iso2022_jp")
    assert path.read_bytes() == b"\x1b$B\x1b(BA"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "zh.md"
    path.write_text("旧", encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(InputError, match="permission denied"):
        replace_text(path, "旧", "新")
