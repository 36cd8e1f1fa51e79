"""Who is at the desk: by Streamlit's OpenID Connect login where it is configured, else the one local user.

``.streamlit/secrets.toml`` has Streamlit's own ``[auth]``; two tables of ours say what a login may do:

    [transqa]
    role_claim = "groups"             # the claim that holds roles or groups; "roles" if left out

    [transqa.roles]
    translation-leads = "reviewer"    # a value of that claim, and the role it gives
"""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from transqa.dashboard import widgets
from transqa.dashboard.i18n import Words
from transqa.errors import ConfigError
from transqa.review import Actor, Desk, Role

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def actor(desk: Desk, t: Words) -> Actor:
    """The person of this session; draws the login page and stops where somebody has to sign in first."""
    if not _configured():
        return Actor(_local_name(), Role.ADMIN)
    if not st.user.is_logged_in:
        _login(t)
        st.stop()
    claims = st.user.to_dict()
    try:
        claimed = claimed_role(claims, _secrets().get("transqa", {}))
    except ConfigError as error:
        widgets.trouble(error, t)
        st.stop()
    return desk.sign_in(identity(claims), claimed=claimed)


def identity(claims: Mapping[str, Any]) -> str:
    """The name a login goes by: the e-mail address unless the provider says it is not verified, else the subject."""
    email = str(claims.get("email") or "")
    verified = claims.get("email_verified", True) not in (False, "false")
    return email.casefold() if email and verified else f"{claims.get('iss', '')}#{claims['sub']}"


def claimed_role(claims: Mapping[str, Any], settings: Mapping[str, Any]) -> Role | None:
    """The highest role that the claims of a login give under ``[transqa]`` of the secrets; None if they give none.

    Raises:
        ConfigError: the settings name a role that there is not.
    """
    table = settings.get("roles", {role.value: role.value for role in Role})
    value = claims.get(settings.get("role_claim", "roles"), ())
    held = {value} if isinstance(value, str) else {str(one) for one in value}
    roles = []
    for name, role in table.items():
        if role not in list(Role):
            raise ConfigError(f"secrets: transqa.roles: {name} = {role!r}; use one of {', '.join(Role)}")
        if name in held:
            roles.append(Role(role))
    return max(roles, key=lambda role: role.rank, default=None)


def card(actor: Actor, t: Words) -> None:
    """The person in the sidebar, with the way out, or the notice that nobody has to sign in."""
    role = t(f"role.{actor.role.value}")
    if _configured():
        st.caption(f"{widgets.plain(actor.name)} · {role}")
        st.button(t("people.logout"), icon=":material/logout:", type="tertiary", on_click=st.logout)
    elif st.get_option("server.address") in _LOCAL:
        st.caption(f":material/lock_open: {t('people.local', name=widgets.plain(actor.name), role=role)}")
    else:
        st.warning(t("people.exposed"), icon=":material/warning:")


def _configured() -> bool:
    return "auth" in _secrets()


def _secrets() -> Mapping[str, Any]:
    try:
        return st.secrets.to_dict()
    except StreamlitSecretNotFoundError:
        return {}


def _local_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return "local"


def _login(t: Words) -> None:
    with st.container(horizontal_alignment="center"):
        st.title("transqa")
        st.markdown(t("people.welcome"))
        st.button(t("people.login"), icon=":material/login:", type="primary", on_click=st.login)
