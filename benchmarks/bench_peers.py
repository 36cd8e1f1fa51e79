"""What transqa and its peers find of annotated drafts, in one run: pofilter, zhlint and autocorrect.

usage: python benchmarks/bench_peers.py [FOLDER ...]

A folder holds a draft with ``gold.json``, or folders that do; each is one table. Without arguments: the three drafts of
``data/`` together and, where they are beside the checkout, the reference digests. Every tool runs as anybody runs it,
with its defaults, in a temporary directory; the two of npm are installed there, and left out where node or npm is
missing. (pofilter comes with the extra ``bench``.)

An error is found when a finding is at its place, by the same rule as in ``transqa evaluate``: it overlaps the wrong words
and is no more than four times as long, or quotes the same words of the source line. A finding that is at no
error's place is a false alarm. What a finding is about does not matter, so a blank missed beside a wrong term finds the
term. What each peer gets and what its places are:

- pofilter needs aligned units and gets ours, which flatters it. It names a unit and no place in it, so a test finds what
  the unit has of the kinds in ``TESTS``, and is a false alarm where the unit has none of them.
- zhlint names a character; where it wants or refuses a blank, the characters on both sides count.
- autocorrect rewrites a line; every stretch it rewrites is a finding.

A second table has the facts: short pairs, right or wrong, and whether pofilter and transqa report them.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.metadata import version
from pathlib import Path

from transqa import __version__
from transqa.config import Config
from transqa.evaluate import SAMPLED, TERMINOLOGY, Gold, Mark, find_golds
from transqa.model import Document, DocumentReport, Quote, Span
from transqa.parse import parse_file, parse_text
from transqa.parse.languages import pair_languages
from transqa.pipeline import check_pair
from transqa.termbase import Termbase, load_termbase

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
#: Annotated drafts that are not part of the project.
REFERENCE = ROOT.parent / "shared" / "digests"
PACKAGES = {"zhlint": "0.8.2", "autocorrect-node": "2.14.0"}
POFILTER_LANGUAGES = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW"}

_MARKUP = "urls emails filepaths functions options printf pythonbraceformat variables xmltags escapes newlines tabs"
_TYPOGRAPHY = (
    "doublespacing endpunc startpunc puncspacing purepunc endwhitespace startwhitespace validchars simplecaps startcaps"
)
#: What the tests of pofilter are about, in the annotation's words; generously.
TESTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(_MARKUP.split(), frozenset({"markup"})),
    **dict.fromkeys(_TYPOGRAPHY.split(), frozenset({"typography"})),
    **dict.fromkeys(("brackets", "singlequoting", "doublequoting"), frozenset({"markup", "typography"})),
    **dict.fromkeys(("acronyms", "notranslatewords"), TERMINOLOGY | {"name"}),
    **dict.fromkeys(("short", "blank"), frozenset({"omission"})),
    **dict.fromkeys(("unchanged", "musttranslatewords"), frozenset({"untranslated"})),
    "untranslated": frozenset({"omission", "untranslated"}),
    "sentencecount": frozenset({"omission", "addition"}),
    "long": frozenset({"addition"}),
    "doublewords": frozenset({"addition", "typography"}),
    "numbers": frozenset({"number"}),
}
KINDS = (
    ("terms and names to keep", TERMINOLOGY),
    *((kind, {kind}) for kind in ("name", "untranslated", "number", "omission", "addition")),
    *((kind, {kind}) for kind in ("mistranslation", "inconsistency", "markup", "typography")),
)

#: Source, translation, whether the translation is right.
FACTS = (
    ("The model was trained on 1.5 million images.", "该模型使用 150 万张图像训练。", True),
    ("The model was trained on 1.5 million images.", "该模型使用 15 万张图像训练。", False),
    ("The model has 9 billion parameters.", "该模型有 90 亿个参数。", True),
    ("The model has 9 billion parameters.", "该模型有 9 亿个参数。", False),
    ("The model has 175B parameters.", "该模型有 1750 亿个参数。", True),
    ("The model has 175B parameters.", "该模型有 175 亿个参数。", False),
    ("The company raised $1.5B.", "该公司融资 15 亿美元。", True),
    ("The company raised $1.5B.", "该公司融资 1.5 亿美元。", False),
    ("The model has 12 layers.", "该模型有十二层。", True),
    ("See [the paper](https://example.org/paper) for details.", "详见[论文](https://example.org/paper)。", True),
    ("See [the paper](https://example.org/paper) for details.", "详见[论文](https://example.org/papers)。", False),
    ("Read https://example.org/paper, then the code.", "先读 https://example.org/paper，再看代码。", True),
    ("Large language models (LLMs) are popular.", "大语言模型（LLM）很流行。", True),
    ('The authors call them "anchors".', "作者称之为“锚点”。", True),
    ("It doubles the speed...", "速度翻倍……", True),
    ("The method is zero-shot.", "该方法是零样本的。", True),
    ("The method is zero-shot.", "该方法是零射击的。", False),
    ("The authors study grokking.", "作者研究摸索。", False),
)


@dataclass(frozen=True)
class Place:
    """A finding with a place, on either side."""

    target: Quote | None
    source: Quote | None = None
    typographic: bool = True

    def finds(self, mark: Mark) -> bool:
        return mark.pinpointed_by(self.target) or mark.names(self.source)

    def touches(self, mark: Mark) -> bool:
        return mark.overlaps(self.target) or mark.names(self.source)


@dataclass(frozen=True)
class Unit:
    """A finding of a whole unit, the lines of its two sides, and what it is about."""

    source: frozenset[int]
    target: frozenset[int]
    kinds: frozenset[str]

    @property
    def typographic(self) -> bool:
        return self.kinds <= SAMPLED

    def finds(self, mark: Mark) -> bool:
        there = bool(mark.target_text) and mark.target_line in self.target
        return mark.category in self.kinds and (there or mark.source_line in self.source)

    touches = finds


Found = Place | Unit
#: From the checked pair, its draft and an empty folder to what the tool finds.
Tool = Callable[[DocumentReport, Path, Path], Sequence[Found]]


@dataclass(frozen=True)
class Page:
    """A draft with the marks of its annotation; a reviewed text has none."""

    target: Path
    report: DocumentReport
    marks: tuple[Mark, ...] | None


def ours(report: DocumentReport, path: Path, folder: Path) -> Sequence[Found]:
    return [
        Place(finding.target, finding.source, bool(SAMPLED & {*finding.category.split("/")}))
        for finding in report.findings
    ]


def pofilter(report: DocumentReport, path: Path, folder: Path) -> Sequence[Found]:
    """Every failed test of every unit."""
    bitext = report.bitext
    sides = [
        [
            _block_texts(document, side)
            for document, side in ((bitext.source, link.source), (bitext.target, link.target))
        ]
        for link in bitext.links
    ]
    failed = pofiltered([(source, target) for source, target in sides], bitext.target.language, folder)
    return [
        Unit(
            _lines(bitext.source, bitext.links[number].source),
            _lines(bitext.target, bitext.links[number].target),
            TESTS.get(test, frozenset()),
        )
        for number, tests in failed.items()
        for test in tests
    ]


def _block_texts(document: Document, indices: Iterable[int]) -> str:
    spans = [document.blocks[index].span for index in indices]
    return "\n\n".join(document.text[span.start : span.end] for span in spans)


def _lines(document: Document, indices: Iterable[int]) -> frozenset[int]:
    quotes = [document.quote(document.blocks[index].span) for index in indices]
    return frozenset(line for quote in quotes for line in range(quote.line, quote.end_line + 1))


def pofiltered(pairs: Sequence[tuple[str, str]], language: str, folder: Path) -> dict[int, list[str]]:
    """The names of the tests that each pair fails. What has no source cannot stand in a PO file."""
    from translate.storage.factory import getobject
    from translate.storage.pypo import pofile

    store = pofile()
    for number, (source, target) in enumerate(pairs):
        if source:
            unit = store.addsourceunit(source)
            unit.target = target
            unit.addlocation(str(number))
    store.savefile(str(folder / "in.po"))
    command = [sys.executable, "-m", "translate.filters.pofilter", "--progress=none"]
    language = POFILTER_LANGUAGES.get(language, language)
    _run([*command, f"--language={language}", "in.po", "out.po"], folder)
    if not (folder / "out.po").exists():
        return {}
    units = [unit for unit in getobject(str(folder / "out.po")).units if not unit.isheader()]
    return {int(unit.getlocations()[0]): sorted(unit.geterrors()) for unit in units}


def zhlint(report: DocumentReport, path: Path, folder: Path, packages: Path) -> Sequence[Found]:
    """Every message; its column counts the UTF-16 units before the character."""
    document = report.bitext.target
    shutil.copyfile(path, folder / "page.md")
    done = _run(["node", str(packages / "zhlint" / "bin" / "index.js"), "page.md"], folder)
    found = []
    for match in re.finditer(r"^page\.md:(\d+):(\d+) - (.*)$", done.stderr, re.MULTILINE):
        start = document.line_starts[int(match[1]) - 1]
        line = document.text[start:].split("\n", 1)[0]
        at = len(line.encode("utf-16-le")[: 2 * int(match[2])].decode("utf-16-le", "ignore"))
        # 空格: a blank, before this character.
        found.append(_place(document, start + at - ("空格" in match[3] and at > 0), start + at + 1))
    return found


def autocorrect(report: DocumentReport, path: Path, folder: Path, packages: Path) -> Sequence[Found]:
    """Every stretch that would be rewritten."""
    document = report.bitext.target
    shutil.copyfile(path, folder / "page.md")
    cli = str(packages / "autocorrect-node" / "cli.js")
    done = _run(["node", cli, "--lint", "--format", "json", "page.md"], folder)
    found = []
    for row in (row for message in json.loads(done.stdout)["messages"] for row in message["lines"]):
        start = document.line_starts[row["l"] - 1]
        # The column leaves out some of what stands before.
        base = document.text.index(row["old"], start + row["c"] - 1)
        matcher = SequenceMatcher(None, row["old"], row["new"], autojunk=False)
        for kind, first, last, _, _ in matcher.get_opcodes():
            if kind == "insert":
                found.append(_place(document, base + max(first - 1, 0), base + first + 1))
            elif kind != "equal":
                found.append(_place(document, base + first, base + last))
    return found


def _place(document: Document, start: int, end: int) -> Place:
    return Place(document.quote(Span(start, min(end, len(document.text)))))


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Some of the tools end with 1 when they find something, so only a traceback is a failure."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise RuntimeError(f"{' '.join(command)}: exit code {done.returncode}: {done.stderr[-500:]}")
    return done


def installed(folder: Path) -> Path | None:
    """The npm packages, in the folder; None, with a line that says why, where that cannot be."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        print("zhlint and autocorrect left out: they need node and npm\n")
        return None
    names = [f"{name}@{number}" for name, number in PACKAGES.items()]
    quiet = ("--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0")
    done = subprocess.run([npm, "install", *quiet, *names], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"zhlint and autocorrect left out: npm install ended with {done.returncode}\n")
        return None
    return folder / "node_modules"


