"""What teams copy: the GitHub action, the pre-commit hooks, the set-ups of the page about continuous integration."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.conftest import DRAFT, GOOD
from repositories import commit, git, needs_git
from transqa.parse.pairs import BILINGUAL, EXTENSIONS

pytestmark = [needs_git, pytest.mark.skipif(os.name == "nt", reason="runs POSIX shell scripts")]

BASELINE = "transqa-baseline.jsonl"
Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def repository(project: Path) -> Path:
    """The project under git, with a pattern for its pair."""
    config = (project / "transqa.toml").read_text("utf-8")
    (project / "transqa.toml").write_text(f'pairs = "{{lang}}.md"\n{config}', encoding="utf-8")
    (project / "good.md").unlink()
    git(project, "init", "-q", "-b", "main")
    commit(project)
    return project


@pytest.fixture
def shell(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Run a script in the repository with this transqa on the path and the files of a GitHub runner."""
    runner = tmp_path_factory.mktemp("runner")
    for name, module in (("transqa", "-m transqa"), ("python", "")):
        program = runner / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {module} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    files = {f"GITHUB_{name}": str(runner / name.lower()) for name in ("OUTPUT", "STEP_SUMMARY", "PATH")}
    base = {
        **os.environ,
        **files,
        "RUNNER_TEMP": str(runner),
        "PATH": f"{runner / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }

    def shell(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        for path in files.values():
            Path(path).write_text("", encoding="utf-8")
        # As GitHub runs `shell: bash`.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        done = subprocess.run(
            command, cwd=repository, env={**base, **environment}, capture_output=True, text=True, check=False
        )
        done.stdout += "".join(f"\n[{name}]\n{Path(path).read_text('utf-8')}" for name, path in files.items())
        return done

    return shell


@pytest.fixture(scope="module")
def action(root: Path) -> dict[str, Any]:
    return read(root / "action.yml")


def read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


def environment(step: Mapping[str, Any], action: Mapping[str, Any], **inputs: str) -> dict[str, str]:
    """The variables of a step, its expressions filled in as the runner does."""
    known = {name.replace("-", "_"): body["default"] for name, body in action["inputs"].items()}
    assert set(inputs) <= set(known)
    values = {f"inputs.{name.replace('_', '-')}": value for name, value in {**known, **inputs}.items()}

    def fill(match: re.Match[str]) -> str:
        return values[match[1]]

    return {name: re.sub(r"\$\{\{ ([\w.-]+) \}\}", fill, value) for name, value in step["env"].items()}


def step(action: Mapping[str, Any], name: str) -> dict[str, Any]:
    (found,) = [step for step in action["runs"]["steps"] if step.get("name") == name]
    assert found["shell"] == "bash"
    return dict(found)


def test_no_text_from_outside_is_part_of_a_script(action: dict[str, Any]) -> None:
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert not any("${{" in script for script in scripts)
    used = set(re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", yaml.safe_dump(action["runs"])))
    assert used == set(action["inputs"])


def test_the_action_annotates_and_fails(action: dict[str, Any], shell: Shell, repository: Path) -> None:
    gate = step(action, "transqa gate")
    done = shell(gate["run"], **environment(gate, action, report_sarif="out.sarif", report_html="out.html"))
    assert done.returncode == 1, done.stderr
    assert re.search(r"^::error file=zh\.md,line=3,", done.stdout, re.MULTILINE)
    assert "gate failed: 1 of 2 thresholds not met" in done.stdout
    assert "passed=false\n" in done.stdout
    assert "TRM001" in done.stdout.split("[GITHUB_STEP_SUMMARY]")[1]
    assert all((repository / name).stat().st_size for name in ("out.sarif", "out.html"))
    advisory = shell(gate["run"], **environment(gate, action, advisory="true"))
    assert (advisory.returncode, "passed=false\n" in advisory.stdout) == (0, True)


def test_the_action_passes_with_a_baseline_and_ratchets(action: dict[str, Any], shell: Shell, repository: Path) -> None:
    assert shell("transqa baseline create").returncode == 0
    (repository / "zh.md").write_text(GOOD, encoding="utf-8")
    gate = step(action, "transqa gate")
    done = shell(gate["run"], **environment(gate, action, baseline=BASELINE, ratchet="true", changed_since="HEAD"))
    assert done.returncode == 0, done.stderr
    assert "passed=true\n" in done.stdout
    assert "lowered the ceilings" in done.stderr


@pytest.mark.parametrize("hostile", ["$(touch hacked)", '"; touch hacked; "', "`touch hacked`", "--advisory"])
def test_an_input_is_only_ever_a_value(action: dict[str, Any], shell: Shell, repository: Path, hostile: str) -> None:
    gate = step(action, "transqa gate")
    inputs = {name.replace("-", "_"): hostile for name in action["inputs"]}
    done = shell(gate["run"], **environment(gate, action, **inputs))
    assert done.returncode == 2
    assert not list(repository.rglob("hacked"))


def test_a_mistake_is_an_error_of_the_action(action: dict[str, Any], shell: Shell) -> None:
    gate = step(action, "transqa gate")
    done = shell(gate["run"], **environment(gate, action, config="none.toml"))
    assert (done.returncode, "none.toml" in done.stderr, "passed=" in done.stdout) == (2, True, False)


def test_the_hooks_look_at_what_is_committed(root: Path, shell: Shell, repository: Path) -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert set(hooks) == {"transqa", "transqa-gate"}
    assert all(re.search(hook["files"], "docs/zh/a.md") for hook in hooks.values())
    assert shell(hooks["transqa"]["entry"]).returncode == 0
    assert shell(hooks["transqa-gate"]["entry"]).returncode == 1
    (repository / "zh.md").write_text(DRAFT.replace("小型", "微型"), encoding="utf-8")
    git(repository, "add", "zh.md")
    assert shell(hooks["transqa"]["entry"]).returncode == 1


def blocks(root: Path, language: str) -> list[str]:
    text = (root / "docs" / "ci.md").read_text("utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def commands(root: Path) -> Iterator[str]:
    """The transqa commands of the page, whatever the language of the set-up."""
    for language in ("yaml", "sh", "groovy"):
        for block in blocks(root, language):
            yield from (match.rstrip("'") for match in re.findall(r"(?m)\btransqa (?:gate|check|baseline) .*$", block))


def test_the_hooks_run_for_every_format(root: Path) -> None:
    for hook in yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8")):
        missed = [ending for ending in (*EXTENSIONS, *BILINGUAL) if not re.search(hook["files"], f"docs/zh/a{ending}")]
        assert missed == [], hook["id"]


def test_the_commands_of_the_page_do_what_it_says(root: Path, shell: Shell, repository: Path) -> None:
    found = list(commands(root))
    assert len(found) == 3
    for command in found:
        done = shell(command)
        assert done.returncode == (0 if "--advisory" in command else 1), done.stderr
        for name in re.findall(r"--report \w+=(\S+)", command):
            assert (repository / name).stat().st_size


def test_the_set_ups_of_the_page_fit_the_action_and_the_hooks(root: Path, action: dict[str, Any]) -> None:
    whole, part, hooks, gitlab = (yaml.safe_load(block) for block in blocks(root, "yaml"))
    steps = [*whole["jobs"]["gate"]["steps"], *part]
    ours = [step for step in steps if step["uses"].startswith("OWNER/transqa@")]
    assert len(ours) == 2
    assert all(set(step["with"]) <= set(action["inputs"]) for step in ours)
    listed = set(re.findall(r"`([\w-]+)`", "".join(re.findall(r"(?m)^\| (`.*?) \|", page(root)))))
    assert listed == set(action["inputs"])
    known = {hook["id"] for hook in yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} == known
    reports = gitlab["translations"]["artifacts"]["reports"]
    script = gitlab["translations"]["script"][-1]
    assert f"gitlab={reports['codequality']}" in script
    assert f"junit={reports['junit']}" in script


def page(root: Path) -> str:
    return (root / "docs" / "ci.md").read_text("utf-8")


@pytest.mark.slow
def test_the_action_installs_itself(root: Path, action: dict[str, Any], shell: Shell) -> None:
    install, gate = step(action, "Install transqa"), step(action, "transqa gate")
    assert set(install["env"]) == {"ACTION", "VERSION"}
    done = shell(install["run"], ACTION=str(root), VERSION="", PYTHONPATH="")
    assert done.returncode == 0, done.stderr
    added = done.stdout.split("[GITHUB_PATH]\n")[1].strip()
    path = f"{added}{os.pathsep}{os.environ['PATH']}"
    done = shell(gate["run"], **environment(gate, action), PATH=path, PYTHONPATH="")
    assert done.returncode == 1, done.stderr
    assert "passed=false\n" in done.stdout


@pytest.mark.slow
def test_pre_commit_stops_a_bad_commit(root: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("pre-commit")
    subprocess.run([sys.executable, "-m", "venv", str(place / "venv")], check=True)
    bin = place / "venv" / "bin"
    subprocess.run([bin / "python", "-m", "pip", "install", "--quiet", "pre-commit"], check=True)
    # The hooks as they are here, committed or not.
    hooks = place / "hooks"
    git(place, "clone", "-q", str(root), str(hooks))
    for name in (".pre-commit-hooks.yaml", "pyproject.toml"):
        (hooks / name).write_bytes((root / name).read_bytes())
    revision = commit(hooks)
    config = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": [{"id": "transqa"}]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    commit(repository)
    environment = {**os.environ, "PRE_COMMIT_HOME": str(place / "home"), "PYTHONPATH": ""}
    environment["PATH"] = f"{bin}{os.pathsep}{environment['PATH']}"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(arguments, cwd=repository, env=environment, capture_output=True, text=True, check=False)

    assert run("pre-commit", "install").returncode == 0
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    (repository / "zh.md").write_text(DRAFT.replace("小型", "微型"), encoding="utf-8")
    git(repository, "add", "zh.md")
    bad = run("git", *identity, "commit", "-m", "bad")
    assert bad.returncode == 1, bad.stderr
    assert "TRM001" in bad.stdout + bad.stderr
    (repository / "zh.md").write_text(GOOD.replace("小型", "微型"), encoding="utf-8")
    git(repository, "add", "zh.md")
    good = run("git", *identity, "commit", "-m", "good")
    assert good.returncode == 0, good.stdout + good.stderr
