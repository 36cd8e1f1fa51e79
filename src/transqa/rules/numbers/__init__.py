"""Numbers: values, units and dates that the translation changed, lost or left half in the source language."""
