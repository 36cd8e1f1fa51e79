"""URLs: when two of them lead to the same page, and what a machine does to one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize
from urllib.parse import unquote

_TAG = (
    r"(?:ar|bg|bn|ca|cs|da|de|el|en|es|et|fa|fi|fr|he|hi|hr|hu|id|it|ja|ko|lt|lv|ms|nb|nl|no|pl|pt|ro|ru|sk|sl|sr|sv"
    r"|th|tr|uk|ur|vi|zh)(?:[-_](?:[a-z]{2}|hans|hant))?|chs|cht|zhs|zht|cn|jp|tw"
)
_LANGUAGE = re.compile(rf"(?:{_TAG})\Z", re.IGNORECASE)
_SUFFIX = re.compile(rf"[._-](?:{_TAG})(?=\.\w+\Z|\Z)", re.IGNORECASE)
_QUERY = re.compile(r"(?:^|&)(?:lang|language|locale|hl|setlang)=[\w-]*", re.IGNORECASE)
_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):(?://)?", re.IGNORECASE)
_PARTS = re.compile(r"(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?\Z", re.DOTALL)
_PAGE = re.compile(r"\.(?:mdx?|html?|ipynb|rst)\Z", re.IGNORECASE)

#: Short names of sites.
_SHORT = {"hf.co": "huggingface.co"}
#: A paper of arXiv, in its forms and on the sites that mirror it. Its versions are the same paper.
_ARXIV = re.compile(
    r"(?:(?:export\.)?arxiv\.org/(?:abs|pdf|html)|ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)|alphaxiv\.org/(?:abs|overview)"
    r"|huggingface\.co/papers)/(?P<number>\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?\Z"
)

_PAPER = re.compile(
    r"https?://(?:[\w-]+\.)*(?:arxiv\.org|aclanthology\.org|openreview\.net|doi\.org|nips\.cc|neurips\.cc|mlr\.press|jmlr\.org"
    r"|thecvf\.com|(?:bio|med)rxiv\.org|nature\.com|science\.org|acm\.org|ieee\.org|semanticscholar\.org|(?:huggingface\.co|hf\.co)/papers)/|https?://\S+\.pdf\Z",
    re.IGNORECASE,
)

#: Sites that host the pages of others, below a name of theirs; and those whose paths begin with an owner and a project.
_HOSTS = frozenset(
    "github.io gitlab.io readthedocs.io readthedocs.org substack.com vercel.app netlify.app streamlit.app pages.dev hf.space".split()
)
_FORGES = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "huggingface.co"})
#: Paths of such a site that are its own pages.
_OWN_PAGES = frozenset(
    "about apps blog collections course datasets docs explore features join learn marketplace models papers settings spaces "
    "sponsors tasks topics trending".split()
)
#: Endings under which names are registered, besides the last part.
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})

#: Longer than this, a URL is data, and is compared as it stands.
LONGEST = 2000


@lru_cache(maxsize=4096)
def url_key(url: str) -> str:
    """What two spellings of one address have in common.

    Without ``http(s)://`` and ``www.``, percent-encoding, a trailing slash or the full stop of a sentence, and whatever says which language the page
    is in (a subdomain, a path segment, a file's suffix, a query). A paper of arXiv is the same as PDF and on the sites that
    mirror it. In relative paths, also without ``./``, ``../`` and
    the extension of a page. The rest of the path, the query and the fragment stay as they are.
    """
    if len(url) > LONGEST:
        return url
    text = unquote(html.unescape(url.strip())).rstrip(".,;")
    scheme = _SCHEME.match(text)
    web = scheme is not None and scheme["scheme"].lower() in {"http", "https"}
    if scheme and not web:
        return text.casefold()
    parts = _PARTS.match(text[scheme.end() :] if scheme else text)
    assert parts  # the pattern matches every string
    segments = [part for part in parts["path"].split("/") if part not in {"", ".", ".."}]
    if web and segments:
        labels = segments[0].lower().removesuffix(":443").removesuffix(":80").split(".")
        while len(labels) > 2 and (labels[0] == "www" or _LANGUAGE.match(labels[0])):
            del labels[0]
        segments[0] = _SHORT.get(".".join(labels), ".".join(labels))
    segments = [
        segment for index, segment in enumerate(segments) if (web and not index) or not _LANGUAGE.match(segment)
    ]
    if segments and (len(segments) > 1 or not web):
        last = segments[-1] if web else _PAGE.sub("", segments[-1])
        segments[-1] = _SUFFIX.sub("", last)
    key = "/".join(segments)
    if web and (paper := _ARXIV.match(key)):
        key = f"arxiv.org/abs/{paper['number']}"
    query = _QUERY.sub("", parts["query"] or "")
    if query:
        key += "?" + query
    return key + ("#" + parts["fragment"] if parts["fragment"] else "")


def is_paper(url: str) -> bool:
    """Whether the address is that of a scientific paper."""
    return len(url) <= LONGEST and _PAPER.match(url) is not None


def named_in(url: str) -> frozenset[str]:
    """The names that a web address bears, in small letters and digits alone: of the site, or of a project and its owner.

    ``https://blog.cohere.com/x`` bears cohere, ``https://github.com/pola-rs/polars`` polars and polars' owner.
    """
    key = url_key(url) if url.lower().startswith(("http://", "https://")) else ""
    host, *path = key.partition("?")[0].partition("#")[0].lower().split("/")
    if host in _FORGES:
        found = path[:2] if len(path) > 1 and path[0] not in _OWN_PAGES else []
    else:
        labels = host.split(".")
        behind = 2 if ".".join(labels[-2:]) in _HOSTS or (len(labels) > 2 and labels[-2] in _SECOND_LEVEL) else 1
        found = labels[-behind - 1 : -behind]
    return frozenset(filter(None, ("".join(filter(str.isalnum, name)) for name in found)))


def same_page(source: str, target: str) -> bool:
    """Whether the target is the source's page, or that page in another language."""
    first, second = url_key(source), url_key(target)
    if first == second:
        return True
    # Anchors are made from headings, which are translated.
    page, _, anchor = first.partition("#")
    other, _, moved = second.partition("#")
    if page == other and anchor and moved and (not page or _SCHEME.match(source) is None or not moved.isascii()):
        return True
    # The article in the other Wikipedia has a name of its own.
    edition, local = _edition(source), _edition(target)
    return bool(edition and local and edition != local and page.split("/")[0] == other.split("/")[0])


def _edition(url: str) -> str:
    match = re.match(r"https?://([\w-]+)\.\w+\.\w+", url)
    return match[1].lower() if match and _LANGUAGE.match(match[1]) else ""


def compact(text: str) -> tuple[str, list[int]]:
    """The text without blanks, capitals and full-width forms, and the place each of its characters came from."""
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = normalize("NFKC", char).casefold()
        for part in plain if not plain.isspace() else "":
            out.append(part)
            places.append(place)
    return "".join(out), places


def damage(source: str, target: str) -> str:
    """How the target URL came about, if it is the source's with an accident: ``""`` where it is just another one.

    ``spaces`` (blanks, capitals or full-width characters put in), ``cut`` (its end is missing), ``tail`` (text ran into
    it), ``typo`` (one or two characters differ).
    """
    if len(source) > LONGEST or len(target) > LONGEST:
        return ""
    before, after = unquote(source), unquote(target)
    one, two = compact(before)[0], compact(after)[0]
    if one == two:
        return "spaces" if any(char.isspace() or char > "\uff00" for char in after) else "case"
    if two.startswith(one) and not two[len(one)].isascii():
        return "tail"
    if one.startswith(two) and "/" in two.partition("://")[2] and one[len(two)].isalnum() and two[-1].isalnum():
        return "cut"
    changes = list(_changed_segments(one, two))
    if len(changes) == 1:
        old, new = changes[0]
        if min(len(old), len(new)) >= 4 and _near(old, new, max(1, min(2, len(old) // 4))):
            return "typo"
    return ""


def _changed_segments(one: str, two: str) -> Iterator[tuple[str, str]]:
    first, second = re.split(r"[/?#&]", one), re.split(r"[/?#&]", two)
    if len(first) == len(second):
        yield from ((old, new) for old, new in zip(first, second, strict=True) if old != new)


def _near(one: str, two: str, limit: int) -> bool:
    """Whether at most ``limit`` insertions, deletions, replacements or swaps of neighbours turn one into the other."""
    if abs(len(one) - len(two)) > limit:
        return False
    earlier: list[int] = []
    row = list(range(len(two) + 1))
    for i, char in enumerate(one, 1):
        line = [i]
        for j, other in enumerate(two, 1):
            best = min(row[j] + 1, line[-1] + 1, row[j - 1] + (char != other))
            if i > 1 and j > 1 and char == two[j - 2] and one[i - 2] == other:
                best = min(best, earlier[j - 2] + 1)
            line.append(best)
        earlier, row = row, line
    return row[-1] <= limit


def moves(pairs: list[tuple[str, str]]) -> set[int]:
    """Which of these (source, target) URLs were moved on purpose, by their index.

    A site that is translated takes its links along: several links change in the same way, either the same part of each
    (``example.org/docs`` to ``example.cn/docs``), or the last part of all of those below one address
    (``forum.example.org/t/40`` to ``forum.example.org/t/1774``).
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for index, (source, target) in enumerate(pairs):
        first, second = url_key(source).split("/"), url_key(target).split("/")
        shared = _shared(first, second)
        ending = _shared(first[::-1], second[::-1]) if shared < min(len(first), len(second)) else 0
        ending = min(ending, len(first) - shared, len(second) - shared)
        old, new = first[shared : len(first) - ending], second[shared : len(second) - ending]
        if ending or len(first) == 1:
            groups.setdefault(("part", "/".join(old), "/".join(new)), []).append(index)
        if shared and len(old) == len(new) == 1 and not ending:
            groups.setdefault(("last", "/".join(first[:shared])), []).append(index)
    return {index for found in groups.values() if len(found) > 1 for index in found}


def _shared(one: list[str], two: list[str]) -> int:
    count = 0
    for old, new in zip(one, two, strict=False):
        if old != new:
            break
        count += 1
    return count


def find_compact(url: str, text: str, places: list[int]) -> tuple[int, int] | None:
    """Where a URL stands in a text that was made ``compact``, as a range of the original; None if nowhere."""
    wanted = compact(url)[0]
    at = text.find(wanted) if len(wanted) > len("https://") else -1
    return (places[at], places[at + len(wanted) - 1] + 1) if at >= 0 else None
