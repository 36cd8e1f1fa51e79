"""Findings that a comment or the configuration silences stand in reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Documents are checked again, so that the new column is filled."""
    op.add_column("document", sa.Column("suppressed", sa.JSON(), nullable=True))
    op.execute("UPDATE document SET checked = ''")
