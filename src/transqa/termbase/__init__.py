"""The termbase: model, loader, compiled matcher."""

from transqa.termbase.load import default_path, load_termbase
from transqa.termbase.model import Concept, Termbase

__all__ = ["Concept", "Termbase", "default_path", "load_termbase"]
