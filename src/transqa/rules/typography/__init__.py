"""Typography and script. Most of it is a house's own choice: a rule learns the style of the document and reports what departs from it, and `--ignore TYP` switches all of them off."""
