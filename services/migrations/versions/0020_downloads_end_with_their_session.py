"""Downloads end with the session or token that asked for them"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.execute("DELETE FROM download")  # of ten minutes, and nobody knows by which session
    op.add_column("download", sa.Column("token_hash", sa.LargeBinary(), nullable=False))


def downgrade() -> None:
    op.drop_column("download", "token_hash")
