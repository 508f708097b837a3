"""Record of changes"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("transaction_number", sa.BigInteger(), nullable=False),
        sa.Column(
            "done_by",
            sa.Enum(
                "PERSON",
                "PROGRAM",
                "SYSTEM",
                "NOBODY",
                "OUTSIDE",
                name="doneby",
                native_enum=False,
                length=40,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("deputy_id", sa.Uuid(), nullable=True),
        sa.Column("token_id", sa.Uuid(), nullable=True),
        sa.Column("gesture", text(), nullable=False),
        sa.Column("origin_id", sa.Uuid(), nullable=True),
        sa.Column(
            "operation",
            sa.Enum(
                "INSERT",
                "UPDATE",
                "DELETE",
                name="auditoperation",
                native_enum=False,
                length=40,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("object_table", text(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("subject_table", text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("is_overseen", sa.Boolean(), nullable=False),
        sa.Column("before", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("after", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_transaction_number"), "audit_entry", ["transaction_number"])
    op.create_index(op.f("ix_audit_entry_subject_id_created_at_id"), "audit_entry", ["subject_id", "created_at", "id"])
    for column in ("organization_id", "account_id", "actor_id"):
        op.create_index(
            op.f(f"ix_audit_entry_{column}_created_at_id"),
            "audit_entry",
            [column, "created_at", "id"],
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
    op.create_table(
        "audit_origin",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("address", text(), nullable=False),
        sa.Column("agent", text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_audit_origin_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_origin")),
    )
    op.create_index(
        op.f("ix_audit_origin_account_id_address_agent"), "audit_origin", ["account_id", "address", "agent"]
    )
    op.create_table(
        "audit_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("transaction_number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_link")),
        sa.UniqueConstraint("number", name=op.f("uq_audit_link_number")),
    )


def downgrade() -> None:
    for table in ("audit_link", "audit_origin", "audit_entry"):
        op.drop_table(table)
