"""The public functions, called as a program calls them: more than once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_functions_stay_functions_beside_the_packages_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "en.md").write_text("We study models.\n", encoding="utf-8")
    (tmp_path / "zh.md").write_text("我们研究模型。\n", encoding="utf-8")
    calls = "transqa.check(*pair); transqa.align(*pair); transqa.score(*pair); "
    code = f"import transqa; from transqa.check import Context; pair = ('en.md', 'zh.md'); {calls * 2}"
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False).returncode == 0
