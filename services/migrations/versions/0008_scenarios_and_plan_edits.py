"""Scenarios: names, aims and defaults of runs; hand edits that can be taken back"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"

JSONB = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.add_column(
        "solve_run", sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False, server_default="")
    )
    op.add_column("solve_run", sa.Column("claimed_bound", sa.BigInteger(), nullable=True))
    op.add_column("solve_run", sa.Column("stages", JSONB, nullable=False, server_default="[]"))
    op.alter_column("solve_run", "name", server_default=None)
    op.alter_column("solve_run", "stages", server_default=None)
    op.add_column("solve_snapshot", sa.Column("objective", sa.LargeBinary(), nullable=True))
    op.create_table(
        "assignment_defaults",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("settings", JSONB, nullable=False),
        sa.ForeignKeyConstraint(
            ["competition_id"],
            ["competition.id"],
            name=op.f("fk_assignment_defaults_competition_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_assignment_defaults_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_defaults")),
        sa.UniqueConstraint("round_id", name=op.f("uq_assignment_defaults_round_id")),
    )
    op.create_index(
        op.f("ix_assignment_defaults_competition_id"), "assignment_defaults", ["competition_id"], unique=False
    )
    op.create_table(
        "pool_defaults",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("settings", JSONB, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_pool_defaults_organization_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_defaults")),
        sa.UniqueConstraint("organization_id", name=op.f("uq_pool_defaults_organization_id")),
    )
    _create_plan_edit()


def _create_plan_edit() -> None:
    op.create_table(
        "plan_edit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("competition_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("added", JSONB, nullable=False),
        sa.Column("removed", JSONB, nullable=False),
        sa.Column("locked", JSONB, nullable=False),
        sa.Column("unlocked", JSONB, nullable=False),
        sa.Column("value_before", sa.BigInteger(), nullable=False),
        sa.Column("value_after", sa.BigInteger(), nullable=False),
        sa.Column("loss", sa.BigInteger(), nullable=True),
        sa.Column("is_undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_plan_edit_account_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competition.id"], name=op.f("fk_plan_edit_competition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_edit_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_edit")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_edit_plan_id_number")),
    )
    op.create_index(op.f("ix_plan_edit_account_id"), "plan_edit", ["account_id"], unique=False)
    op.create_index(op.f("ix_plan_edit_competition_id"), "plan_edit", ["competition_id"], unique=False)


def downgrade() -> None:
    op.drop_table("plan_edit")
    op.drop_table("pool_defaults")
    op.drop_table("assignment_defaults")
    op.drop_column("solve_snapshot", "objective")
    op.drop_column("solve_run", "stages")
    op.drop_column("solve_run", "claimed_bound")
    op.drop_column("solve_run", "name")
