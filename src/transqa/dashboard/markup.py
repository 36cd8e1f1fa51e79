"""HTML that cannot hold anything but what was meant: every text and attribute is escaped on the way in."""

from __future__ import annotations

from html import escape


class Html(str):
    """Finished HTML. Only :func:`element` and :func:`join` make it, and only it may be shown."""

    __slots__ = ()


def element(name: str, /, *children: str, **attributes: str) -> Html:
    """An element. Children that are Html stay, any other text is escaped; ``class_`` and ``data_x`` are spelled so.

    An attribute with an empty value is left out.
    """
    head = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items() if value
    )
    return Html(f"<{name}{head}>{join(*children)}</{name}>")


def join(*parts: str) -> Html:
    """Parts one after another, escaped unless they are Html."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))
