"""Units written in every bilingual format, by other means than the readers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

from transqa.model import Bitext

Rows = Sequence[tuple[str, str]]


def xliff_1(rows: Rows) -> str:
    units = "\n".join(
        f'<trans-unit id="{n}" xml:space="preserve"><source>{escape(source)}</source>\n'
        f'  <target state="translated">{escape(target)}</target></trans-unit>'
        for n, (source, target) in enumerate(rows)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
        '<file original="a" datatype="plaintext" source-language="en" target-language="zh-Hans"><body>\n'
        f"{units}\n</body></file></xliff>\n"
    )


def xliff_2(rows: Rows) -> str:
    units = "\n".join(
        f'<unit id="u{n}"><segment state="translated"><source>{escape(source)}</source>\n'
        f"  <target>{escape(target)}</target></segment></unit>"
        for n, (source, target) in enumerate(rows)
    )
    return (
        '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="zh-Hans">\n'
        f'<file id="f" xml:space="preserve">\n{units}\n</file></xliff>'
    )


def tmx(rows: Rows) -> str:
    units = "\n".join(
        f'<tu><tuv xml:lang="en"><seg xml:space="preserve">{escape(source)}</seg></tuv>\n'
        f'<tuv xml:lang="zh-Hans"><seg xml:space="preserve">{escape(target)}</seg></tuv></tu>'
        for source, target in rows
    )
    return f'<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>'


def _string(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    middle = len(quoted) // 2
    # Wrapped, but never inside of an escape.
    while middle and "\\" in quoted[max(middle - 2, 0) : middle + 1]:
        middle -= 1
    return f'""\n"{quoted[:middle]}"\n"{quoted[middle:]}"'


def po(rows: Rows) -> str:
    units = "\n\n".join(
        f'#: a.py:{n}\nmsgctxt "{n}"\nmsgid {_string(source)}\nmsgstr {_string(target)}'
        for n, (source, target) in enumerate(rows)
    )
    return f'msgid ""\nmsgstr "Language: zh_CN\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n{units}\n'


def table(rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "source", "target"])
    writer.writerows((n, source, target) for n, (source, target) in enumerate(rows))
    return out.getvalue()


def tabbed(rows: Rows) -> str:
    return "en\tzh\n" + "".join(f"{source}\t{target}\n" for source, target in rows)


def lines(rows: Rows) -> str:
    return "".join(
        json.dumps({"id": n, "translation": {"en": source, "zh": target}}, ensure_ascii=n % 2 == 0) + "\n"
        for n, (source, target) in enumerate(rows)
    )


FORMATS: Mapping[str, Callable[[Rows], str]] = {
    "1.xlf": xliff_1,
    "2.xliff": xliff_2,
    "a.tmx": tmx,
    "a.po": po,
    "a.csv": table,
    "a.tsv": tabbed,
    "a.jsonl": lines,
}


def texts(bitext: Bitext) -> list[tuple[str, str]]:
    """The texts of every link."""
    return [
        (
            "".join(bitext.source.blocks[index].text for index in link.source),
            "".join(bitext.target.blocks[index].text for index in link.target),
        )
        for link in bitext.links
    ]
