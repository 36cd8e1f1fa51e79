"""Which of a few languages a Latin text is in, by the small words that only one of them has.

Where the script decides, nobody needs this; where it does not, a statistical detector errs on short text, and these words
hardly do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: Frequent function words that none of the other languages here has.
FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        "the of and is are that this with from which have has been were they their would could should not you your we our "
        "these those there when where while how why what who can but than then its it's it does did by be".split()
    ),
    "de": frozenset(
        "und der das ist nicht mit ein eine einen einem einer eines sich auf für dass sind wird werden auch von dem den "
        "nach bei aus wenn nur oder über durch zur zum haben wurde noch wie kann ihre ihr wir uns sein dieser diese dieses".split()
    ),
    "fr": frozenset(
        "le les des et est une dans pour qui sur au aux avec ne sont pas cette ces ont nous vous ils elle mais ou où leur "
        "leurs être plus comme du c'est d'un d'une qu'il été".split()
    ),
    "es": frozenset(
        "el los las y por para es del al como más pero sus ha han este esta estos son entre cuando muy sin "
        "sobre también hasta hay donde desde sido".split()
    ),
    "it": frozenset(
        "il gli che di è per della delle dei degli nella sono non anche più dal alla questo questa come ma ed nel "
        "essere loro suo".split()
    ),
    "pt": frozenset("os uma não com são dos na ao pelo pela foi também você isso seus suas em às ele ela".split()),
    "nl": frozenset(
        "het een van dat niet zijn voor op ook maar wordt worden aan bij naar deze dit heeft hebben uit".split()
    ),
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: Fewer hits, or a smaller share of the words, say nothing.
_HITS = 3
_SHARE = 0.15


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def language_of(words: Iterable[str]) -> str | None:
    """The language most of the function words belong to; None where they are few, or two languages have as many."""
    listed = list(words)
    counts = {tag: sum(word in known for word in listed) for tag, known in FUNCTION_WORDS.items()}
    first, second = sorted(counts.values(), reverse=True)[:2]
    if first < _HITS or first < _SHARE * len(listed) or first < 1.5 * second:
        return None
    return max(counts, key=lambda tag: counts[tag])
