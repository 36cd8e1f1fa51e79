"""People: whether everyone who is named in the source is named in the translation, wholly and in one way."""
