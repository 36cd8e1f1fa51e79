from __future__ import annotations

from pathlib import Path

import pytest

from transqa.config import Config, FailOn, Unit, check_codes, find_config, load_config
from transqa.errors import ConfigError
from transqa.model import Severity

FULL = """\
pairs = "docs/{lang}/**/*.md"
encoding = "gb18030"
select = ["TRM"]
ignore = ["TRM002"]
fail-on = "minor"
min-score = 85

[languages]
source = "en"
target = "zh-Hant"

[termbase]
default = false
paths = ["terms/own.yml"]

[score]
unit = "target-characters"
pass-threshold = 90
acceptable-penalty = 5.5
minimum-size = 100
weights = { minor = 0.5 }

[per-path."legacy/**"]
select = ["ALL"]
ignore = ["NUM"]

[rules.TRM001]
severity = "critical"
window = 3
"""

CODES = {"TRM001": "deprecated-term", "TRM002": "missing-term", "NUM001": "wrong-number"}


@pytest.fixture
def read(tmp_path: Path):
    def read(text: str, name: str = "transqa.toml") -> Config:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return load_config(path)

    return read


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    config = load_config(start=tmp_path)
    assert config == Config()
    assert config.fail_on.severity is Severity.MAJOR
    assert [config.score.weights.of(severity) for severity in Severity] == [0, 1, 5, 25]
    assert config.file is None


def test_every_key_is_read(read, tmp_path: Path) -> None:
    config = read(FULL)
    assert (config.languages.source, config.languages.target) == ("en", "zh-Hant")
    assert config.fail_on is FailOn.MINOR
    assert config.min_score == 85
    assert config.termbase.paths == (tmp_path / "terms/own.yml",)
    assert not config.termbase.default
    assert config.score.unit is Unit.TARGET_CHARACTERS
    assert config.score.weights.minor == 0.5
    assert config.score.weights.major == 5
    assert config.rules["TRM001"].severity is Severity.CRITICAL
    assert config.rules["TRM001"].options == {"window": 3}


def test_the_nearest_file_upward_is_found(tmp_path: Path) -> None:
    deep = tmp_path / "a/b"
    deep.mkdir(parents=True)
    (tmp_path / "transqa.toml").write_text('fail-on = "minor"')
    assert load_config(start=deep).fail_on is FailOn.MINOR
    (tmp_path / "a/pyproject.toml").write_text('[tool.transqa]\nfail-on = "critical"')
    assert load_config(start=deep).fail_on is FailOn.CRITICAL


def test_a_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("this is [not TOML")
    assert find_config(tmp_path) != tmp_path / "pyproject.toml"


