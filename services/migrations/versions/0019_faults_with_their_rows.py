"""Faults of an import with what tells whom their row is about"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column(
        "sheet_import_fault",
        sa.Column("cells", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
    )
    op.alter_column("sheet_import_fault", "cells", server_default=None)


def downgrade() -> None:
    op.drop_column("sheet_import_fault", "cells")
