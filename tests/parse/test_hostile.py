"""Files made to do harm: refused with one line and exit code 2, quickly, and with nothing read from elsewhere."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from transqa.cli import main

ROOT = "<xliff version='1.2'><file source-language='en' target-language='zh'><body>"
END = "</body></file></xliff>"
UNIT = "<trans-unit id='1'><source>{}</source><target>{}</target></trans-unit>"


def xliff(source: str = "a", target: str = "b", before: str = "") -> bytes:
    return f"{before}{ROOT}{UNIT.format(source, target)}{END}".encode()


def laughs(levels: int, times: int) -> str:
    declared = "".join(f"<!ENTITY l{n} '" + f"&l{n - 1};" * times + "'>" for n in range(1, levels))
    return f'<!DOCTYPE xliff [<!ENTITY l0 "ha">{declared}]>'


HOSTILE = {
    "billion laughs": ("a.xlf", xliff(f"&l{9};", before=laughs(10, 10))),
    "billion laughs in an attribute": ("a.xlf", (laughs(10, 10) + "<xliff version='&l9;'/>").encode()),
    "quadratic blowup": ("a.tmx", f'<!DOCTYPE tmx [<!ENTITY a "{"a" * 50_000}">]><tmx>{"&a;" * 50_000}</tmx>'.encode()),
    "recursive entity": ("a.xlf", xliff("&a;", before='<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>')),
    "external entity": ("a.xlf", xliff("&a;", before='<!DOCTYPE x [<!ENTITY a SYSTEM "secret.txt">]>')),
    "external entity by URL": ("a.xlf", xliff("&a;", before='<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]>')),
    "public entity": ("a.xlf", xliff("&a;", before='<!DOCTYPE x [<!ENTITY a PUBLIC "p" "secret.txt">]>')),
    "parameter entity": ("a.tmx", b'<!DOCTYPE tmx [<!ENTITY % a SYSTEM "secret.txt"> %a;]><tmx/>'),
    "unparsed entity": (
        "a.xlf",
        xliff(before='<!DOCTYPE x [<!NOTATION n SYSTEM "n"><!ENTITY a SYSTEM "secret.txt" NDATA n>]>'),
    ),
    "entity of an external definition": ("a.tmx", b'<!DOCTYPE tmx SYSTEM "secret.dtd"><tmx>&a;</tmx>'),
    "default attributes": ("a.xlf", xliff(before="<!DOCTYPE x [<!ATTLIST target state CDATA 'final'>]>")),
    "undeclared entity": ("a.xlf", xliff("a&nbsp;b")),
    "inclusion": (
        "a.xlf",
        xliff('<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="secret.txt" parse="text"/>'),
    ),
    "deep nesting": ("a.xlf", xliff("<g>" * 100_000 + "</g>" * 100_000)),
    "deep nesting without end": ("a.tmx", b"<tmx>" * 1_000_000),
    "gigantic attribute": ("a.xlf", xliff(f'<g id="{"1" * 5_000_000}">a</g>')),
    "gigantic text": ("a.tmx", f"<tmx><body><tu>{'a' * 5_000_000}</tu></body></tmx>".encode()),
    "gigantic comment": ("a.xlf", xliff(f"<!--{'a' * 5_000_000}-->")),
    "gigantic name": ("a.xlf", f"<{'a' * 5_000_000}/>".encode()),
    "gigantic section": ("a.xlf", xliff(f"<![CDATA[{'a' * 5_000_000}]]>")),
    "gigantic instruction": ("a.xlf", xliff(f"<?a {'a' * 5_000_000}?>")),
    "many attributes": ("a.xlf", xliff("<g " + " ".join(f'a{n}=""' for n in range(100_000)) + "/>")),
    "many namespaces": ("a.xlf", xliff("<g " + " ".join(f'xmlns:a{n}="u{n}" a{n}:b=""' for n in range(1000)) + "/>")),
    "truncated": ("a.xlf", xliff()[:-20]),
    "truncated in a character": ("a.xlf", xliff("中")[: xliff("中").index("中".encode()) + 1]),
    "NUL bytes": ("a.xlf", xliff("a\0b")),
    "NUL reference": ("a.xlf", xliff("a&#0;b")),
    "surrogate reference": ("a.xlf", xliff("&#xD83D;&#xDE00;")),
    "overlong encoding": ("a.xlf", xliff().replace(b"<source>", b"\xc0\xbcsource>")),
    "UTF-7": ("a.xlf", b"<?xml version='1.0' encoding='UTF-7'?>+ADw-xliff version='1.2'/+AD4-"),
    "EBCDIC": ("a.xlf", b"<?xml version='1.0' encoding='cp037'?>" + "<xliff/>".encode("cp037")),
    "declared UTF-16": ("a.xlf", b"<?xml version='1.0' encoding='UTF-16'?>" + xliff()),
    "declared codec of Python": ("a.xlf", b"<?xml version='1.0' encoding='unicode_escape'?>" + xliff()),
    "UTF-16 with half a character": ("a.xlf", b"\xff\xfe" + "<x>".encode("utf-16-le") + b"\x00\xd8<\x00"),
    "UTF-16 entity bomb": ("a.xlf", b"\xff\xfe" + (laughs(10, 10) + "<x>&l9;</x>").encode("utf-16-le")),
    "two roots": ("a.xlf", xliff() * 2),
    "script in the name of the root": ("a.xlf", b"<xliff\n\x1b[31m version='1.2'/>"),
    "codec of a message file": ("a.po", b'msgid ""\nmsgstr "Content-Type: text/plain; charset=unicode_escape\\n"\n'),
    "message file without end": ("a.po", b'msgid "' + b"a" * 5_000_000),
    "deep object": ("a.jsonl", b"[" * 500_000),
    "table without end": ("a.csv", b'"' + b'""' * 2_000_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for secret in ("secret.txt", "secret.dtd"):
        (tmp_path / secret).write_text("SECRET", encoding="utf-8")
    file, data = HOSTILE[name]
    (tmp_path / file).write_bytes(data)
    begun = time.process_time()
    assert main(["check", file]) == 2
    assert time.process_time() - begun < 15
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"transqa: error: {file}:")
    assert err.count("\n") == 1 and len(err) < 300
    assert "SECRET" not in err
    assert "\x1b" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="needs resource limits")
def test_memory_is_bounded(tmp_path: Path) -> None:
    """The largest of them and a bomb, with 600 MB of addresses for everything."""
    for number, name in enumerate(
        ("billion laughs", "quadratic blowup", "deep nesting without end", "gigantic attribute")
    ):
        file, data = HOSTILE[name]
        path = tmp_path / f"{number}{file}"
        path.write_bytes(data)
        code = (
            "import resource, sys\nresource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))\n"
            "from transqa.errors import InputError\nfrom transqa.parse import parse_bilingual_file\n"
            "try:\n    parse_bilingual_file(sys.argv[1])\nexcept InputError as error:\n    sys.exit(2)\n"
        )
        assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 2, name


def test_files_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from transqa.errors import InputError
    from transqa.parse import parse_bilingual_file

    monkeypatch.setattr("transqa.parse.read.MAX_BYTES", 100)
    (tmp_path / "a.xlf").write_bytes(xliff("a" * 100))
    with pytest.raises(InputError, match="split it into files"):
        parse_bilingual_file(tmp_path / "a.xlf")
