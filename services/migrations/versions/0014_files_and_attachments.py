"""Files in a store of their own, and what they are attached to"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0014"
down_revision = "0013"

SUBJECTS = {
    "entry_id": "entry",
    "need_id": "need",
    "technology_package_id": "technology_package",
    "organization_id": "organization",
}
PURPOSE = sa.Enum("SHEET", "MATERIAL", name="filepurpose", native_enum=False, create_constraint=True, length=40)
STATE = sa.Enum(
    "QUARANTINED", "CLEAN", "REFUSED", name="filestate", native_enum=False, create_constraint=True, length=40
)


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString(length=100)
    op.add_column("stored_file", sa.Column("purpose", PURPOSE, nullable=False, server_default="SHEET"))
    op.add_column(
        "stored_file", sa.Column("content_type", text, nullable=False, server_default="application/octet-stream")
    )
    op.add_column("stored_file", sa.Column("state", STATE, nullable=False, server_default="CLEAN"))
    op.add_column("stored_file", sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True))
    for column in ("purpose", "content_type", "state"):
        op.alter_column("stored_file", column, server_default=None)
    op.alter_column("stored_file", "content", nullable=True)
    op.alter_column("stored_file", "account_id", nullable=True)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        *(sa.Column(column, sa.Uuid(), nullable=True) for column in SUBJECTS),
        sa.Column("is_blind", sa.Boolean(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=255), nullable=False),
        sa.Column("byte_count", sa.Integer(), nullable=False),
        sa.Column("content_type", text, nullable=False),
        sa.Column("attached_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "num_nonnulls(entry_id, need_id, technology_package_id, organization_id) = 1",
            name=op.f("ck_attachment_one_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_attachment_file_id"), ondelete="CASCADE"
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_attachment_{column}"), ondelete="CASCADE")
            for column, table in SUBJECTS.items()
        ),
        sa.ForeignKeyConstraint(
            ["attached_by_id"], ["account.id"], name=op.f("fk_attachment_attached_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("file_id", name=op.f("uq_attachment_file_id")),
    )
    for column in (*SUBJECTS, "attached_by_id"):
        op.create_index(op.f(f"ix_attachment_{column}"), "attachment", [column], unique=False)


def downgrade() -> None:
    op.drop_table("attachment")
    op.execute("DELETE FROM stored_file WHERE content IS NULL OR account_id IS NULL")
    op.alter_column("stored_file", "account_id", nullable=False)
    op.alter_column("stored_file", "content", nullable=False)
    for column in ("scanned_at", "state", "content_type", "purpose"):
        op.drop_column("stored_file", column)
