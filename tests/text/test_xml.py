from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transqa.errors import InputError
from transqa.text.xml import (
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    MAX_STRETCH,
    attributes,
    check_xml,
    escape,
    tokens,
    unescape,
    xml_encoding,
)

HOSTILE = {
    "entity bomb": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
    "external entity": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "parameter entity": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://a.example/x.dtd"> %a;]><x/>',
    "external definition with an entity": '<!DOCTYPE x SYSTEM "x.dtd"><x>&a;</x>',
    "default attributes": '<!DOCTYPE x [<!ATTLIST x a CDATA "b">]><x/>',
    "undeclared entity": "<x>&nbsp;</x>",
    "inclusion": '<x xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="/etc/passwd" parse="text"/></x>',
    "depth": "<x>" * (MAX_DEPTH + 1) + "</x>" * (MAX_DEPTH + 1),
    "huge attribute": f'<x a="{"b" * (MAX_STRETCH + 10)}"/>',
    "huge text": f"<x>{'b' * (MAX_STRETCH + 10)}</x>",
    "huge comment": f"<x><!--{'b' * (MAX_STRETCH + 10)}--></x>",
    "many attributes": f"<x {' '.join(f'a{n}={chr(34) * 2}' for n in range(MAX_ATTRIBUTES + 1))}/>",
    "truncated": "<x><y>text",
    "two roots": "<x/><x/>",
    "control character": "<x>\x08</x>",
    "unbound prefix": "<a:x/>",
    "doubled attribute": '<x a="1" a="2"/>',
    "null": "<x>&#0;</x>",
    "half a character": "<x>&#xD800;</x>",
    "nothing": "",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_or_broken_is_refused_on_one_line(text: str) -> None:
    with pytest.raises(InputError, match=r"\Aa\.xlf:\d+: ") as caught:
        check_xml(text, name="a.xlf", error=InputError)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_document_type_that_only_names_its_definition_is_accepted() -> None:
    check_xml('<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD" "tmx14.dtd"><tmx/>', name="a.tmx", error=InputError)


def test_lone_surrogates_are_refused() -> None:
    with pytest.raises(InputError, match="half a surrogate pair"):
        check_xml("<x>\udc80</x>", name="a.xlf", error=InputError)


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (b"<x/>", "utf-8"),
        (b"\xef\xbb\xbf<x/>", "utf-8"),
        (b'<?xml version="1.0" encoding="GBK"?><x/>', "gbk"),
        (b"<?xml version='1.0' encoding='ISO-8859-1' ?><x/>", "iso8859-1"),
        ("\ufeff<x/>".encode("utf-16-le"), "utf-16-le"),
        ('\ufeff<?xml version="1.0" encoding="UTF-16"?><x/>'.encode("utf-16-be"), "utf-16-be"),
        ("<?xml version='1.0' encoding='UTF-16'?><x/>".encode("utf-16-le"), "utf-16-le"),
        (b'<x a="encoding=UTF-7"/>', "utf-8"),
    ],
)
def test_declared_encodings(data: bytes, codec: str) -> None:
    assert xml_encoding(data, name="a.xlf", error=InputError) == codec


@pytest.mark.parametrize(
    "name", ["UTF-7", "utf-16", "cp037", "hz", "rot13", "base64", "no-such", "unicode_escape", "a\xff"]
)
def test_encodings_in_which_tags_may_hide_are_refused(name: str) -> None:
    data = f'<?xml version="1.0" encoding="{name}"?><x/>'.encode("latin-1")
    with pytest.raises(InputError, match=r"\Aa\.xlf:1: declares the (?:unknown )?encoding"):
        xml_encoding(data, name="a.xlf", error=InputError)


def test_a_mark_and_a_declaration_that_contradict_are_refused() -> None:
    with pytest.raises(InputError, match="begins with the mark of UTF-8"):
        xml_encoding(b'\xef\xbb\xbf<?xml version="1.0" encoding="gbk"?><x/>', name="a.xlf", error=InputError)


def test_tokens_have_no_gap() -> None:
    text = (
        '\ufeff<?xml version="1.0"?>\r\n<!DOCTYPE a SYSTEM "b>c.dtd"><a x="1>2" y=\'"\'><!-- <b> --><b />'
        "t&#x4e2d;<![CDATA[<q>]]></a>\n"
    )
    check_xml(text, name="a", error=InputError)
    found = list(tokens(text))
    assert "".join(text[token.start : token.end] for token in found) == text[1:]
    assert [token.kind for token in found] == [
        *("other", "text", "other", "open", "other", "empty", "text", "cdata", "close", "text")
    ]
    assert attributes(found[3].attributes) == {"x": "1>2", "y": '"'}


def test_references() -> None:
    assert unescape("&lt;&#20013;&#x1F600;&amp;amp;") == "<中😀&amp;"
    assert escape("a & b < c") == "a &amp; b &lt; c"
    assert escape("AT&amp;T &#x4e2d; &nbsp;") == "AT&amp;T &#x4e2d; &amp;nbsp;"


@given(st.text(st.sampled_from("<>/a'\"=! -?[]&;x:中")))
@settings(max_examples=500)
def test_tokens_of_any_accepted_text_make_it_up(text: str) -> None:
    whole = f"<r>{text}</r>"
    try:
        check_xml(whole, name="a", error=InputError)
    except InputError:
        return
    found = list(tokens(whole))
    assert "".join(whole[token.start : token.end] for token in found) == whole
    depth = 0
    for token in found:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
    assert depth == 0
