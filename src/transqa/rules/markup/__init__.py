"""Markup: links, images, emphasis, code, formulas, structure."""
