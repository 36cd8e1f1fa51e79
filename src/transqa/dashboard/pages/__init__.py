"""One module per page, each with one function ``show(desk, actor, t)``."""
