"""ACC006."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import NOT_PROSE, Severity
from transqa.rules.accuracy.foreign import script, set_off
from transqa.text.function_words import FUNCTION_WORDS, language_of, words_of
from transqa.text.language import NAMES, entry

#: Letters that no text of a script needs, and what they are called.
_FOREIGN: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "Jpan": ("Japanese", re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")),
    "Hang": ("Korean", re.compile(r"[\uac00-\ud7a3]")),
    "Cyrl": ("Cyrillic", re.compile(r"[\u0400-\u04ff]")),
    "Arab": ("Arabic", re.compile(r"[\u0620-\u064a\u0671-\u06d3]")),
    "Thai": ("Thai", re.compile(r"[\u0e01-\u0e4d]")),
    "Deva": ("Devanagari", re.compile(r"[\u0904-\u097f]")),
    "Hebr": ("Hebrew", re.compile(r"[\u05d0-\u05ea]")),
    "Hani": ("Chinese", re.compile(r"[\u3400-\u9fff]")),
}
#: The same at once, with and without the Han characters.
_ANY = (
    re.compile(
        r"[\u0400-\u04ff\u05d0-\u05ea\u0620-\u06d3\u0904-\u0e4d\u3041-\u30fa\u3400-\u9fff\uac00-\ud7a3\uff66-\uff9d]"
    ),
    re.compile(r"[\u0400-\u04ff\u05d0-\u05ea\u0620-\u06d3\u0904-\u0e4d\u3041-\u30fa\uac00-\ud7a3\uff66-\uff9d]"),
)
#: Scripts whose characters another one has too: Japanese is written with Han characters, Korean was.
_SHARED = {"Jpan": {"Hani", "Jpan"}, "Hang": {"Hang", "Hani"}, "Hani": {"Hani"}}
#: So many letters, and such a share of the block, make it a block in the other language.
_LETTERS = 8
_SHARE = 0.3
_LETTER = re.compile(r"[^\W\d_]")
#: Latin words in a third language.
_WORDS = 8
#: Han characters of a Japanese block from which on it would have kana.
_HAN = 14


@rule("ACC006", "wrong-language", mqm="accuracy/untranslated", severity=Severity.MAJOR, scope=Scope.LINK)
def wrong_language(pair: Pair, context: Context) -> Iterator[Fault]:
    """A block of the translation is in a language that is neither the source's nor the target's.

    The script decides where it can: kana in a Chinese text, Cyrillic in a German one, a Japanese text without any kana.
    Among languages in Latin letters the small words that only one of them has decide. Words in quotation marks or
    parentheses, names and lines that the source has as well are left alone.

    Why: a machine that loses track of the language pair answers in a third language, fluently.
    Bad: The model was trained on public data. => このモデルは公開データで訓練されました。
    Good: The model was trained on public data. => 该模型使用公开数据训练。
    Fix: none.
    """
    text = pair.target.prose
    if not pair.target.blocks or all(block.kind in NOT_PROSE for block in pair.target.blocks):
        return
    language = context.target.language
    found = _by_script(text, script(language), script(context.source.language), pair) or _by_words(text, pair, context)
    if found:
        yield Fault(
            f"this block is in {found}, not in the language of the translation ({language})",
            source=pair.source.whole() if pair.source.blocks else None,
            target=pair.target.whole(),
            evidence={"kind": "language", "found": found},
        )


def _by_script(text: str, ours: str, theirs: str, pair: Pair) -> str | None:
    if text.isascii():
        return None
    # One look for all of them: nearly no text has any.
    if not _ANY[ours == "Hani" or theirs == "Hani"].search(text) and ours != "Jpan":
        return None
    own = _SHARED.get(ours, {ours})
    for name, (called, letters) in _FOREIGN.items():
        if name in own or name == theirs:
            continue
        if len(letters.findall(text)) < _LETTERS:
            continue
        bare = _without(text, set_off(text))
        count = len(letters.findall(bare))
        if count >= _LETTERS and count >= _SHARE * len(_LETTER.findall(bare)):
            return None if count <= len(letters.findall(pair.source.prose)) else called
    if ours == "Jpan" and theirs not in {"Jpan", "Hani"}:
        han = len(_FOREIGN["Hani"][1].findall(text))
        if han >= _HAN and not _FOREIGN["Jpan"][1].search(text):
            return "Chinese"
    return None


def _without(text: str, ranges: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in ranges:
        parts.append(text[at : max(start, at)])
        at = max(end, at)
    return "".join([*parts, text[at:]])


def _by_words(text: str, pair: Pair, context: Context) -> str | None:
    """The third language of a block in Latin letters."""
    if len(text.encode("utf-8", "surrogatepass")) > 1.2 * len(text):
        return None  # another script
    allowed = {document.language.split("-")[0] for document in (context.source, context.target)}
    known = entry(FUNCTION_WORDS, context.target.language)
    words = words_of(_without(text, set_off(text)))
    if len(words) < _WORDS or (known and any(word in known for word in words)):
        return None
    found = language_of(words)
    if found is None or found in allowed or len(set(words) & set(words_of(pair.source.prose))) > len(set(words)) / 2:
        return None
    return NAMES[found]