def pages(golds: Iterable[Gold], termbase: Termbase) -> Iterator[Page]:
    """The annotated drafts, and the reviewed texts beside them."""
    for gold in golds:
        yield Page(gold.target, _checked(gold.source, gold.target, gold.languages, termbase), gold.errors)
        for path in sorted(gold.target.parent.glob("*-reviewed.md")):
            yield Page(path, _checked(gold.source, path, gold.languages, termbase), None)


def _checked(source: Path, target: Path, languages: tuple[str, str], termbase: Termbase) -> DocumentReport:
    # A bare zh is no script.
    tags = tuple(None if tag == "zh" else tag for tag in languages)
    first, second = pair_languages(source, target, tags=tags, encoding=None)
    sides = parse_file(source, language=first), parse_file(target, language=second)
    return check_pair(*sides, config=Config(), termbase=termbase)


def table(chosen: Sequence[Page], tools: dict[str, Tool]) -> Iterator[str]:
    """Errors found per kind and tool, then false alarms, as a Markdown table."""
    columns = []
    for tool in tools.values():
        column: Counter[str] = Counter()
        for page in chosen:
            with tempfile.TemporaryDirectory() as folder:
                found = tool(page.report, page.target, Path(folder))
            if page.marks is None:
                column["reviewed"] += len(found)
                continue
            marks = page.marks
            column.update(mark.category for mark in marks if any(one.finds(mark) for one in found))
            wrong = [one for one in found if not any(one.touches(mark) for mark in marks)]
            column["alarms"] += len(wrong)
            column["typographic"] += sum(one.typographic for one in wrong)
            column["findings"] += len(found)
        columns.append(column)
    total = Counter(mark.category for page in chosen for mark in page.marks or ())
    yield _row("found of", "", *tools)
    yield "|---|" + "---:|" * (len(tools) + 1)
    for name, kinds in KINDS:
        of = sum(total[kind] for kind in kinds)
        if of:
            yield _row(name, of, *(sum(column[kind] for kind in kinds) for column in columns))
    yield _row("all", total.total(), *(sum(column[kind] for kind in total) for column in columns))
    yield _row("findings", "", *(column["findings"] for column in columns))
    yield _row("false alarms", "", *(column["alarms"] for column in columns))
    yield _row("… not of typography", "", *(column["alarms"] - column["typographic"] for column in columns))
    if any(page.marks is None for page in chosen):
        yield _row("findings on the reviewed texts", "", *(column["reviewed"] for column in columns))


