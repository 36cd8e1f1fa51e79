"""Answers about short texts are kept, those about long ones are not."""

from __future__ import annotations

from transqa.text.remember import remember


def test_a_short_text_is_asked_for_once_and_a_long_one_every_time() -> None:
    asked: list[tuple[int, str]] = []

    @remember(2)
    def first(text: str, language: str) -> str:
        """The first character."""
        asked.append((len(text), language))
        return text[:1]

    assert [first("abc", "en"), first("abc", "en"), first("abc", "de")] == ["a", "a", "a"]
    assert asked == [(3, "en"), (3, "de")]
    long = "x" * 5000
    assert first(long, "en") == first(long, "en") == "x"
    assert asked[2:] == [(5000, "en")] * 2
    assert first.__doc__ == "The first character."
