"""ACC005."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from transqa.check import Context, Fault, Pair, rule
from transqa.check.memo import per_document
from transqa.check.terms.names import COMPOUND_ENDINGS
from transqa.lexicon import Lexicon
from transqa.model import BlockKind, Edit, Fix, InlineKind, Quote, Safety, Severity
from transqa.rules.accuracy.copied_runs import PHRASE, Run, copied_phrases, han_runs, in_title, whole_inline
from transqa.rules.accuracy.foreign import Places, kept_apart, script, set_off, title_of_paper
from transqa.rules.accuracy.kept_words import (
    GREEK,
    LOANS,
    PIECE,
    RUN,
    WORD,
    has_hump,
    is_name,
    latin_words,
    terms_of,
    translations,
)
from transqa.rules.accuracy.untranslated_block import untranslated_block
from transqa.text.chars import is_cjk
from transqa.text.fold import fold, is_chinese
from transqa.text.function_words import FUNCTION_WORDS
from transqa.text.number_language import ENGLISH_MONTHS

#: Letters that each of two joined words has at least.
_HALF = 3
#: What makes a text worth a look: a word in small letters, or a compound.
_LOWER = re.compile(r"(?<![A-Za-z'’])[a-z]{2}|[A-Za-z]-[a-z]{4}|(?<![A-Za-z'’])[A-Z][a-z]{3,}s(?![A-Za-z'’])")
#: The label of a block: what stands before an arrow or a colon at its beginning.
_LABEL = re.compile(rf"[^\w\0]*+({WORD}(?: {WORD}){{0,3}})\s*[→⇒➜➡►:：|]")
_MARK = re.compile(r"[→⇒➜➡►:：|]")
#: A word at the very beginning, which has its capital from its place.
_FIRST = re.compile(r"[^\w\0]*+([A-Z][a-z]{2,})(?![A-Za-z\d.'’-])")
#: What begins the line of a paper's authors, before their names in Chinese.
_BYLINE = re.compile(r"[^\w\0]*+(By)(?= ?[\u3400-\u9fff])")
#: A heading of few words and nothing else.
_HEADING = re.compile(rf"[^\w\0]*+({WORD}(?: {WORD}){{0,2}})[^\w\0]*")
#: A date in English: a month with its day or year.
_MONTH = f"(?:{'|'.join(ENGLISH_MONTHS)})"
_DATE = re.compile(
    rf"(?<![A-Za-z\d])(?:\d{{1,2}}(?:[-–]\d{{1,2}})? {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,4}}(?:[-–]\d{{1,2}})?(?:, \d{{4}})?)(?![A-Za-z\d])"
)
#: The end of a list of names that is joined in Chinese.
_ET_AL = re.compile(r"、[^、，。,;；()（）\x1e]{1,60}? (et al\b\.?)")
_NATIVE = re.compile(r"[\u0370-\u1fff\u3041-\uffee]")
_HAN_SCRIPTS = frozenset({"Hani", "Jpan"})
#: Clippings, which no dictionary lists.
_CLIPPED = frozenset("params param hyperparams configs vars evals".split())
#: An English noun or adjective by its ending, though the dictionary lack it: exteroception, searchable.
_ABSTRACT = re.compile(r"[a-z]{4,}(?:tion|sion|ment|ness|ity|ism|logy|ance|ence|able|ible|ional|ical|omic|istic|ative)")
#: What is named after a letter.
_SYMBOL = re.compile(r"[a-df-z]-")
#: Small words that other languages have as well, and the function words therefore have not.
_SHARED = frozenset("a an as at by do in is it no of on or so to".split())
#: Where a sentence begins.
_BEGIN = re.compile(r"(?:\A|[。！？.!?→])\s?\Z")
#: A verb that became a noun with its particle.
_JOINED = re.compile("([a-z]{4,})(?:up|down|off|out|back|over)s?")
#: Used so often in the translation, a word is that translator's loan word.
_OFTEN = 3
#: A translation in parentheses right behind a word.
_GLOSS = re.compile(r" ?[(（][^()（）]*[\u3041-\u9fff]")
#: Behind what is kept: a formula that goes on with it, what a package is called.
_NAMED = re.compile("-\0| ?(?:[库庫]|[软軟][件體]包|包|套件|模[块塊組])")
_CELLS = frozenset({BlockKind.TABLE_CELL})
_BOLD = frozenset({InlineKind.STRONG})


@rule("ACC005", "untranslated-run", mqm="accuracy/untranslated", severity=Severity.MINOR)
def untranslated_run(pair: Pair, context: Context) -> Iterator[Fault]:
    """Some words inside a translated block are still in the source language.

    Reported are a label at the beginning of a block (``Why →``), a short heading of ordinary words where most headings are
    translated, lower-case words that the dictionary could translate, several words in a row, the English half of a
    compound (``MLP-based``), a date (``3 May``), ``By`` before authors in Chinese, and ``et al.`` behind names joined by
    ``、``. Left alone are names, code, what stands in parentheses or quotation marks, tables of example sentences, titles
    that are links, loan words (token, prompt), terms that the termbase accepts as they are unless the rest of the document
    translates them or they are English plurals (baselines, also in capitals where a sentence begins), and a word that this
    translation keeps throughout. Four words in a row are major.

    Why: one forgotten word stops every reader, and a search for the translated term does not find it.
    Bad: The method needs patience and luck. => 该方法需要 patience 和运气。
    Good: The method needs patience and luck. => 该方法需要耐心（patience）和运气。
    Fix: unsafe for a term that the rest of the document translates: its usual rendering there; none otherwise.
    """
    text = pair.target.prose
    ours, theirs = script(context.target.language), script(context.source.language)
    if ours == theirs:
        runs = copied_phrases(pair, context) if ours == "Latn" else []
    elif theirs == "Latn":
        heading = pair.target.blocks[0].kind is BlockKind.HEADING and not _NATIVE.search(text)
        look = heading or _BYLINE.match(text) or _LOWER.search(text) or _MARK.search(text, 0, 60) or _FIRST.match(text)
        runs = _latin_runs(pair, context) if look else []
        if any(month in text for month in ENGLISH_MONTHS):
            runs += _dates(pair)
    else:
        # Chinese and Japanese share many words.
        foreign = theirs in _HAN_SCRIPTS and ours not in _HAN_SCRIPTS
        runs = han_runs(pair) if foreign and not text.isascii() else []
    if not runs or pair.index in _samples(context) or any(untranslated_block.check(pair, context)):  # type: ignore[call-arg,arg-type]  # it judges pairs
        return
    source = fold(pair.source.prose, "en")
    for run in runs:
        place = pair.target.quote(run.start, run.end)
        yield Fault(
            f"{place.text!r} is still in the source language" + (f"; write {run.better}" if run.better else ""),
            source=_origin(pair, source, text[run.start : run.end]),
            target=place,
            severity=Severity.MAJOR if run.phrase else Severity.MINOR,
            fixes=(Fix(run.better, Safety.UNSAFE, (Edit(place.span, run.better),)),) if run.better else (),
            confidence=0.9 if run.phrase else 0.7,
            evidence={"kind": "untranslated", "phrase": run.phrase},
        )


def _latin_runs(pair: Pair, context: Context) -> list[Run]:
    if any(block.kind is BlockKind.IMAGE for block in pair.target.blocks):
        return []  # descriptions of pictures are left alone more often than not
    text = pair.target.prose
    found: list[Run] = []
    heading = _HEADING.fullmatch(text) if pair.target.blocks[0].kind is BlockKind.HEADING else None
    if heading and (whole := _as_heading(heading, pair, context)):
        return [whole]
    label = _LABEL.match(text) if _MARK.search(text, 0, 60) else None
    run = _as_label(label, fold(pair.source.prose, "en"), context) if label else None
    if run and not _names_something(run, pair):
        found.append(run)
    excluded: Places | None = None
    look: _Look | None = None
    for match in RUN.finditer(text):
        if not _LOWER.search(match[0]) or any(match.start() <= run.start < match.end() for run in found[:1]):
            continue
        excluded = excluded or Places(kept_apart(text), len(text))
        if excluded.touch(*match.span()) or _GLOSS.match(text, match.end()):
            continue
        if title_of_paper(pair.target, pair.target.quote(*match.span()).span):
            continue
        look = look or _Look(pair, context)
        found += _in_run(match, look, pair, context)
    first = _FIRST.match(text)
    if first and not found:
        found += _as_first(first, pair, context)
    byline = _BYLINE.match(text)
    if byline and "By " in pair.source.prose:
        found.append(Run(*byline.span(1)))
    others = _ET_AL.search(text) if "et al" in text and is_chinese(context.target.language) else None
    # What is cited in parentheses keeps the form of citations.
    if others and not (excluded or Places(set_off(text), len(text))).touch(*others.span(1)):
        found.append(Run(*others.span(1), better="等"))
    return found


@per_document
def _samples(context: Context) -> frozenset[int]:
    """Cells of tables that show data: sentences, of which at least half and two are copied as they are."""
    found: set[int] = set()
    for is_table, row in groupby(context.pairs, lambda pair: pair.made_of(_CELLS)):
        cells = [pair for pair in row if pair.source.prose.count(" ") >= PHRASE - 1] if is_table else []
        copied = [pair.index for pair in cells if pair.source.prose.strip() == pair.target.prose.strip()]
        if len(copied) >= max(2, len(cells) / 2):
            found.update(copied)
    return frozenset(found)


def _names_something(run: Run, pair: Pair) -> bool:
    """Whether a label is what a paper calls its method, in a title translated or not (Titans: Learning to Memorize), or is
    all of a link: a project."""
    if whole_inline(pair, run.start, run.end, frozenset({InlineKind.LINK})):
        return True
    origin = _origin(pair, fold(pair.source.prose, "en"), pair.target.prose[run.start : run.end])
    return title_of_paper(pair.target, pair.target.quote(run.start, run.end).span) or (
        origin is not None and title_of_paper(pair.source, origin.span)
    )


def _dates(pair: Pair) -> Iterator[Run]:
    """Dates of the source in a text of another script; citations keep theirs."""
    text = pair.target.prose
    excluded = Places(set_off(text), len(text))
    for match in _DATE.finditer(text) if _NATIVE.search(text) else ():
        if (
            match[0] in pair.source.prose
            and not excluded.touch(*match.span())
            and not whole_inline(pair, *match.span())
        ):
            yield Run(*match.span())


class _Look:
    """What a run of words is compared with: the source folded, its words folded and as they stand, and its terms."""

    def __init__(self, pair: Pair, context: Context) -> None:
        self._pair, self._context = pair, context
        self.source = fold(pair.source.prose, "en")
        self.folded = frozenset(PIECE.findall(self.source))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(PIECE.findall(self._pair.source.prose))

    @cached_property
    def terms(self) -> Mapping[str, str | None]:
        return terms_of(self._pair, self._context)


def _in_run(match: re.Match[str], look: _Look, pair: Pair, context: Context) -> Iterator[Run]:
    words = [(word.start(), word.end(), word[0]) for word in PIECE.finditer(match[0])]
    # Most words of the target's own are none of the source's.
    if not any(look.folded.issuperset(fold(word, "en").split()) for _, _, word in words):
        return
    if " dot " in match[0]:
        return  # somebody at example dot org
    base = match.start()
    # Ablations, at the beginning of a sentence.
    first = (
        len(words) == 1
        and match[0][-1] == "s"
        and look.terms.get(fold(match[0], "en"))
        and _BEGIN.search(pair.target.prose[max(0, base - 2) : base])
    )
    small = [
        word
        for index, (_, _, word) in enumerate(words)
        if (word[0].islower() or first) and not _stays(word, look.terms) and not _particle(words, index)
    ]
    if len(small) > 1 and fold(match[0], "en") in look.source:
        content = [word for word in small if word not in FUNCTION_WORDS["en"] and word not in _SHARED]
        capitals = sum(not word[0].islower() for _, _, word in words)
        # A title has capitals wherever it can.
        if content and capitals <= len(content) and not in_title(pair, base, match.end()):
            # What is bold and English may be what a screen shows: **Reading data on demand**.
            shown = whole_inline(pair, base, match.end(), _BOLD)
            yield Run(base, match.end(), len(words) >= PHRASE and not shown)
        return
    for start, end, word in words:
        form = fold(word, "en")
        if not look.folded.issuperset(form.split()):
            continue
        better = look.terms.get(form) or ""
        if "-" in word and word[0].isupper():
            if form.rpartition(" ")[2] in COMPOUND_ENDINGS and not _stays(word, look.terms):
                yield Run(base + start, base + end)
        elif word in small and word not in LOANS and word not in GREEK and len(word) > 2 and not has_hump(word):
            known = better or word in _CLIPPED or _ABSTRACT.fullmatch(word) or _known(form.split(), context.lexicon)
            if "-" in word and (_SYMBOL.match(word) or whole_inline(pair, base + start, base + end)):
                continue  # z-loss; a repository
            if _NAMED.match(pair.target.prose, base + end):
                continue  # best-of-$n$, the requests package
            # A name that lost its capital is another rule's business.
            if known and word in look.words and latin_words(context)[word.lower()] < _OFTEN:
                yield Run(base + start, base + end, better=better)


def _known(parts: Sequence[str], lexicon: Lexicon | None) -> bool:
    """Whether the dictionary could translate a word, or every part of a compound: off-the-shelf, speedup."""
    small = FUNCTION_WORDS["en"] if len(parts) > 1 else frozenset()
    if all(part in small or translations(part, lexicon) for part in parts):
        return True
    if len(parts) > 1:
        return False
    joined = _JOINED.fullmatch(parts[0])
    return (joined is not None and _known([joined[1]], lexicon)) or _of_two(parts[0], lexicon)


def _of_two(word: str, lexicon: Lexicon | None) -> bool:
    """Whether a word is made of two of the dictionary's: logbook."""
    return any(
        translations(word[:at], lexicon) and translations(word[at:], lexicon)
        for at in range(_HALF, len(word) - _HALF + 1)
    )


