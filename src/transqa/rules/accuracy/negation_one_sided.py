"""ACC010."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from transqa.check import Context, Fault, Pair, rule
from transqa.check.memo import split
from transqa.lexicon import Lexicon
from transqa.lexicon.segment import words
from transqa.model import Severity
from transqa.rules.accuracy.foreign import script
from transqa.rules.accuracy.matched import PROSE, matched
from transqa.text.language import entry

#: Longest part of an idle phrase before or behind the word in it that negates.
_PHRASE = 20
_HAN = re.compile("[\u3400-\u9fff]")
#: Characters on either side of a negation in which its word stands, and those of an idiom.
_AROUND, _IDIOM = 6, 4

#: "It doesn't help them, but this does": a last clause that is but its subject and a verb.
_DOES = re.compile(
    r"[,;] ?(?:but|while|whereas|and|yet)\b(?P<clause>[^,.;]{0,80}) (?P<verb>do|does|did|can|could|will|would|is|are|was|were|ha[sd]|have"
    r"|should|may|might)[.!]?\Z"
)
_NOBODY = re.compile(r"(?<!\w)(?:no|not|nobody|none|nothing|neither|nor|few|little|only|hardly)(?!\w)|n['’]t")
#: A last clause that is but its subject and a negation.
_DOES_NOT = re.compile("[但而却卻][^，。；]{0,40}?(?P<no>[不没沒](?:能|会|會|行|可以|可|是|有)?)[。！]?\\Z")

#: What divides a sentence into clauses.
_CLAUSE = re.compile("[，；：,;:]\\s*|\\s*[–—]+\\s*")


@dataclass(frozen=True)
class _Negation:
    """How a language negates.

    ``plain`` words negate and demand a counterpart; ``idle`` are phrases in which they negate nothing, or which other
    languages say without a negation. ``soft`` words may stand for a negation of the other language: prefixes, verbs and
    adverbs that deny or limit. ``blind`` are words that only look like those. ``limits`` are soft words that stand for no
    negation where the other side limits as well. ``hints`` find quickly that a text has no plain word. All are written
    in small letters.
    """

    plain: re.Pattern[str]
    idle: re.Pattern[str]
    soft: re.Pattern[str]
    hints: re.Pattern[str]
    blind: re.Pattern[str] | None = None
    limits: re.Pattern[str] | None = None


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")


_NEGATION: Mapping[str, _Negation] = {
    "en": _Negation(
        plain=_words(
            r"not|never|neither|nor|nobody|nothing|nowhere|without|cannot|no|hardly|barely|scarcely"
            r"|(?:is|are|was|were|do|does|did|has|have|had|ca|wo|could|would|should|must|need)n['’]t"
        ),
        idle=_words(
            r"not (?:only|just|merely|simply|least|to mention|unlike|necessarily|surprisingly|yet|all|always|until|least|even|too long"
            r"|uncommon|unusual|unlike|so much|limited to|a problem|required|needed|far)|why not|whether or not|or not|if not|more often than not"
            r"|no (?:longer|doubt|matter|wonder|less|more|fewer|later|sooner|problem|worries|need|surprise|one but|code|idea|free lunch|other)"
            r"|cannot (?:help|wait|overstate)|can['’]t (?:help|wait)|do(?:n['’]t| not) (?:forget|worry|hesitate|have to|need|miss|mind)"
            r"|does(?:n['’]t| not) (?:have to|need|matter|stop)|did(?:n['’]t| not) (?:have to|need)|need(?:n['’]t| not)|won['’]t hurt"
            r"|nothing (?:but|more|less|else)|without (?:doubt|further|any doubt|question)|last but not least|no\. ?\d+|if nothing else"
            r"|is(?:n['’]t| not) (?:it|that)|are(?:n['’]t| not) (?:they|we|you)|do(?:n['’]t| not) we|not (?:a|one) but|no one but|to no end"
            r"|(?:is|are|was|were|do|does|did|has|have|had|ca|wo|could|would|should)n['’]t (?:i|you|he|she|it|we|they)(?=\?)"
            r"|never (?:mind|ending|before)|now or never|neither here nor there|not that|barely \d|hardly ever|not for nothing"
            r"|would(?:n['’]t| not) have it any|[\"“‘']no[\"”’']"
        ),
        soft=re.compile(
            r"(?<![a-z])(?:un|in|im|ir|il|dis|non|mis|anti|de)[a-z-]{3,}|[a-z](?:less(?:ly)?|-free)(?![a-z])|(?<![a-z])(?:few(?:er)?|little|less|least"
            r"|rare|rarely|seldom|hard(?:er|ly)?|difficult|tough|barely|lack|fail|avoid|prevent|prohibit|forbid|ban|stop|refus|reject|den(?:y|ied|ies)"
            r"|miss|lose|lost|loss|drop|skip|ignor|omit|exclud|except|beyond|instead|rather|other than|otherwise|else|unless|until|only|just|mere"
            r"|simply|but|however|although|though|while|whereas|yet|despite|regardless|far from|too|free of|free from|away|out of|still|remain|keep"
            r"|kept|constant|same|equal|fixed|alike|whether|if|any|either|even|all|every|always|both|different|differ|various|wrong|bad|poor|false"
            r"|error|problem|trouble|forget|forgot|wait|short|minor|slight|small|sufficient|enough|careful|caution|beware|limit|restrict|alone"
            r"|illegal|opaque|null|none|zero|empty|blank|void|abs(?:ent|ence)|vs|versus|against|contrary|unlike|over|rid|remov|delet|eliminat|cut|last"
            r"|more than|better|blind|secret|anonym|break|broken|brok|crash|old|new|first|soon|already|forever|straightforward|innocent|at least"
            r"|impossibl|before|minus|doubt|s[ck]eptic|suspect|rough|not|no|never|nor|neither|without|cannot|nothing|nobody|n['’]t)",
        ),
        limits=_words("only"),
        hints=re.compile(r"n(?:o(?:t|r|body|thing|where)?(?!\w)|['’]t|either|ever(?!\w))|without|cannot|hardly|barely|scarcely"),
    ),
    "zh": _Negation(
        plain=re.compile(r"[不没沒无無未]|[请請切]勿|切[莫忌]|並非|并非|绝非|絕非|而非"),
        idle=re.compile(
            r"不得不|(?<![逃躲瞒瞞敌敵熬骗騙绕繞抵信说說胜勝比打])不[过過]|不[仅僅光但只止单單同断斷管论論久少错錯一得禁妨愧惜料由免如足宜失乏等变變小俗菲凡]|不(?:见得|見得|可或缺|可避免|太|怎么|怎麼|是吗|是嗎)|只不过|只不過|([\u4e00-\u9fff])[不没沒]\1|不[相分]上下|百[^，。]不[厌厭腻膩]|不(?:都|就|正|也)[^，。？?]{0,12}[？?]|不分伯仲|无非|無非|不起眼|[没沒][说說][错錯]|[没沒]什?[么麼]?[两兩][样樣]|不约而同|不約而同"
            r"|别的不[说說]|別的不[说說]|[离離]不[开開]|[少免]不了|[卡停站愣定钉釘]住?[着著]?不[动動]|[纹紋文]风?風?[丝絲]?不[动動]|好不|差不多|了不起|对不起|對不起|来不及|來不及|忍不住|数不[胜勝]|動不動|动不动|毫不|从不|從不|巴不得|恨不得|要不|不然|不幸|不料|不妨|不如|不到|不可思[议議]|没[关關]系|没错|沒錯"
            r"|沒[关關]係|没准|沒準|没想到|沒想到|无[论論]|無[论論]|无[疑数線线穷窮限尽盡缝縫比所]|無[疑數線穷窮限盡縫比所]|未[来來必免]|莫[大名过過]|无人|無人|无监督|無監督|无服务器|無伺服器|无障碍|無障礙|[没沒][过過多]|不[亚亞]于|不[亚亞]於"
        ),
        soft=re.compile(
            r"[不没沒无無未非勿莫别別否毋弗失缺免难難禁拒少仅僅只才却卻但而除外反止停避]|以外|之外|尚|漏|忽略|省略|忘|防止|阻止|远离|遠離|零|空|何必|何[须須]|何苦|[岂豈]|哪[能会會]|怎[么麼][能会會]|[做干幹]什[么麼]|白费|白費|徒劳|徒勞|几乎|幾乎|罕|代|限|而是|第一次|首[次度]|[头頭]一[次回]"
        ),
        limits=re.compile("[只仅僅才]"),
        hints=re.compile("[不没沒无無未勿莫非忌]"),
        blind=re.compile(
            r"非常|未[来來]|不[仅僅光但断斷过過管论論久少]|无论|無論|是否|能否|否[则則]|特[别別]|[别別]人|[级級类類识識区區分差性判个個鉴鑑][别別]|才能|除了|反[馈饋映向复覆应應]"
            r"|免[费費]|[时時现現当當]代|[代][码碼理表]|[极極]限|只要|只需|停留|但是|但|而|止[于於]|零[售件]"
        ),
    ),
    "ja": _Negation(
        plain=re.compile(r"ない|なく|なかっ|ません|ず(?:に|、|。)|ぬ|不|無|非|未"),
        idle=re.compile(r"非常|未来|是非|無[料論線限]|不思議|だけで(?:は)?なく|のみならず|なければなら|ないといけ|かもしれ(?:ない|ません)|に違いない|わけにはいかない|少なく|少ない|危ない"),
        soft=re.compile(r"な[いくけし]|ません|ず|ぬ|不|無|非|未|否|欠|難|にく|しか|だけ|のみ|避|失|以外|むしろ|より|ゼロ"),
        hints=re.compile("[なずぬ不無非未]|ません"),
    ),
    "de": _Negation(
        plain=_words(r"nicht|nichts|nie|niemals|niemand\w*|kein\w*|ohne|weder|nirgends|kaum"),
        idle=_words(
            r"nicht (?:nur|zuletzt|mehr als|unbedingt|einmal|selten|weniger|ohne)|ob \w+ oder nicht|oder nicht|warum nicht|nichts als|ohne weiteres"
            r"|ohne zweifel|zweifellos|mit nichten|gar nicht so"
        ),
        soft=re.compile(
            r"(?<![a-zäöü])(?:un|in|ir|miss|des|nicht|kein|nie|ohne|weder|kaum|selten|wenig|nur|bloß|schwer|schwierig|fehl|mangel|vermeid|verhinder|verbiet"
            r"|verlier|verlor|außer|statt|sondern|aber|jedoch|erst|zu |weg|ab)|los(?:e[nrsm]?)?(?![a-zäöü])|frei",
        ),
        hints=re.compile("nicht|nie|kein|ohne|weder|nirgends|kaum"),
    ),
}  # fmt: skip


@rule(
    "ACC010",
    "negation-one-sided",
    mqm="accuracy/mistranslation",
    severity=Severity.MINOR,
    languages=tuple(_NEGATION),
)
def negation_one_sided(pair: Pair, context: Context) -> Iterator[Fault]:
    """A sentence is negated on one side only.

    The sentences of the pair are matched by length and order. One of a matched pair has a word that negates (not, never,
    without; 不, 没, 无), and the other has neither such a word nor any that may stand for it (un-, few, only; 难, 少, 仅).
    Phrases that negate nothing (not only, no longer; 不仅, 非常, 未来) do not count. It is a warning: languages also say the
    same with and without a negation. In Chinese also the verb that stands for a clause: 但它不能 for "but it does". Where
    both sentences are negated, their clauses are compared if there are as many.

    Why: a lost "not" reads as well as the truth.
    Bad: The weights are not available to the public. => 权重已向公众开放。
    Good: The weights are not available to the public. => 权重尚未向公众开放。
    Fix: none; only a person can tell which side is meant.
    """
    ours, theirs = (entry(_NEGATION, document.language) for document in (context.target, context.source))
    if ours is None or theirs is None:
        return
    source, target = _small(pair.source.prose), _small(pair.target.prose)
    # The plain tests are quick and end most pairs; one sentence that denies on both sides is fine whatever it says.
    told = _denies(source, theirs), _denies(target, ours)
    if all(told) and theirs is _NEGATION["en"] and ours is _NEGATION["zh"] and pair.made_of(PROSE):
        yield from _elliptic(pair, context, source, target)
    if all(told) and len(theirs.plain.findall(source)) != len(ours.plain.findall(target)) and pair.made_of(PROSE):
        yield from _by_clause(pair, context, (source, theirs), (target, ours))
    if not any(told) or (all(told) and [len(ranges) for ranges in split(pair, context)] == [1, 1]):
        return
    if not pair.made_of(PROSE):
        return
    rows = []
    for (start, end), (first, last) in matched(pair, context):
        one, other = source[start:end], target[first:last]
        rows.append((start, first, one, other, _plain(one, theirs), _plain(other, ours)))
    for index, (start, first, one, other, lost, gained) in enumerate(rows):
        # A neighbour that errs the other way shows that the sentences were matched wrongly.
        around = (*rows[max(0, index - 1) : index], *rows[index + 1 : index + 2])
        if lost and not gained:
            shifted = any(row[5] and not row[4] for row in around)
            if not shifted and not _may_deny(other, ours, _limits(one, theirs)) and not _same_language(other, context):
                yield _fault(pair, (start + lost[0], start + lost[1]), (first, first + len(other)), one_sided="source")
        elif gained and not lost:
            shifted = any(row[4] and not row[5] for row in around)
            idle = shifted or theirs.plain.search(one) or _may_deny(one, theirs)
            if not idle and not _in_word(other, gained, context.lexicon):
                yield _fault(
                    pair, (start, start + len(one)), (first + gained[0], first + gained[1]), one_sided="target"
                )


def _by_clause(
    pair: Pair, context: Context, source: tuple[str, _Negation], target: tuple[str, _Negation]
) -> Iterator[Fault]:
    """Sentences negated on both sides, of which one clause is so on one side only and all others are alike."""
    for one, other in matched(pair, context):
        ours, theirs = (
            [(first, last, _plain(text[first:last], negation)) for first, last in _clauses(text, *range_)]
            for (text, negation), range_ in ((source, one), (target, other))
        )
        odd = [rows for rows in zip(ours, theirs, strict=False) if bool(rows[0][2]) != bool(rows[1][2])]
        if len(ours) != len(theirs) or len(odd) != 1 or len(ours) == 1:
            continue
        ((start, end, lost), (first, last, gained)) = odd[0]
        if not any(row[2] for row in ours if row[0] != start):
            continue
        if lost and not _may_deny(target[0][first:last], target[1], _limits(source[0][start:end], source[1])):
            yield _fault(pair, (start + lost[0], start + lost[1]), (first, last), one_sided="source")
            continue
        clause = source[0][start:end]
        denied = _may_deny(clause, source[1]) or " than " in clause
        if gained and not denied and not _in_word(target[0][first:last], gained, context.lexicon):
            yield _fault(pair, (start, end), (first + gained[0], first + gained[1]), one_sided="target")


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges of the clauses of a sentence."""
    for match in _CLAUSE.finditer(text, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < end:
        yield start, end


def _elliptic(pair: Pair, context: Context, source: str, target: str) -> Iterator[Fault]:
    """Sentences whose last clause says that something does what the rest does not, where the translation says it does not."""
    for (start, end), (first, last) in matched(pair, context):
        does, negated = _DOES.search(source[start:end]), _DOES_NOT.search(target[first:last])
        if not (does and negated) or _NOBODY.search(does["clause"]):
            continue
        if _plain(source[start : start + does.start()], _NEGATION["en"]):
            verb, no = does.span("verb"), negated.span("no")
            yield _fault(pair, (start + verb[0], start + verb[1]), (first + no[0], first + no[1]), one_sided="target")


def _small(text: str) -> str:
    """The text in small letters, of the same length."""
    small = text.lower()
    return small if len(small) == len(text) else text


def _may_deny(text: str, negation: _Negation, limited: bool = False) -> bool:
    """Whether a sentence has anything that may stand for a negation; what limits does not if the other is ``limited``."""
    for idle in (negation.blind, negation.limits if limited else None):
        text = idle.sub("", text) if idle else text
    return negation.soft.search(text) is not None


def _limits(text: str, negation: _Negation) -> bool:
    return negation.limits is not None and negation.limits.search(text) is not None


def _same_language(text: str, context: Context) -> bool:
    """Whether the target's sentence was left in the source language, which other rules tell of."""
    return text.isascii() and script(context.source.language) == "Latn" != script(context.target.language)


def _in_word(text: str, place: tuple[int, int], lexicon: Lexicon | None) -> bool:
    """Whether Chinese that looks like a negation is part of a word that denies nothing: 无聊 "bored", 赞不绝口."""
    if lexicon is None or not _HAN.match(text[place[0] : place[0] + 1]):
        return False
    start = max(0, place[0] - _AROUND)
    around = lexicon.simplify(text[start : place[1] + _AROUND])
    for first, last in words(around, lexicon.known):
        if first + start <= place[0] < last + start and last - first > 1:
            glosses = [gloss for entry in lexicon.entries(around[first:last]) for gloss in entry.glosses[:1]]
            return last - first >= _IDIOM or not any(map(_NEGATION["en"].soft.search, glosses))
    return False


def _denies(text: str, negation: _Negation) -> bool:
    return negation.hints.search(text) is not None and negation.plain.search(text) is not None


def _plain(text: str, negation: _Negation) -> tuple[int, int] | None:
    """The first word that really negates."""
    if not negation.hints.search(text):
        return None
    for match in negation.plain.finditer(text):
        start, end = match.span()
        around = negation.idle.finditer(text, max(start - _PHRASE, 0), end + _PHRASE)
        if not any(idle.start() < end and start < idle.end() for idle in around):
            return start, end
    return None


def _fault(pair: Pair, source: tuple[int, int], target: tuple[int, int], *, one_sided: str) -> Fault:
    said = pair.source.quote(*source) if one_sided == "source" else pair.target.quote(*target)
    other = "translation" if one_sided == "source" else "source"
    return Fault(
        f"{said.text!r} negates the sentence, and nothing in the {other} does; check which one is meant",
        source=pair.source.quote(*source),
        target=pair.target.quote(*target),
        confidence=0.5,
        evidence={"kind": "negation", "side": one_sided, "word": said.text},
    )
