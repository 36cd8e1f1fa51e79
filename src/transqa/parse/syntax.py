"""The Markdown that is read: markdown-it with the rules that documentation systems add, and with offsets.

markdown-it reports no offsets inside a paragraph, so the inline tokenizer's loop is replaced by one that notes, for
every token, the range of the content it came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from transqa.parse.prose import BARE_URL, url_end
from transqa.text.chars import is_cjk

_InlineRule = Callable[[StateInline, bool], bool]

# Lists and quotes may nest this deep, and link labels; what lies deeper is not read.
_NESTING = 60

_TEXT_END = re.compile(r"[\n!#$%&*+\-:<=>@\[\\\]^_`{}~]|https?://", re.IGNORECASE)
# Roles (:numref:`x`, {ref}`x`) and attributes ({#id}, {.class}, ![](x){width=50%}).
_DIRECTIVE = re.compile(
    r":[A-Za-z][\w+.-]*(?::[A-Za-z][\w+.-]*){0,3}:`[^`\n]+`"
    r"|\{[A-Za-z][\w:+.-]*\}`[^`\n]+`"
    r"|\{[#.][^{}\n]*\}"
    r"|(?<=[)\]`])\{[\w-]+=[^{}\n]*\}"
)
_ALERT = re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\](?=[ \t]*(?:\n|$))", re.IGNORECASE)
_ANCHOR = re.compile(r"\[\[[^\[\]\n]*\]\](?=[ \t]*$)")
_AUTOLINK = re.compile(
    r"<(?:[a-z][a-z0-9+.\-]{1,31}:[^<>\x00-\x20]*"
    r"|[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*)>",
    re.IGNORECASE | re.ASCII,
)
_FOOTNOTE = re.compile(r"\[\^[^\s\[\]^]+\]")
_MATH = re.compile(r"(?P<double>\$\$)(?:[^$\\]|\\.)++\$\$|(?P<single>\$)(?![\s$])(?:[^$\\]|\\.)*+(?<!\s)\$", re.DOTALL)
# What dollars of two amounts enclose: an amount with words, three words in a row, or Chinese outside of \text{}.
_AMOUNT = re.compile(r"\$\d[\d.,]*\s*(?:[KMBT]|[Mm]illion|[Bb]illion|[万亿萬億])?(?!\w)[^\\^_={}<>]*[^\W\d_]{2}")
_WORDS = re.compile(r"(?<![\\\w{])[A-Za-z]{2,}(?: [A-Za-z]{2,}){2}")
_TEXT_COMMAND = re.compile(r"\\(?:text|mbox|mathrm|operatorname|tag)")

_DIRECTIVE_LINE = re.compile(
    r":(?:[a-z]*label|width|height|(?:begin|end)_tab):(?:toc|`[^`]*`)?\s*$"  # d2l and MyST
    r"|:{3,}[^:]*$"  # colon fences
    r"|\[\[[\w-]+\]\]\s*$"  # [[open-in-colab]]
    r"""|import\s(?:[^'"]*\sfrom\s+)?(['"])[^'"]+\1;?\s*$"""  # MDX
    r"|export\s+(?:default|const|let|function)\s"
)
_OPEN_TAG = re.compile(r"<[A-Za-z][\w.-]*(?:\s[^<>]*)?$")


class _Markdown(MarkdownIt):
    """Keeps URLs as written: they are compared and shown, never rendered."""

    def validateLink(self, url: str) -> bool:
        return True

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, link: str) -> str:
        return link


@cache
def markdown_parser() -> MarkdownIt:
    """The parser, made once. Only its blocks are parsed by ``parse``; ``inline.parse`` reads the content of one."""
    md = _Markdown()
    md.inline = OffsetInline()
    md.configure("commonmark", {"maxNesting": _NESTING, "inline_definitions": True})
    md.use(dollarmath_plugin, allow_blank_lines=False)
    md.use(footnote_plugin, inline=False, move_to_end=False)
    md.enable(["table", "strikethrough"])
    md.block.ruler.at("table", _table_rule, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("code", "directive", _directive_line_rule, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.after("html_block", "component", _component_rule)
    md.inline.ruler.at("text", _text_rule)
    md.inline.ruler.before("text", "bare_url", _url_rule)
    md.inline.ruler.at("autolink", _autolink_rule)
    md.inline.ruler.at("math_inline", _math_rule)
    md.inline.ruler.at("footnote_ref", _footnote_rule)
    md.inline.ruler.before("link", "directive", _directive_rule)
    # Inline content is parsed from lines of our own making; joining its tokens would lose their offsets.
    md.disable(["inline", "text_join", "fragments_join"])
    return md


def _table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's table rule, noting in which column each row begins behind quote marks and list markers."""
    count = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    for token in state.tokens[count:]:
        if token.type == "tr_open" and token.map:
            at = state.bMarks[token.map[0]] + state.tShift[token.map[0]]
            token.meta["column"] = at - (state.src.rfind("\n", 0, at) + 1)
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _directive_line_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line of a documentation system that holds no prose."""
    if state.is_code_block(start) or not _DIRECTIVE_LINE.match(_line(state, start)):
        return False
    if not silent:
        state.push("directive", "", 0).map = [start, start + 1]
        state.line = start + 1
    return True


def _component_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A tag that runs over several lines, whose attributes need not be valid HTML."""
    if silent or state.is_code_block(start) or not _OPEN_TAG.match(_line(state, start)):
        return False
    for line in range(start + 1, end):
        if state.isEmpty(line):
            return False
        if _line(state, line).rstrip().endswith(">"):
            state.push("directive", "", 0).map = [start, line + 1]
            state.line = line + 1
            return True
    return False


#: The characters that a construct may begin with. A rule that is not named here is asked everywhere.
_BEGINNINGS = {
    "newline": "\n", "escape": "\\", "backticks": "`", "strikethrough": "~", "emphasis": "*_", "link": "[", "image": "!",
    "autolink": "<", "html_inline": "<", "entity": "&", "math_inline": "$", "footnote_ref": "[", "directive": ":{[",
    "bare_url": "hH",
}  # fmt: skip


class _Dispatch(dict[str, list[_InlineRule]]):
    """The rules worth asking at a character, in their order."""

    def __init__(self, ruler: Ruler[_InlineRule]) -> None:
        self._named = list(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))

    def __missing__(self, char: str) -> list[_InlineRule]:
        self[char] = found = [rule for name, rule in self._named if char in _BEGINNINGS.get(name, char)]
        return found


