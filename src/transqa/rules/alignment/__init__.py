"""The alignment itself."""
