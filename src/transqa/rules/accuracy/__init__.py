"""Accuracy: what was left out, added, or left in the source language."""
