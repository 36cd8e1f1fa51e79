"""Checks of the forms of a termbase: what collides, what is there twice, what is written in the wrong script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from transqa.curate.problem import Level, Problem, accepted_at, line_of, problem_at
from transqa.lexicon import Lexicon, is_proper
from transqa.model import Severity
from transqa.termbase.match import Form, Status, guard_forms, renderings, surface
from transqa.termbase.model import Concept, Deprecated, Termbase
from transqa.text.fold import fold, is_chinese

#: Words that stand in any Chinese text. As a wrong rendering of a term each would be blamed for sentences it has
#: nothing to do with: 通过 for "passage".
COMMON_WORDS = frozenset(
    "一些 一个 一样 一种 一直 一起 一般 不同 不是 不能 不过 与 且 个 中 为 为了 也 了 于 于是 产生 人 人们 什么 介绍 从 他 他们 以 以及 任何 "
    "但 但是 作为 作出 使 使用 使得 依据 便 保持 做 像 先 全 全部 共同 关于 其 其中 其他 具有 典型 再 决定 几 出 出现 分别 分析 到 前 包括 包含 "
    "十分 即 却 又 及 及其 取得 变 变化 变得 只 只有 只能 可 可以 可能 各 各种 各自 同 同时 同样 后 向 否则 含有 吧 呢 和 因 因为 因此 在 基于 基本 "
    "处理 多 多种 大 大量 大部分 她 好 如 如何 如果 始终 它 它们 完全 完成 容易 密切 对 对于 导致 将 小 尤其 尽管 就 尚 已 已经 常 常常 常见 并 "
    "并且 应 应当 应该 建立 开始 当 形成 很 得 得到 必须 快 怎么 怎样 总 情况 想 成为 我 我们 或 或者 所 所以 所有 才 打 执行 找到 把 指 "
    "按 按照 提供 提出 提高 支持 改变 故 整个 新 方式 方法 方面 无 无法 时 时候 明显 是 是否 显示 显然 更 更加 曾 最 最后 最终 有 有关 有效 "
    "有时 有的 来 来自 根据 正在 此 此外 每 比 比如 比较 没有 然后 然而 特别 由 由于 由此 略 的 直接 相关 相同 相对 看 着 知道 研究 确定 程度 "
    "第一 等 简单 给 继续 考虑 而 而且 能 能够 自己 至 虽然 表明 表示 被 要 见 解决 认为 让 许多 说 请 起 起来 超过 足够 较 较为 达到 过 过程 还 "
    "还是 这 这个 这些 这样 这种 进一步 进行 进入 连 通常 通过 造成 那 那么 那些 部分 都 重要 重新 问题 随着 除了 需 需要 非常 首先 高".split()
)
#: Written alike in both scripts, though the conversion tables pair it with another.
_EITHER_SCRIPT = frozenset("着著昇胜")
_MEMBER = {"zh-Hans": "traditional", "zh-Hant": "simplified"}


def anywhere_accepted(base: Base) -> Iterator[Problem]:
    """A rendering said to be wrong anywhere that is right for another concept, unless only a sense of it calls so."""
    for language, concept, entry in base.deprecated:
        if entry.anywhere:
            for other in base.accepting(language, entry.text):
                if other is not concept and other.when is None:
                    yield base.problem(
                        Level.ERROR,
                        "anywhere-accepted",
                        concept,
                        language,
                        entry,
                        f"{entry.text!r} is called wrong anywhere in {language}, but {other.id!r} accepts it",
                        "remove anywhere: true or the entry",
                    )


def anywhere_inside(base: Base) -> Iterator[Problem]:
    """A rendering said to be wrong anywhere that is part of an ordinary word which nothing shields."""
    if base.lexicon is None:
        return
    for language, concept, entry in base.deprecated:
        text = fold(entry.text, language)
        if entry.anywhere and is_chinese(language):
            # A word with a sense of the form itself (模特儿) is the same fault in longer dress.
            words = [word for word in base.containing.get(text, ()) if word not in base.shielded]
            kin = [word for word in words if not base.same_sense(word, text)]
            if kin:
                yield base.problem(
                    Level.WARNING,
                    "anywhere-inside",
                    concept,
                    language,
                    entry,
                    f"{entry.text!r} is called wrong anywhere, but it is part of the word {kin[0]!r}",
                    "remove anywhere: true",
                )


def anywhere_word(base: Base) -> Iterator[Problem]:
    """An ordinary word of the dictionary that is called wrong anywhere without being called absurd."""
    if base.lexicon is None:
        return
    for language, concept, entry in base.deprecated:
        if not entry.anywhere or entry.severity is Severity.CRITICAL or not is_chinese(language):
            continue
        known = [one for one in base.lexicon.entries(fold(entry.text, language)) if not is_proper(one)]
        if known:
            yield base.problem(
                Level.WARNING,
                "anywhere-word",
                concept,
                language,
                entry,
                f"{entry.text!r} is an ordinary word ({known[0].glosses[0]}) and called wrong anywhere",
                "remove anywhere: true, or say severity: critical if no text of the field can mean it",
            )


def deprecated_accepted(base: Base) -> Iterator[Problem]:
    """A wrong rendering that another concept with the same source form accepts, and no condition tells them apart."""
    for language, concept, entry in base.deprecated:
        if entry.anywhere or concept.when:
            continue
        for other in base.accepting(language, entry.text):
            shared = base.sources(concept) & base.sources(other)
            # CLIP and clip are told apart by their capitals.
            alike = concept.case_sensitive == other.case_sensitive
            if other is not concept and other.when is None and shared and alike:
                yield base.problem(
                    Level.ERROR,
                    "deprecated-accepted",
                    concept,
                    language,
                    entry,
                    f"{entry.text!r} is wrong here but accepted by {other.id!r}, which has the source form "
                    f"{min(shared)!r} too",
                    "give one of the two a when, or remove the entry",
                )


def common_word(base: Base) -> Iterator[Problem]:
    """A wrong rendering that stands in any Chinese text."""
    for language, concept, entry in base.deprecated:
        if is_chinese(language) and fold(entry.text, language) in COMMON_WORDS:
            yield base.problem(
                Level.ERROR,
                "common-word",
                concept,
                language,
                entry,
                f"{entry.text!r} is a word of any text and would be blamed for sentences it has nothing to do with",
                "remove the entry",
            )


def repeated_form(base: Base) -> Iterator[Problem]:
    """The same form twice in a concept."""
    for concept in base.termbase.concepts.values():
        for language, terms in concept.terms.items():
            seen: dict[str, str] = {}
            rows = [("preferred", terms.preferred)] if terms.preferred else []
            rows += [("admitted", text) for text in terms.admitted]
            rows += [("deprecated", entry.text) for entry in terms.deprecated]
            places = [0, 0, 0]
            for status, text in rows:
                column = ("preferred", "admitted", "deprecated").index(status)
                place, places[column] = places[column], places[column] + 1
                # Of a name, the capitals and dots that are right are listed; of other terms they are matched anyway.
                key = text if concept.keep or (concept.case_sensitive and language == "en") else fold(text, language)
                if key in seen:
                    yield problem_at(
                        concept,
                        (language, status, *([place] if status != "preferred" else [])),
                        Level.ERROR,
                        "repeated-form",
                        f"{language} has {text!r} twice: as {seen[key]} and as {status}",
                        "remove one",
                    )
                seen[key] = status


def ambiguous_source(base: Base) -> Iterator[Problem]:
    """A source form that is the default sense of two concepts, so that chance decides."""
    owners: dict[tuple[str, str], Concept] = {}
    for concept in base.termbase.concepts.values():
        if concept.when is not None or "en" not in concept.terms:
            continue
        for place, text in enumerate(concept.terms["en"].accepted):
            key = fold(text, "en"), text if concept.case_sensitive else ""
            other = owners.setdefault(key, concept)
            if other is not concept:
                yield problem_at(
                    concept,
                    accepted_at("en", place),
                    Level.ERROR,
                    "ambiguous-source",
                    f"{text!r} is the default sense of {other.id!r} too",
                    "give one of the two a when, or remove the form from one",
                )


def wrong_script(base: Base) -> Iterator[Problem]:
    """Simplified text with traditional characters, or the other way round."""
    for concept in base.termbase.concepts.values():
        for language in ("zh-Hans", "zh-Hant"):
            if language not in concept.terms:
                continue
            terms = concept.terms[language]
            rows: list[tuple[tuple[str | int, ...], str]] = [((language, "preferred"), terms.preferred or "")]
            rows += [((language, "admitted", place), text) for place, text in enumerate(terms.admitted)]
            rows += [((language, "deprecated", place), one.text) for place, one in enumerate(terms.deprecated)]
            yield from (problem for path, text in rows for problem in _script(concept, language, path, text))
        for place, example in enumerate(concept.examples):
            yield from _script(concept, example.target_language, ("examples", place), example.target)


def _script(concept: Concept, language: str, path: tuple[str | int, ...], text: str) -> Iterator[Problem]:
    if wrong := foreign_characters(text, language):
        yield problem_at(
            concept,
            path,
            Level.ERROR,
            "wrong-script",
            f"{text!r} is {language} text with {_MEMBER[language]} characters: {wrong}",
            f"write it in {language}",
        )


def foreign_characters(text: str, language: str) -> str:
    """Characters that only the other Chinese script has. What both have used (群, 台, 里) never counts.

    By OpenCC's character tables, and the national character sets as witness: a character of GB 2312 is at home in
    simplified text, one of the frequent plane of Big5 in traditional text.
    """
    return "".join(dict.fromkeys(ch for ch in text if "\u3400" <= ch <= "\u9fff" and _foreign(ch, language)))


def _foreign(character: str, language: str) -> bool:
    if character in _EITHER_SCRIPT:
        return False
    to, charset = {"zh-Hans": ("t2s", "gb2312"), "zh-Hant": ("s2t", "big5")}[language]
    if convert(character, to) == character:
        return False
    try:
        code = character.encode(charset)
    except UnicodeEncodeError:
        return True
    # Big5's second plane has rare characters that look like simplified ones (体, 无).
    return charset == "big5" and not b"\xa4\x40" <= code <= b"\xc6\x7e"


def convert(text: str, table: str) -> str:
    """``text`` converted by a table of OpenCC (``s2t``, ``t2s``, ``s2twp``)."""
    return _converter(table)(text)


_CONVERTERS: dict[str, Callable[[str], str]] = {}


def _converter(table: str) -> Callable[[str], str]:
    if table not in _CONVERTERS:
        import opencc

        _CONVERTERS[table] = opencc.OpenCC(table).convert
    return _CONVERTERS[table]


def shared_preferred(base: Base) -> Iterator[Problem]:
    """One preferred rendering for two technical terms that are no synonyms: often right in Chinese, worth knowing."""
    for language in base.languages:
        owners: dict[str, Concept] = {}
        for concept in base.termbase.concepts.values():
            terms = concept.terms.get(language)
            if not terms or not terms.preferred or concept.common or concept.keep or concept.when:
                continue
            other = owners.setdefault(fold(terms.preferred, language), concept)
            if other is concept or base.sources(other) & base.sources(concept):
                continue
            yield problem_at(
                concept,
                (language, "preferred"),
                Level.NOTE,
                "shared-preferred",
                f"{terms.preferred!r} is the preferred rendering of {other.id!r} too",
                "nothing, if Chinese has one word for both",
            )


def unconverted(base: Base) -> Iterator[Problem]:
    """Traditional renderings none of which is the conversion of the preferred simplified one: say whether it is meant."""
    for concept in base.termbase.concepts.values():
        simplified, traditional = concept.terms.get("zh-Hans"), concept.terms.get("zh-Hant")
        if not simplified or not traditional or not simplified.preferred or not traditional.accepted:
            continue
        wanted = {convert(simplified.preferred, table) for table in ("s2t", "s2tw", "s2twp")}
        if not wanted & set(traditional.accepted):
            yield problem_at(
                concept,
                ("zh-Hant",),
                Level.NOTE,
                "unconverted",
                f"zh-Hant has no form like {simplified.preferred!r} of zh-Hans",
                "nothing, if Taiwan says it otherwise",
            )


def definition(base: Base) -> Iterator[Problem]:
    """A definition is a sentence."""
    for concept in base.termbase.concepts.values():
        if not concept.definition.endswith("."):
            yield problem_at(
                concept,
                ("definition",),
                Level.WARNING,
                "definition",
                f"the definition ends with {concept.definition[-1]!r}",
                "end it with a full stop",
            )


@dataclass(frozen=True)
class Base:
    """A termbase with the tables that several checks read; made once per run."""

    termbase: Termbase
    lexicon: Lexicon | None

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Target languages of the termbase."""
        found = dict.fromkeys(tag for concept in self.termbase.concepts.values() for tag in concept.terms)
        return tuple(tag for tag in found if tag != "en")

    @cached_property
    def deprecated(self) -> tuple[tuple[str, Concept, Deprecated], ...]:
        """Wrong renderings with the language they are looked for in; what traditional text inherits is there as well."""
        return tuple(
            (language, concept, entry)
            for concept in self.termbase.concepts.values()
            for language in self.languages
            for entry in renderings(concept, language)[1]
        )

    def accepting(self, language: str, text: str) -> Iterable[Concept]:
        """Concepts with this rendering, in any script or spacing."""
        return self._accepted[language].get(fold(text, language), {}).values()

    @cached_property
    def _accepted(self) -> dict[str, dict[str, dict[str, Concept]]]:
        found: dict[str, dict[str, dict[str, Concept]]] = {language: defaultdict(dict) for language in self.languages}
        for language, rows in found.items():
            for concept in self.termbase.concepts.values():
                for term in renderings(concept, language)[0]:
                    for text in surface(term, language, concept):
                        rows[fold(text, language)][concept.id] = concept
        return found

    def sources(self, concept: Concept) -> frozenset[str]:
        """Folded source forms of a concept."""
        return frozenset(fold(text, "en") for text in concept.names)

    @cached_property
    def containing(self) -> dict[str, list[str]]:
        """Folded anywhere rendering -> dictionary words that contain it."""
        wanted = {fold(entry.text, tag) for tag, _, entry in self.deprecated if entry.anywhere and is_chinese(tag)}
        sizes = sorted({len(text) for text in wanted})
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.lexicon.words if self.lexicon else ():
            for size in sizes:
                for start in range(len(word) - size + 1 if size < len(word) else 0):
                    if word[start : start + size] in wanted:
                        found[word[start : start + size]].append(word)
        return found

    @cached_property
    def shielded(self) -> frozenset[str]:
        """Dictionary words that the checks know as such, and what is inside them is left alone."""
        if self.lexicon is None:
            return frozenset()
        words = {word for found in self.containing.values() for word in found}
        glosses = {word: self._glosses(word) for word in words | set(self.containing)}
        forms = [Form(text, "", Status.DEPRECATED) for text in self.containing]
        names = {word for word in words if len(word) <= 6 and all(map(is_proper, self.lexicon.words[word]))}
        return (
            frozenset(form.text for form in guard_forms(forms, glosses, "zh-Hans"))
            | names
            | frozenset(word for word in words if any(self.accepting(language, word) for language in self.languages))
        )

    def same_sense(self, word: str, text: str) -> bool:
        """Whether a word of the dictionary has a gloss of another."""
        return bool(set(self._glosses(word)) & set(self._glosses(text)))

    def _glosses(self, word: str) -> tuple[str, ...]:
        entries = self.lexicon.words.get(word, ()) if self.lexicon else ()
        return tuple(gloss for entry in entries for gloss in entry.glosses)

    def problem(
        self, level: Level, check: str, concept: Concept, language: str, entry: Deprecated, message: str, remedy: str
    ) -> Problem:
        """A problem of a wrong rendering, at its line; what traditional text inherits stands in the simplified list."""
        for tag in (language, "zh-Hans"):
            listed = concept.terms[tag].deprecated if tag in concept.terms else ()
            if entry in listed:
                line = line_of(concept, tag, "deprecated", listed.index(entry))
                return Problem(level, check, concept.file, line, concept.id, message, remedy)
        return Problem(level, check, concept.file, concept.line, concept.id, message, remedy)
