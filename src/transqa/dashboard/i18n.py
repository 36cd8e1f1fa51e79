"""The words of the interface: one TOML file per language in ``words/``, tables per page, keys written ``page.name``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: BCP-47 tags of the interface languages with the names their speakers use, the default first.
LANGUAGES: Mapping[str, str] = {"en": "English", "zh-Hans": "简体中文"}


@dataclass(frozen=True)
class Words:
    """The words of one language: ``t("review.apply")``, ``t("overview.open", count=3)``."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key with its ``{placeholders}`` filled in. Raises KeyError for a key that no file has."""
        text = self.texts[key]
        return text.format(**values) if values else text

    def maybe(self, key: str) -> str | None:
        """The text of a key that may be absent, as the titles of rules that a configuration added."""
        return self.texts.get(key)


@cache
def words(language: str) -> Words:
    """The words of a language of :data:`LANGUAGES`."""
    raw = (files("transqa.dashboard") / "words" / f"{language}.toml").read_text(encoding="utf-8")
    return Words(
        language, {f"{page}.{name}": text for page, table in tomllib.loads(raw).items() for name, text in table.items()}
    )


def preferred(accept: str | None) -> str:
    """The interface language for a browser's ``Accept-Language``-like tag: Chinese for any Chinese, else English."""
    return "zh-Hans" if (accept or "").lower().startswith("zh") else "en"
