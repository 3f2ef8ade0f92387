"""Stored reports: one row per report, the document kept whole."""

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Take the schema one step forward."""
    op.create_table(
        "report",
        sa.Column("token", sa.String(22), primary_key=True),
        sa.Column("revoke_hash", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    """Take the schema one step back."""
    op.drop_table("report")