def test_a_byte_order_mark_is_no_error(read) -> None:
    assert read('\ufefffail-on = "never"').fail_on.severity is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('fail-on = "majr"', 1, ['fail-on = "majr"', "'major'"]),
        ('\nfial-on = "major"', 2, ["'fial-on'", "'fail-on'"]),
        ("zzz = 1", 1, ["'zzz'", "known: baseline, encoding"]),
        ("[score.weights]\nmajro = 3", 2, ["'score.weights.majro'", "'score.weights.major'"]),
        ("[score]\nunit = 'source-words'\nweights = { minor = -1 }", 3, ["score.weights.minor = -1", "0"]),
        ("[score]\n\nminimum-size = 0", 3, ["minimum-size = 0"]),
        ("[score]\nacceptable-penalty = 0", 2, ["acceptable-penalty = 0", "greater than 0"]),
        ('select = "TRM"', 1, ["select", "a list"]),
        ("select = ['TRM', 3]", 1, ["select = 3", "text in quotes"]),
        ("min-score = '80'", 1, ['min-score = "80"', "number"]),
        ("min-score = true", 1, ["min-score = true"]),
        ("min-score = nan", 1, ["min-score"]),
        ("score = 3", 1, ["score = 3", "a table"]),
        ("languages = 'en'", 1, ["a table"]),
        ("pairs = 'docs/*.md'", 1, ["{lang}"]),
        ("[termbase]\ndefault = 'yes'", 2, ["true or false"]),
        ('x = 1\n[rules.TRM001]\nseverity = "bad"', 1, ["'x'"]),
        ('[rules.TRM001]\n# here\nseverity = "bad"', 3, ['severity = "bad"', "'critical'"]),
        (
            '[[per-path."a.md".suppress]]\nrules = ["TRM"]\nreason = "r"\n[[per-path."a.md".suppress]]\nrule = "x"\n',
            5,
            ["rule'", "per-path.a.md.suppress.rules"],
        ),
        (
            '[[per-path."a.md".suppress]]\nrules = ["TRM"]\nreason = "r"\n\n[[per-path."a.md".suppress]]\nrules = ["T"]\n',
            5,
            ["per-path.a.md.suppress.reason is missing"],
        ),
        ('[[per-path."a.md".suppress]]\nrules = []\nreason = "r"', 2, ["per-path.a.md.suppress.rules = []"]),
        ('[[per-path."a.md".suppress]]\nrules = ["TRM"]\nreason = ""', 3, ["must not be empty"]),
        ("suppression = 0", 1, ["suppression = 0", "true or false"]),
        ('[per-path."a.b/**"]\nignored = []', 2, ["'per-path.a.b/**.ignored'", "'per-path.a.b/**.ignore'"]),
        ("[gate]\nmax-majr = 1", 2, ["'gate.max-majr'", "'gate.max-major'"]),
        ("[gate]\nmax-major = -1", 2, ["gate.max-major = -1", "0"]),
        ("[gate]\nmax-minor = true", 2, ["gate.max-minor = true"]),
        ("[gate]\nmin-term-accuracy = 95", 2, ["min-term-accuracy = 95", "1"]),
        ("[gate.rules]\nTRM = '3'", 2, ['gate.rules.TRM = "3"']),
        ("a = \n", 1, ["not valid TOML"]),
    ],
)
def test_an_error_names_file_line_value_and_remedy(read, text: str, line: int, words: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    message = str(caught.value)
    assert f"transqa.toml:{line}: " in message
    assert "\n" not in message
    for word in words:
        assert word in message


def test_lines_are_counted_in_a_pyproject_too(read) -> None:
    with pytest.raises(ConfigError, match=r"pyproject\.toml:4: fail-on = "):
        read('[project]\nname = "fail-on"\n[tool.transqa]\nfail-on = "x"', name="pyproject.toml")
    with pytest.raises(ConfigError, match=r"no \[tool\.transqa\] table"):
        read("[project]\n", name="pyproject.toml")


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        load_config(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="is a directory"):
        load_config(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b'encoding = "\xff"')
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load_config(tmp_path / "latin.toml")


def test_selectors_of_a_path(read, tmp_path: Path) -> None:
    config = read(FULL)
    assert config.selectors(str(tmp_path / "new.md")) == (("TRM",), ("TRM002",))
    assert config.selectors(str(tmp_path / "legacy/a/b.md")) == (("ALL",), ("TRM002", "NUM"))
    assert config.selectors("/elsewhere/legacy/b.md") == (("TRM",), ("TRM002",))


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("a/*.md", "a/b.md", True),
        ("a/*.md", "a/b/c.md", False),
        ("a/**/*.md", "a/c.md", True),
        ("a/**/*.md", "a/b/c/d.md", True),
        ("**/zh.md", "zh.md", True),
        ("a?.md", "ab.md", True),
        ("a+b.md", "aab.md", False),
    ],
)
def test_globs_of_paths(read, tmp_path: Path, glob: str, path: str, matches: bool) -> None:
    config = read(f'[per-path."{glob}"]\nignore = ["X"]')
    assert (config.selectors(str(tmp_path / path))[1] == ("X",)) is matches


def test_rule_names_are_checked_with_their_line(read) -> None:
    check_codes(read(FULL), codes=CODES)
    check_codes(read('select = ["all", "trm", "deprecated-term"]'), codes=CODES)
    with pytest.raises(ConfigError, match=r"transqa\.toml:2: .*'TRX001'; did you mean 'TRM001'"):
        check_codes(read('\nignore = ["TRX001"]'), codes=CODES)
    with pytest.raises(ConfigError, match=r"transqa\.toml:2: .*'TRM009'"):
        check_codes(read('[rules]\nTRM009 = { severity = "minor" }'), codes=CODES)
    with pytest.raises(ConfigError, match=r"^select: unknown rule 'nope'"):
        check_codes(Config(select=("nope",)), codes=CODES)


def test_a_config_is_frozen_and_overridden_by_copy() -> None:
    config = Config()
    with pytest.raises(ValueError, match="frozen"):
        config.encoding = "big5"
    assert config.override(encoding="big5").encoding == "big5"
    assert config.encoding is None
