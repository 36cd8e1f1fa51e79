"""Markup as characters: emphasis that closes or does not, emoji, placeholders, code and formulas made comparable."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, normalize

#: Particles that tie a word to the one before it: no label begins with them. By BCP-47 language.
PARTICLES = {"zh": "的", "ja": "のを"}

#: Full-width marks that may stand outside of bold as well as inside: bold then closes beside Chinese.
_MOVABLE = "：，。！？；、"
_WRAPPED = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）", "【": "】", "‘": "’"}

EMOJI = re.compile(
    # One class first, which the search for the next emoji is quick with.
    "[\u231a\u231b\u23e9-\u23f3\u2600-\u2604\u260e\u2614\u2615\u2618\u261d\u2620-\u2623\u262e\u262f\u2638-\u263a"
    "\u2648-\u2653\u267b\u267e\u267f\u2692-\u26ff\u2702-\u2712\u271d-\u2767\u2795-\u2797\u2b1b\u2b1c\u2b50\u2b55"
    "\U0001f000-\U0001faff]"
    "(?:(?<=[\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff]|(?<![\U0001f1e6-\U0001f1ff])"
    "(?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\u2640\u2642\u2600-\u27bf\U0001f300-\U0001faff])*)"
)
#: {name}, {{name}}, ${name}, %s, %(name)d, %1$s, <|name|>. A set {a, b} and "100% sure" are none.
PLACEHOLDER = re.compile(
    r"\$?\{\{?\s?[A-Za-z_][\w.]*\s?\}?\}|\{\d{0,2}\}|(?<![\d%])%(?:\(\w+\)|\d+\$)?[sd](?![A-Za-z])|<\|\w+\|>"
)

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"') | dict.fromkeys("‘’‚‛＇", "'"))
_DASHES = re.compile("[-‐‑‒–—―−－]+")
_BLANKS = re.compile(r"\s+")
# Triple quotes first; a string ends on its line.
_WORDS_IN_CODE = re.compile(
    r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|(?:#|//)[^\n]*'
)
_SPACING = re.compile(r"\\[,;:!> ]|\\(?:quad|qquad|left|right|displaystyle|limits)(?![A-Za-z])|[\s~]+")
_TEXT_COMMAND = re.compile(r"\\(?:text(?:bf|it|rm)?|mbox|label|tag)\{[^{}]*\}")
_ORDINAL = re.compile(r"\^(?:\{\\(?:mathrm|text|rm)\{(?:th|st|nd|rd)\}\}|\\(?:mathrm|text|rm)\{(?:th|st|nd|rd)\})")
_SINGLE = re.compile(r"([_^])\{(\w|\\[A-Za-z]+)\}")
_SYMBOLS = {
    **dict(
        zip(
            "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ",
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
            "omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split(),
            strict=True,
        )
    ),
    **dict(
        zip(
            "≤≥≠×·÷±≈∈∞→∑∏√",
            "leq geq neq times cdot div pm approx in infty rightarrow sum prod sqrt".split(),
            strict=True,
        )
    ),
}
_SYMBOL = re.compile(f"[{''.join(_SYMBOLS)}]")
_SHORT = re.compile(r"\\(le|ge|ne|to|varepsilon|varphi)(?![A-Za-z])")
_LONG = {"le": "leq", "ge": "geq", "ne": "neq", "to": "rightarrow", "varepsilon": "epsilon", "varphi": "phi"}


@lru_cache(maxsize=1024)
def is_mark(char: str) -> bool:
    """Whether CommonMark counts the character as punctuation: Unicode P and S, so → and 💡 as well."""
    return category(char)[0] in "PS"


def opens(before: str, after: str) -> bool:
    """Whether a run of ``*`` between these two characters (``""`` at an edge) can open emphasis."""
    if not after or after.isspace():
        return False
    return not is_mark(after) or not before or before.isspace() or is_mark(before)


def closes(before: str, after: str) -> bool:
    """Whether a run of ``*`` between these two characters can close emphasis."""
    return opens(after, before)


def mended(before: str, content: str, after: str, delimiter: str) -> str | None:
    """Emphasis rewritten so that it renders between these neighbours, or None.

    Blanks go out of it; so does full-width punctuation at its end, and quotation marks round all of it. Where nothing
    of that helps, a space is put where CommonMark needs one.
    """
    bare = content.strip()
    if not bare or delimiter[0] in bare:
        return None
    trials = [(bare, "", "")]
    core = bare.rstrip(_MOVABLE)
    if core != bare:
        trials.append((core, "", bare[len(core) :]))
    if _WRAPPED.get(bare[0]) == bare[-1] and len(bare) > 2:
        trials.append((bare[1:-1], bare[0], bare[-1]))
    for inner, left, right in trials:
        if inner and _renders(left or before, inner, right or after):
            return f"{left}{delimiter}{inner}{delimiter}{right}"
    left = "" if opens(before, bare[0]) else " "
    right = "" if closes(bare[-1], after) else " "
    return f"{left}{delimiter}{bare}{delimiter}{right}"


def _renders(before: str, inner: str, after: str) -> bool:
    return opens(before[-1:], inner[0]) and closes(inner[-1], after[:1])


def emoji(text: str) -> list[tuple[int, int, str]]:
    """Emoji of a text as ``(start, end, emoji)``, the emoji without its presentation selector and skin tone."""
    return [(match.start(), match.end(), _plain_emoji(match.group())) for match in EMOJI.finditer(text)]


def _plain_emoji(text: str) -> str:
    return "".join(char for char in text if char != "\ufe0f" and not "\U0001f3fb" <= char <= "\U0001f3ff")


def placeholder_key(text: str) -> str:
    """A placeholder without its blanks: ``{{ name }}`` is ``{{name}}``."""
    return _BLANKS.sub("", text)


def typed_plainly(code: str) -> str:
    """Code without what a typesetting machine does to it: curly quotes, joined hyphens, full-width forms, blanks."""
    plain = normalize("NFKC", code.translate(_QUOTES).replace("…", "..."))
    return _DASHES.sub("-", _BLANKS.sub("", plain))


def skeleton(code: str) -> list[str]:
    """Every line of a program without blanks, comments and strings: what no translation touches."""
    bare = _WORDS_IN_CODE.sub(lambda match: "\n" * match.group().count("\n"), code)
    return [_BLANKS.sub("", line).rstrip(",;") for line in bare.split("\n")]


@lru_cache(maxsize=4096)
def formula_key(formula: str) -> str:
    """A formula without spacing, words, ordinals and needless braces: equal for two spellings of one formula."""
    text = _TEXT_COMMAND.sub("", _ORDINAL.sub("", normalize("NFKC", formula) if not formula.isascii() else formula))
    text = _SPACING.sub(" ", text).replace("{ ", "{").replace(" }", "}")
    # A blank ends a command's name; everywhere else it says nothing.
    text = re.sub(r"(\\[A-Za-z]+) (?=[A-Za-z])", r"\1\0", text).replace(" ", "").replace("\0", " ")
    return _SINGLE.sub(r"\1\2", text).rstrip(".,;，。；")


def formula_meaning(formula: str) -> str:
    """``formula_key`` with every symbol as its command: ``α`` and ``\\alpha`` are one letter."""
    text = _SYMBOL.sub(lambda match: "\\" + _SYMBOLS[match.group()] + " ", formula)
    text = _SHORT.sub(lambda match: "\\" + _LONG[match[1]] + " ", text)
    return formula_key(text)