def _stays(word: str, terms: Mapping[str, str | None]) -> bool:
    """Whether every part of the word belongs to a name, or to a term that this translation leaves as it is."""
    return all(part in terms and terms[part] is None for part in fold(word, "en").split())


def _particle(words: Sequence[tuple[int, int, str]], index: int) -> bool:
    """Whether a small word stands between capitals: Lotte van Oosterzee."""
    return 0 < index < len(words) - 1 and words[index - 1][2][0].isupper() and words[index + 1][2][0].isupper()


def _as_label(label: re.Match[str], source: str, context: Context) -> Run | None:
    """The label of the target's block when it is the source's label, in words that a dictionary has."""
    theirs = _LABEL.match(source)
    words = label[1].split()
    if theirs is None or fold(label[1], "en") != theirs[1] or not label[1][0].isupper():
        return None
    known = [translations(fold(word, "en"), context.lexicon) for word in words]
    if not all(known) and not set(theirs[1].split()) <= FUNCTION_WORDS["en"]:
        return None
    if any(word.isupper() or has_hump(word) or word.lower() in GREEK for word in words) or is_name(theirs[1], context):
        return None
    return Run(*label.span(1))


def _as_heading(heading: re.Match[str], pair: Pair, context: Context) -> Run | None:
    """A heading that is the source's, in ordinary words, where most headings of the document are translated."""
    words = heading[1].split()
    if fold(heading[1], "en") not in fold(pair.source.prose, "en") or not _translates_headings(context):
        return None
    for word in words:
        small = word.lower()
        if has_hump(word) or small in LOANS or small in GREEK or latin_words(context)[small] > 1:
            return None
        if not translations(small, context.lexicon) and small not in FUNCTION_WORDS["en"]:
            return None
        # A name is spoken of below its heading: with a capital, and never without.
        seen = _source_words(context)
        if seen[word] > 1 and not seen[small] and word != small:
            return None
    return None if is_name(fold(heading[1], "en"), context) else Run(*heading.span(1))


