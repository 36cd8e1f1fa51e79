"""The rules in other languages than English and simplified Chinese: clean pages are silent, planted faults are found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from transqa.config import Config
from transqa.model import Finding, Severity
from transqa.parse import parse_text
from transqa.pipeline import check_pair
from transqa.termbase import Termbase

PAGES = {
    "en": """\
# A small model with a long memory

**Why it matters →** Training costs fell by 40% in 2023, and a single GPU is now enough.

The team trained a [neural network](https://example.org/paper) with 1.5 billion parameters on 64 GPUs. It was not tested on speech.

- The code is on [GitHub](https://github.com/example/mem).
- Set `max_len` to 4096 before you start.
- The authors are Maria Lindqvist, Tomas Okafor and Wei Zhang.

## Results (so far)

LorvaNet reads 32k tokens at once. The benchmark has ten tasks, and the recurrent network fails on most of them.

> Data is cheap, said one of the engineers.

See the [project page](https://example.org/mem) for details.
""",
    "zh-Hans": """\
# 记忆力很好的小模型

**为什么重要 →** 2023 年，训练成本下降了 40%，如今一块 GPU 就够用了。

该团队用 64 块 GPU 训练了一个有 15 亿个参数的[神经网络](https://example.org/paper)。它没有在语音上测试过。

- 代码放在 [GitHub](https://github.com/example/mem) 上。
- 开始之前，请将 `max_len` 设为 4096。
- 作者是 Maria Lindqvist、Tomas Okafor 和 Wei Zhang。

## 结果（截至目前）

LorvaNet 一次能读 3.2 万个词元。该基准有十项任务，循环网络在其中大多数任务上都失败了。

> 一位工程师说，数据很便宜。

详情请见[项目页面](https://example.org/mem)。
""",
    "zh-Hant": """\
# 記憶力很好的小模型

**為什麼重要 →** 2023 年，訓練成本下降了 40%，如今一塊 GPU 就夠用了。

該團隊用 64 塊 GPU 訓練了一個有 15 億個參數的[神經網路](https://example.org/paper)。它沒有在語音上測試過。

- 程式碼放在 [GitHub](https://github.com/example/mem) 上。
- 開始之前，請將 `max_len` 設為 4096。
- 作者是 Maria Lindqvist、Tomas Okafor 和 Wei Zhang。

## 結果（截至目前）

LorvaNet 一次能讀 3.2 萬個詞元。該基準有十項任務，循環網路在其中大多數任務上都失敗了。

> 一位工程師說，資料很便宜。

詳情請見[專案頁面](https://example.org/mem)。
""",
    "ja": """\
# 記憶力のよい小さなモデル

**なぜ重要か →** 2023 年に学習コストは 40% 下がり、今では GPU が一枚あれば足りる。

チームは 64 枚の GPU を使い、15 億個のパラメータを持つ[ニューラルネットワーク](https://example.org/paper)を学習させた。音声では試されていない。

- コードは [GitHub](https://github.com/example/mem) にある。
- 始める前に `max_len` を 4096 に設定する。
- 著者は Maria Lindqvist、Tomas Okafor、Wei Zhang である。

## これまでの結果（速報）

LorvaNet は一度に 3 万 2 千トークンを読む。ベンチマークには十個のタスクがあり、再帰型ニューラルネットワークはその大半で失敗する。

> データは安い、とあるエンジニアは語った。

詳しくは[プロジェクトページ](https://example.org/mem)を参照。
""",
    "de": """\
# Ein kleines Modell mit langem Gedächtnis

**Warum es zählt →** Die Trainingskosten fielen 2023 um 40 %, und eine einzige GPU reicht nun aus.

Das Team trainierte ein [neuronales Netz](https://example.org/paper) mit 1,5 Milliarden Parametern auf 64 GPUs. An Sprache wurde es nicht getestet.

- Der Code liegt auf [GitHub](https://github.com/example/mem).
- Setzen Sie `max_len` auf 4096, bevor Sie beginnen.
- Die Autoren sind Maria Lindqvist, Tomas Okafor und Wei Zhang.

## Ergebnisse (bisher)

LorvaNet liest 32.000 Token auf einmal. Der Benchmark hat zehn Aufgaben, und das rekurrente Netz scheitert an den meisten davon.

> Daten sind billig, sagte einer der Ingenieure.

Einzelheiten stehen auf der [Projektseite](https://example.org/mem).
""",
}
_LAST = "The 32nd layer has 1,024 units instead of 2,048, and the server room is kept at 21 °C."
#: One page in many languages, full of figures, sums, dates and names.
FIGURES = {path.stem: path.read_text("utf-8") for path in sorted((Path(__file__).parent / "pages").glob("*.md"))}


@dataclass(frozen=True)
class Fault:
    """Text of the clean page, what stands instead, and the rule that must say so."""

    right: str
    wrong: str
    rule: str


#: Faults that can be planted in every language, by source and target.
FAULTS = {
    "zh-Hans en": (
        Fault("40%", "45%", "NUM001"),
        Fault("1.5 billion", "15 billion", "NUM001"),
        Fault("64 GPUs", "GPUs", "NUM002"),
        Fault("[project page](https://example.org/mem)", "project page", "MRK001"),
        Fault("example.org/paper", "example.org/papers", "MRK002"),
        Fault("> Data is cheap, said one of the engineers.", "> 一位工程师说，数据很便宜。", "ACC003"),
        Fault("is now enough", "is now 够用了", "ACC005"),
        Fault("The code is on [GitHub](https://github.com/example/mem).\n- ", "", "ACC001"),
        Fault("It was not tested on speech.", "It was tested on speech.", "ACC010"),
        Fault("neural network", "nervous network", "TRM002"),
        Fault("LorvaNet", "Lorvanet", "DNT003"),
        Fault("LorvaNet", "the lorva", "DNT004"),
        Fault("**Why it matters →**", "**Why it matters → **", "MRK006"),
        Fault("(so far)", "(so far", "TYP008"),
        Fault("`max_len`", "`maxlen`", "MRK008"),
        Fault("Maria Lindqvist, Tomas Okafor and", "Maria Lindqvist and", "NAM002"),
        Fault("## Results", "### Results", "MRK009"),
        Fault("for details", "for details for details", "ACC007"),
    ),
    "en zh-Hant": (
        Fault("40%", "45%", "NUM001"),
        Fault("15 億", "150 億", "NUM001"),
        Fault("15 億", "1.5 B", "NUM004"),
        Fault("用 64 塊 GPU", "用 GPU", "NUM002"),
        Fault("[專案頁面](https://example.org/mem)", "專案頁面", "MRK001"),
        Fault("example.org/paper", "example.org/papers", "MRK002"),
        Fault("一位工程師說，資料很便宜。", "Data is cheap, said one of the engineers.", "ACC003"),
        Fault("如今一塊 GPU 就夠用了", "如今一塊 GPU is now enough", "ACC005"),
        Fault("程式碼放在 [GitHub](https://github.com/example/mem) 上。\n- ", "", "ACC001"),
        Fault("它沒有在語音上測試過。", "它在語音上測試過。", "ACC010"),
        Fault("詞元", "代幣", "TRM001"),
        Fault("循環網路", "反覆出現的網路", "TRM002"),
        Fault("LorvaNet", "Lorvanet", "DNT003"),
        Fault("LorvaNet", "羅瓦網", "DNT004"),
        Fault("**為什麼重要 →**", "**為什麼重要 → **", "MRK006"),
        Fault("（截至目前）", "（截至目前", "TYP008"),
        Fault("`max_len`", "`maxlen`", "MRK008"),
        Fault("Maria Lindqvist、Tomas Okafor 和", "Maria Lindqvist、、", "NAM001"),
        Fault("## 結果", "### 結果", "MRK009"),
        Fault("訓練成本", "训练成本", "TYP015"),
        Fault("在其中大多數任務上", "在其中大多數任務上在其中大多數任務上", "ACC007"),
    ),
    "en ja": (
        Fault("40%", "45%", "NUM001"),
        Fault("15 億", "150 億", "NUM001"),
        Fault("15 億", "1.5 B", "NUM004"),
        Fault("64 枚の GPU を使い", "GPU を使い", "NUM002"),
        Fault("[プロジェクトページ](https://example.org/mem)", "プロジェクトページ", "MRK001"),
        Fault("example.org/paper", "example.org/papers", "MRK002"),
        Fault("データは安い、とあるエンジニアは語った。", "Data is cheap, said one of the engineers.", "ACC003"),
        Fault("今では GPU が一枚あれば足りる", "a single GPU is now enough", "ACC005"),
        Fault("コードは [GitHub](https://github.com/example/mem) にある。\n- ", "", "ACC001"),
        Fault("音声では試されていない。", "音声でも試された。", "ACC010"),
        Fault("再帰型ニューラルネットワーク", "何度も起こる網", "TRM002"),
        Fault("LorvaNet", "Lorvanet", "DNT003"),
        Fault("LorvaNet", "ロルバ", "DNT004"),
        Fault("**なぜ重要か →**", "**なぜ重要か → **", "MRK006"),
        Fault("（速報）", "（速報", "TYP008"),
        Fault("`max_len`", "`maxlen`", "MRK008"),
        Fault("Maria Lindqvist、Tomas Okafor、", "Maria Lindqvist、、", "NAM001"),
        Fault("## これまで", "### これまで", "MRK009"),
        Fault("を使い、", "を使い,", "TYP001"),
        Fault("エンジニアは語った", "エンジニアは語ったエンジニアは語った", "ACC007"),
    ),
    "en de": (
        Fault("40 %", "45 %", "NUM001"),
        Fault("1,5 Milliarden", "1,5 Millionen", "NUM001"),
        Fault("auf 64 GPUs", "auf GPUs", "NUM002"),
        Fault("[Projektseite](https://example.org/mem)", "Projektseite", "MRK001"),
        Fault("example.org/paper", "example.org/papers", "MRK002"),
        Fault("Daten sind billig, sagte einer der Ingenieure.", "Data is cheap, said one of the engineers.", "ACC003"),
        Fault("und eine einzige GPU reicht nun aus", "and a single GPU is now enough", "ACC005"),
        Fault("Der Code liegt auf [GitHub](https://github.com/example/mem).\n- ", "", "ACC001"),
        Fault("An Sprache wurde es nicht getestet.", "An Sprache wurde es getestet.", "ACC010"),
        Fault("rekurrente Netz", "wiederkehrende Gewebe", "TRM002"),
        Fault("LorvaNet", "Lorvanet", "DNT003"),
        Fault("LorvaNet", "Das Lorva-Netz", "DNT004"),
        Fault("**Warum es zählt →**", "**Warum es zählt → **", "MRK006"),
        Fault("(bisher)", "(bisher", "TYP008"),
        Fault("`max_len`", "`maxlen`", "MRK008"),
        Fault("Maria Lindqvist, Tomas Okafor und", "Maria Lindqvist und", "NAM002"),
        Fault("## Ergebnisse", "### Ergebnisse", "MRK009"),
        Fault("sagte einer der Ingenieure", "sagte einer der Ingenieure sagte einer der Ingenieure", "ACC007"),
        Fault("Gedächtnis", "GedÃ¤chtnis", "TYP012"),
    ),
    "en fr": (
        Fault("12\u00a0500", "12\u00a0800", "NUM001"),
        Fault("0,25", "0,52", "NUM001"),
        Fault("91\u00a0%", "97\u00a0%", "NUM001"),
        Fault("2,5 milliards", "2,5 millions", "NUM001"),
        Fault("300 millions d’euros", "300 millions de dollars", "NUM005"),
        Fault("6 mai 2024", "6 juin 2024", "NUM001"),
        Fault("sur 64 GPU", "sur des GPU", "NUM002"),
        Fault("[documentation](https://example.org/docs)", "documentation", "MRK001"),
        Fault("`{name}`", "`{nome}`", "MRK008"),
        Fault(
            "La 32e couche compte 1024 unités au lieu de 2048, et la salle des serveurs est maintenue à 21\u00a0°C.",
            _LAST,
            "ACC003",
        ),
        Fault("- Le modèle compte 7 milliards de paramètres et lit 128 000 tokens à la fois.\n", "", "ACC001"),
        Fault("Tomas Okafor)", "Tomas Okafor", "TYP008"),
        Fault("trois ingénieurs suffisent", "trois ingénieurs suffisent trois ingénieurs suffisent", "ACC007"),
        Fault("LorvaNet", "Lorvanet", "DNT003"),
    ),
    "en es": (
        Fault("12\u00a0500", "12\u00a0800", "NUM001"),
        Fault("0,25", "0,52", "NUM001"),
        Fault("91\u00a0%", "97\u00a0%", "NUM001"),
        Fault("300 millones", "300 mil millones", "NUM001"),
        Fault("300 millones de euros", "300 millones de dólares", "NUM005"),
        Fault("6 de mayo", "6 de junio", "NUM001"),
        Fault("en 64 GPU", "en varias GPU", "NUM002"),
        Fault("[documentación](https://example.org/docs)", "documentación", "MRK001"),
        Fault("`{name}`", "`{nome}`", "MRK008"),
        Fault(
            "La capa 32.ª tiene 1024 unidades en vez de 2048, y la sala de servidores se mantiene a 21\u00a0°C.",
            _LAST,
            "ACC003",
        ),
        Fault("- El modelo tiene 7000 millones de parámetros y lee 128.000 tokens a la vez.\n", "", "ACC001"),
        Fault("Tomas Okafor)", "Tomas Okafor", "TYP008"),
        Fault("hoy bastan tres ingenieros", "hoy bastan tres ingenieros hoy bastan tres ingenieros", "ACC007"),
        Fault("LorvaNet", "Lorvanet", "DNT003"),
    ),
    "en ru": (
        Fault("12\u00a0500", "12\u00a0800", "NUM001"),
        Fault("0,25", "0,52", "NUM001"),
        Fault("91\u00a0%", "97\u00a0%", "NUM001"),
        Fault("2,5 миллиарда", "2,5 миллиона", "NUM001"),
        Fault("300 млн евро", "300 млн долларов", "NUM005"),
        Fault("6 мая", "6 июня", "NUM001"),
        Fault("на 64 GPU", "на GPU", "NUM002"),
        Fault("[документацию](https://example.org/docs)", "документацию", "MRK001"),
        Fault("`{name}`", "`{nome}`", "MRK008"),
        Fault(
            "В 32-м слое 1024 нейрона вместо 2048, а в серверной поддерживается температура 21\u00a0°C.",
            _LAST,
            "ACC003",
        ),
        Fault("- У модели 7 млрд параметров, и она читает 128 тысяч токенов за раз.\n", "", "ACC001"),
        Fault("Tomas Okafor)", "Tomas Okafor", "TYP008"),
        Fault(
            "сегодня достаточно трёх инженеров",
            "сегодня достаточно трёх инженеров сегодня достаточно трёх инженеров",
            "ACC007",
        ),
        Fault("LorvaNet", "Lorvanet", "DNT003"),
    ),
    "en ko": (
        Fault("12,500", "12,800", "NUM001"),
        Fault("0.25", "0.52", "NUM001"),
        Fault("91%", "97%", "NUM001"),
        Fault("25억", "25만", "NUM001"),
        Fault("3억 유로", "3억 달러", "NUM005"),
        Fault("5월 6일", "6월 6일", "NUM001"),
        Fault("GPU 64개로", "여러 GPU로", "NUM002"),
        Fault("[문서](https://example.org/docs)", "문서", "MRK001"),
        Fault("`{name}`", "`{nome}`", "MRK008"),
        Fault("32번째 층의 유닛은 2,048개가 아니라 1,024개이고, 서버실은 21°C로 유지됩니다.", _LAST, "ACC003"),
        Fault("- 이 모델은 매개변수가 70억 개이고 한 번에 12만 8천 토큰을 읽습니다.\n", "", "ACC001"),
        Fault("Tomas Okafor)", "Tomas Okafor", "TYP008"),
        Fault("엔지니어 세 명이면 충분합니다", "엔지니어 세 명이면 엔지니어 세 명이면 충분합니다", "ACC007"),
        Fault("LorvaNet", "Lorvanet", "DNT003"),
    ),
    "en sw": (
        Fault("12,500", "12,800", "NUM001"),
        Fault("0.25", "0.52", "NUM001"),
        Fault("asilimia 91", "asilimia 97", "NUM002"),
        Fault("kwenye GPU 64", "kwenye GPU", "NUM002"),
        Fault("[hati](https://example.org/docs)", "hati", "MRK001"),
        Fault("`{name}`", "`{nome}`", "MRK008"),
        Fault(
            "Tabaka la 32 lina vizio 1,024 badala ya 2,048, na chumba cha seva hudumishwa kwenye nyuzi 21 za Selsiasi.",
            _LAST,
            "ACC003",
        ),
        Fault("- Modeli ina vigezo bilioni 7 na husoma tokeni 128,000 kwa wakati mmoja.\n", "", "ACC001"),
        Fault("Tomas Okafor)", "Tomas Okafor", "TYP008"),
        Fault(
            "leo, wahandisi watatu wanatosha", "leo, wahandisi watatu wanatosha wahandisi watatu wanatosha", "ACC007"
        ),
        Fault("LorvaNet", "Lorvanet", "DNT003"),
    ),
}
CASES = [(languages, fault) for languages, faults in FAULTS.items() for fault in faults]


def found(source: str, target: str, languages: str, termbase: Termbase) -> list[Finding]:
    """Findings of minor severity and above on two pages."""
    documents = [
        parse_text(text, path=f"{tag}.md", language=tag)
        for text, tag in zip((source, target), languages.split(), strict=True)
    ]
    report = check_pair(documents[0], documents[1], config=Config(), termbase=termbase)
    return [finding for finding in report.findings if finding.severity is not Severity.NEUTRAL]


def pages(languages: str) -> list[str]:
    """Source and target page of a pair of tags."""
    tags = languages.split()
    return [PAGES[tag] if PAGES.keys() >= set(tags) else FIGURES[tag] for tag in tags]


def said(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.message) for finding in findings]


@pytest.mark.parametrize(
    "languages",
    [
        *FAULTS,
        "en zh-Hans",
        "zh-Hant en",
        "ja en",
        "de en",
        "zh-Hans ja",
        "ja zh-Hans",
        "zh-Hans zh-Hant",
        "de zh-Hans",
        *(f"en {tag}" for tag in FIGURES if tag != "en"),
        *(f"{tag} en" for tag in FIGURES if tag != "en"),
        "fr ko",
        "ru es",
        "sw vi",
    ],
)
def test_clean_page_is_silent(languages: str, termbase: Termbase) -> None:
    source, target = pages(languages)
    assert said(found(source, target, languages, termbase)) == []


@pytest.mark.parametrize("tag", [tag for tag in FIGURES if tag != "en"])
def test_paragraph_alone_is_silent(tag: str, termbase: Termbase) -> None:
    """A document of one paragraph says little of its language, and is linked all the same."""
    blocks = zip(*(FIGURES[one].strip().split("\n\n") for one in ("en", tag)), strict=True)
    assert [fault for ours, theirs in blocks for fault in said(found(ours, theirs, f"en {tag}", termbase))] == []


@pytest.mark.parametrize(("languages", "fault"), CASES, ids=lambda value: getattr(value, "rule", value))
def test_planted_fault_is_found(languages: str, fault: Fault, termbase: Termbase) -> None:
    source, clean = pages(languages)
    assert fault.right in clean
    target = clean.replace(fault.right, fault.wrong)
    findings = found(source, target, languages, termbase)
    assert fault.rule in {finding.rule for finding in findings}, said(findings)
    # Nothing else on the page is touched: every finding is about the lines that were changed.
    changed = [number for number, line in enumerate(target.split("\n"), 1) if line not in clean.split("\n")]
    assert all(one.target is None or one.target.line in changed for one in findings), said(findings)


def test_code_in_a_text_without_markup_is_not_untranslated(termbase: Termbase) -> None:
    texts = {"en": "Run `pip install lorva` at once.", "ru": "Выполните `pip install lorva` сразу."}
    source, target = (parse_text(text, path=f"{tag}.txt", language=tag) for tag, text in texts.items())
    assert said(list(check_pair(source, target, config=Config(), termbase=termbase).findings)) == []