class OffsetInline(ParserInline):
    """markdown-it's inline parser, noting in ``token.meta["at"]`` the content range every token came from."""

    @cached_property
    def _dispatch(self) -> _Dispatch:
        return _Dispatch(self.ruler)

    def tokenize(self, state: StateInline) -> None:
        """Generate tokens up to ``state.posMax``."""
        rules = self._dispatch
        limit = state.md.options.maxNesting
        end = state.posMax
        if state.tokens and state.tokens[-1].type == "link_open":
            state.tokens[-1].meta["label"] = (state.pos, end)
        # Where the text waiting in ``state.pending`` began; it is one stretch of the content, maybe cut at its end.
        pending = -1
        while state.pos < end:
            start, count = state.pos, len(state.tokens)
            if state.level >= limit or not any(rule(state, False) for rule in rules[state.src[start]]):
                state.append_pending(state.src[start])
                state.pos += 1
            fresh = state.tokens[count:]
            if pending >= 0 and fresh and fresh[0].type == "text":
                _note(fresh[:1], pending, pending + len(fresh[0].content))
                del fresh[:1]
            if fresh:
                _note(fresh, start, state.pos)
                pending = -1
            elif pending < 0:
                pending = start
        if state.pending:
            token = state.pushPending()
            _note([token], pending, pending + len(token.content))


def _note(tokens: list[Token], start: int, end: int) -> None:
    for token in tokens:
        if "at" in token.meta:
            continue
        # A run of emphasis delimiters is one text token for each of them.
        if token.type == "text" and len(tokens) > 1:
            token.meta["at"] = (start, start + len(token.content))
            start += len(token.content)
        else:
            token.meta["at"] = (start, end)


def _text_rule(state: StateInline, silent: bool) -> bool:
    """Plain text, which also ends where a bare URL begins."""
    match = _TEXT_END.search(state.src, state.pos, state.posMax)
    end = match.start() if match else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _url_rule(state: StateInline, silent: bool) -> bool:
    """A bare ``http(s)://`` URL."""
    start = state.pos
    if state.src[start] not in "hH" or (start and state.src[start - 1].isascii() and state.src[start - 1].isalnum()):
        return False
    match = BARE_URL.match(state.src, start, state.posMax)
    if not match:
        return False
    end = url_end(state.src, start, match.end())
    if not silent:
        # In a link's label the URL is plain text, but still no prose.
        state.push("autolink", "", 0).meta["label_only"] = state.linkLevel > 0
    state.pos = end
    return True


def _autolink_rule(state: StateInline, silent: bool) -> bool:
    """A URL or an address in angle brackets."""
    match = _AUTOLINK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("autolink", "", 0)
    state.pos = match.end()
    return True


def _directive_rule(state: StateInline, silent: bool) -> bool:
    """A role with its argument, an attribute list, an alert or a heading's anchor."""
    char = state.src[state.pos]
    if char in ":{":
        match = _DIRECTIVE.match(state.src, state.pos, state.posMax)
    elif char == "[":
        match = _ALERT.match(state.src, state.pos, state.posMax) if state.pos == 0 else None
        if not match and state.env.get("heading"):
            match = _ANCHOR.match(state.src, state.pos, state.posMax)
    else:
        return False
    if not match:
        return False
    if not silent:
        state.push("directive", "", 0)
    state.pos = match.end()
    return True


def _math_rule(state: StateInline, silent: bool) -> bool:
    """Dollar math, single or double; prices are not math."""
    start = state.pos
    if state.src[start] != "$":
        return False
    match = _MATH.match(state.src, start, state.posMax)
    if not match or (match["single"] and not _is_formula(state.src, start, match.end())):
        return False
    if not silent:
        state.push("math_inline", "math", 0).markup = match["double"] or match["single"]
    state.pos = match.end()
    return True


def _is_formula(text: str, start: int, end: int) -> bool:
    """Whether what stands between two dollars is a formula, and not the text between two amounts of money."""
    by_digit = (start > 0 and text[start - 1].isdigit()) or text[end : end + 1].isdigit()
    if by_digit and text[start + 1] not in "\\^_{":
        return False
    formula = text[start:end]
    if _TEXT_COMMAND.search(formula):
        return True
    return not (_AMOUNT.match(formula) or _WORDS.search(formula) or any(map(is_cjk, formula)))


def _footnote_rule(state: StateInline, silent: bool) -> bool:
    """A footnote's mark, whether or not the note is defined in this file."""
    match = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("footnote_ref", "", 0)
    state.pos = match.end()
    return True
