"""One exception tree. Every message is one line: what is wrong, where, and what to do about it."""

from __future__ import annotations


class TransqaError(Exception):
    """A fault in what the user gave us. The command line prints it on one line and exits with code 2."""


class InputError(TransqaError):
    """A document that cannot be read: missing, a directory, binary, wrongly encoded, empty."""


class ConfigError(TransqaError):
    """A configuration file or option with a wrong key or value."""


class TermbaseError(TransqaError):
    """A termbase entry that does not validate; the message names file, line and concept."""
