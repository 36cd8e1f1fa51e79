"""``python -m transqa``."""

from __future__ import annotations

import sys

from transqa.cli import main

if __name__ == "__main__":
    sys.exit(main())