def facts(termbase: Termbase) -> Iterator[str]:
    """Whether pofilter and transqa report each of the facts, as a Markdown table."""
    with tempfile.TemporaryDirectory() as folder:
        failed = pofiltered([(source, target) for source, target, _ in FACTS], "zh-Hans", Path(folder))
    yield _row("source", "translation", "it is", "pofilter", "transqa")
    yield "|---|---|---|---|---|"
    for number, (source, target, right) in enumerate(FACTS):
        report = check_pair(
            parse_text(source, path="en.md", language="en"),
            parse_text(target, path="zh.md", language="zh-Hans"),
            config=Config(),
            termbase=termbase,
        )
        verdicts = (failed.get(number, []), [finding.rule for finding in report.findings])
        said = (f"{', '.join(names) or 'silent'}{'' if bool(names) != right else ' ✗'}" for names in verdicts)
        yield _row(f"`{source}`", f"`{target}`", "right" if right else "wrong", *said)


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def main(arguments: Sequence[str]) -> int:
    sets = [(folder.resolve().name, find_golds(folder)) for folder in map(Path, arguments)]
    if not arguments:
        sets = [("data", find_golds(DATA))]
        sets += [(gold.name, [gold]) for gold in (find_golds(REFERENCE) if REFERENCE.is_dir() else ())]
    termbase = load_termbase()
    with tempfile.TemporaryDirectory() as folder:
        packages = installed(Path(folder))
        tools: dict[str, Tool] = {"transqa": ours, "pofilter": pofilter}
        if packages:
            for name, tool in (("zhlint", zhlint), ("autocorrect", autocorrect)):
                tools[name] = lambda *page, tool=tool: tool(*page, packages)
        numbers = {"transqa": __version__, "translate-toolkit": version("translate-toolkit")} | (
            PACKAGES if packages else {}
        )
        print(", ".join(f"{name} {number}" for name, number in numbers.items()))
        for name, golds in sets:
            print(f"\n{name}\n")
            print(*table(list(pages(golds, termbase)), tools), sep="\n")
    print("\nfacts (✗: not so)\n")
    print(*facts(termbase), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
