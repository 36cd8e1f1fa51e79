"""The first schema."""

from __future__ import annotations

from alembic import op

from transqa.review.schema import metadata

revision = "0001"
down_revision = None

_REFUSAL = "the audit trail is append-only"


def upgrade() -> None:
    """From an empty database."""
    connection = op.get_bind()
    metadata.create_all(connection)
    op.execute("INSERT INTO trail_end (id, sequence, at) VALUES (1, 0, '1970-01-01 00:00:00.000000')")
    if connection.dialect.name == "sqlite":
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{action.lower()} BEFORE {action} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
    )
