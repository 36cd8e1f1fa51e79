"""Terminology of a pair: source terms, target terms, and who renders whom."""
