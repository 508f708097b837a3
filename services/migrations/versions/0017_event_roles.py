"""Roles per event, and members who only look"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0017"
down_revision = "0016"

ROLE = sa.Enum("ORGANIZER", "STAFF", "OBSERVER", name="eventrole", native_enum=False, create_constraint=True, length=40)
LOCALE = sa.Enum("ZH", "EN", name="locale", native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    for table in ("membership", "invitation"):
        _let_roles_be(table, "'ADMIN', 'MEMBER', 'VIEWER'")
    op.create_table(
        "competition_role",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", ROLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competition.id"], name=op.f("fk_competition_role_competition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_competition_role_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competition_role")),
        sa.UniqueConstraint("account_id", "competition_id", name=op.f("uq_competition_role_account_id_competition_id")),
    )
    op.create_index(op.f("ix_competition_role_competition_id"), "competition_role", ["competition_id"], unique=False)
    op.create_table(
        "competition_invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("competition_id", sa.Uuid(), nullable=False),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
        sa.Column("role", ROLE, nullable=False),
        sa.Column("locale", LOCALE, nullable=False),
        sa.Column("invited_by_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["competition_id"],
            ["competition.id"],
            name=op.f("fk_competition_invitation_competition_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["account.id"], name=op.f("fk_competition_invitation_invited_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competition_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_competition_invitation_token_hash")),
    )
    op.create_index(
        "uq_competition_invitation_open",
        "competition_invitation",
        ["competition_id", "email"],
        unique=True,
        postgresql_where=sa.text("accepted_at IS NULL"),
    )
    op.create_index(
        op.f("ix_competition_invitation_invited_by_id"), "competition_invitation", ["invited_by_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("competition_invitation")
    op.drop_table("competition_role")
    for table in ("membership", "invitation"):
        op.execute(f"DELETE FROM {table} WHERE role = 'VIEWER'")  # noqa: S608 - names of ours
        _let_roles_be(table, "'ADMIN', 'MEMBER'")


def _let_roles_be(table: str, roles: str) -> None:
    """Whatever the check is called: its name follows the convention of the day it was made."""
    op.execute(
        f"""DO $$ DECLARE item record; BEGIN
            FOR item IN SELECT conname FROM pg_constraint
                        WHERE conrelid = '{table}'::regclass AND contype = 'c' AND conname LIKE '%memberrole%'
            LOOP EXECUTE format('ALTER TABLE {table} DROP CONSTRAINT %I', item.conname); END LOOP;
        END $$"""  # noqa: S608 - names of ours
    )
    op.create_check_constraint(op.f(f"ck_{table}_memberrole"), table, f"role IN ({roles})")
