"""Typography and script. Much of it is a house's own choice: a rule learns the style of the document and reports what departs
from it. `--ignore TYP` switches all of them off."""
