"""Who somebody is, and what their login makes them."""

from __future__ import annotations

import pytest

from transqa.dashboard.people import claimed_role, identity
from transqa.dashboard.widgets import plain
from transqa.errors import ConfigError
from transqa.review import Role


def test_roles_come_from_the_claim() -> None:
    assert claimed_role({"roles": ["reviewer", "viewer"]}, {}) is Role.REVIEWER
    assert claimed_role({"roles": "translator"}, {}) is Role.TRANSLATOR
    assert claimed_role({"roles": ["boss"]}, {}) is None
    assert claimed_role({}, {}) is None


def test_groups_are_mapped_to_roles() -> None:
    settings = {"role_claim": "groups", "roles": {"leads": "admin", "staff": "translator"}}
    assert claimed_role({"groups": ["staff", "leads"], "roles": ["reviewer"]}, settings) is Role.ADMIN
    # With a table of our own, a claim that happens to be called like a role gives nothing.
    assert claimed_role({"groups": ["admin"]}, settings) is None


def test_a_role_that_there_is_not_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"transqa\.roles: leads = 'boss'; use one of viewer, translator"):
        claimed_role({"roles": ["leads"]}, {"roles": {"leads": "boss"}})


def test_an_address_counts_only_if_it_is_not_unverified() -> None:
    claims = {"sub": "7", "iss": "https://id.example.org", "email": "Ada@Example.org"}
    assert identity(claims) == "ada@example.org"
    assert identity({**claims, "email_verified": False}) == "https://id.example.org#7"


@pytest.mark.parametrize("text", ["**a**", "[x](javascript:alert(1))", ":red[x]", "$x$", "<b>", "a\nb", ":material/x:"])
def test_plain_text_has_no_live_punctuation(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert all(shown[at - 1] == "\\" for at, char in enumerate(shown) if char in "*[]()<>:$_`")
