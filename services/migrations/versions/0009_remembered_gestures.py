"""Remembered gestures, versions of memberships, room for sealed secrets"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "remembered_gesture",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("gesture", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("sealed_answer", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_remembered_gesture_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remembered_gesture")),
        sa.UniqueConstraint("account_id", "key_hash", name=op.f("uq_remembered_gesture_account_id_key_hash")),
    )
    op.create_index(op.f("ix_remembered_gesture_created_at"), "remembered_gesture", ["created_at"], unique=False)
    op.add_column("membership", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.alter_column("membership", "version", server_default=None)
    op.alter_column("second_factor", "secret", type_=sqlmodel.sql.sqltypes.AutoString(length=255))


def downgrade() -> None:
    op.alter_column("second_factor", "secret", type_=sqlmodel.sql.sqltypes.AutoString(length=64))
    op.drop_column("membership", "version")
    op.drop_index(op.f("ix_remembered_gesture_created_at"), table_name="remembered_gesture")
    op.drop_table("remembered_gesture")
