"""Round trips with translate-toolkit: files it makes are read, and files we have fixed or annotated open in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from translate.storage import csvl10n, poxliff, pypo, tmx, xliff, xliff2

from translation_files import FORMATS, texts
from transqa import apply_fixes, check, render
from transqa.config import Config
from transqa.parse import parse_bilingual_file, read_text

ROWS = [
    ("Hello & <b>world</b>", "你好，<b>世界</b>"),
    ('A "quoted" text with / in it.', "一段带“引号”和 / 的文字。"),
    ("There are 50 layers, 3 heads.", "有 60 层,3 个头."),
    ("Good.", "好。"),
    ("Last one: 12 & 13.", "最后一个：12 & 13 个."),
]
CONFIG = Config.model_validate({"select": ["NUM001", "TYP001", "MRK012"]})


def make_xliff(store: Any) -> bytes:
    for number, (source, target) in enumerate(ROWS):
        unit = store.addsourceunit(source)
        unit.target = target
        unit.setid(str(number))
        unit.addnote("from the author", origin="developer")
    return bytes(store)


def make_tmx() -> bytes:
    store = tmx.tmxfile()
    for source, target in ROWS:
        store.addtranslation(source, "en", target, "zh-CN")
    return bytes(store)


def make_po() -> bytes:
    store = pypo.pofile()
    store.updateheader(add=True, Language="zh_CN", Content_Type="text/plain; charset=UTF-8")
    for source, target in ROWS:
        unit = store.addsourceunit(source)
        unit.target = target
        unit.addlocation("a.py:1")
        unit.addnote("from the author", origin="developer")
    return bytes(store)


def make_csv() -> bytes:
    store = csvl10n.csvfile(fieldnames=["location", "source", "target"])
    for source, target in ROWS:
        store.addsourceunit(source).target = target
    return bytes(store)


MAKERS: dict[str, tuple[Callable[[], bytes], Callable[[bytes], Any]]] = {
    "1.xlf": (
        lambda: make_xliff(xliff.xlifffile(sourcelanguage="en", targetlanguage="zh-CN")),
        xliff.xlifffile.parsestring,
    ),
    "2.xlf": (
        lambda: make_xliff(xliff2.Xliff2File(sourcelanguage="en", targetlanguage="zh-CN")),
        xliff2.Xliff2File.parsestring,
    ),
    "po.xlf": (
        lambda: make_xliff(poxliff.PoXliffFile(sourcelanguage="en", targetlanguage="zh-CN")),
        poxliff.PoXliffFile.parsestring,
    ),
    "a.tmx": (make_tmx, tmx.tmxfile.parsestring),
    "a.po": (make_po, pypo.pofile.parsestring),
    "a.csv": (make_csv, csvl10n.csvfile.parsestring),
}


def opened(name: str, data: bytes) -> list[tuple[str, str]]:
    store = MAKERS[name][1](data)
    return [(str(unit.source), str(unit.target or "")) for unit in store.units if unit.istranslatable() and unit.source]


@pytest.fixture(params=MAKERS)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / str(request.param)
    path.write_bytes(MAKERS[path.name][0]())
    return path


def test_files_of_the_toolkit_are_read(made: Path) -> None:
    found = parse_bilingual_file(made, source_language="en", target_language="zh-Hans")
    assert texts(found) == ROWS
    assert opened(made.name, made.read_bytes()) == ROWS


def test_only_the_fixed_targets_change(made: Path) -> None:
    before = made.read_bytes()
    repair = apply_fixes(made, source_language="en", target_language="zh-Hans", unsafe=True, config=CONFIG)
    assert len(repair.applied) >= 2
    after = made.read_bytes()
    expected = list(ROWS)
    expected[2] = (ROWS[2][0], "有 50 层，3 个头。")
    expected[4] = (ROWS[4][0], "最后一个：12 & 13 个。")
    if made.name == "a.csv":
        # The toolkit quotes every cell, and so does the fix.
        assert after.count(b'"') == before.count(b'"')
    assert opened(made.name, after) == expected
    old, new = (data.decode().splitlines(keepends=True) for data in (before, after))
    assert len(old) == len(new)
    changed = [index for index, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    assert len(changed) == 2
    for index in changed:
        assert new[index].startswith(old[index][: old[index].index("有" if "有" in old[index] else "最")])
    # A second run has nothing to do.
    assert not apply_fixes(made, source_language="en", target_language="zh-Hans", unsafe=True, config=CONFIG).changed


@pytest.mark.parametrize("kind", ["notes", "its"])
def test_annotated_files_open_with_the_same_texts(made: Path, kind: str) -> None:
    if made.suffix == ".csv" or (kind == "its" and made.suffix != ".xlf"):
        pytest.skip("the format has no place for it")
    content = render(check(made, config=CONFIG), kind)
    assert isinstance(content, bytes) and b"NUM001" in content
    assert opened(made.name, content) == ROWS
    store = MAKERS[made.name][1](content)
    # The toolkit looks for the notes of XLIFF 2 in segments, where the specification has none.
    if kind == "notes" and made.name not in ("a.tmx", "2.xlf"):
        (unit,) = [unit for unit in store.units if str(unit.source).startswith("There are")]
        assert "NUM001" in unit.getnotes() and "from the author" in unit.getnotes()


@pytest.mark.parametrize("name", ["1.xlf", "a.tmx", "a.po", "a.csv"])
def test_the_toolkit_reads_what_the_tests_make(name: str) -> None:
    # What the other tests are made with is no format of its own.
    assert opened(name, FORMATS[name](ROWS).encode()) == ROWS


def test_plurals_and_states_of_the_toolkit(tmp_path: Path) -> None:
    store = pypo.pofile()
    store.updateheader(add=True, Language="de", Content_Type="text/plain; charset=UTF-8")
    unit = store.addsourceunit("file")
    unit.source, unit.target = ["file", "%d files"], ["Datei", "%d Dateien"]
    fuzzy = store.addsourceunit("guess")
    fuzzy.target = "Vermutung"
    fuzzy.markfuzzy()
    gone = store.addsourceunit("gone")
    gone.target = "weg"
    gone.makeobsolete()
    store.addsourceunit("waits")
    path = tmp_path / "a.po"
    path.write_bytes(bytes(store))
    found = parse_bilingual_file(path)
    assert texts(found) == [("file", "Datei"), ("%d files", "%d Dateien")]
    assert (found.target.language, found.untranslated) == ("de", 2)
    assert "Vermutung" in read_text(path)
