"""Names that stay as they are."""