def _as_first(first: re.Match[str], pair: Pair, context: Context) -> Iterator[Run]:
    """A term that begins the block on both sides, has its capital from there, and is left as it is: Distractor 任务."""
    theirs = _FIRST.match(pair.source.prose)
    if theirs is None or theirs[1] != first[1] or not is_cjk(pair.target.prose[first.end() :].lstrip()[:1]):
        return
    word = fold(first[1], "en")
    seen = _source_words(context)
    if word in LOANS or is_name(word, context) or (seen[first[1]] > 1 and not seen[word]):
        return
    if (better := terms_of(pair, context).get(word)) and latin_words(context)[word] < _OFTEN:
        yield Run(*first.span(1), better=better)


@per_document
def _translates_headings(context: Context) -> bool:
    """Whether most headings of the document have characters of another script, and more than one has."""
    headings = [block.prose for block in context.target.blocks if block.kind is BlockKind.HEADING]
    native = sum(_NATIVE.search(heading) is not None for heading in headings)
    return native > 1 and 2 * native > len(headings)


@per_document
def _source_words(context: Context) -> Counter[str]:
    """How often every word stands in the source, with its capitals."""
    return Counter(word for block in context.source.blocks for word in PIECE.findall(block.prose))


def _origin(pair: Pair, source: str, text: str) -> Quote | None:
    """The same words in the source, which comes folded too."""
    at = source.find(fold(text, "en"))
    return pair.source.quote(at, at + len(text)) if at >= 0 else None
