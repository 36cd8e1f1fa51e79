"""Terminology: wrong, missing and inconsistent terms."""
