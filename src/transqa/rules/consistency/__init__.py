"""Consistency over a document."""
