"""what the room decides"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.db

revision = "5e90a4c7d213"
down_revision = "3b7f20c9d1e8"
branch_labels = None
depends_on = None

ANSWER = sa.Enum("right", "missing", "wrong", name="answer")
MODE = sa.Enum("dots", "matrix", name="ballotmode")


def upgrade() -> None:
    op.create_table(
        "read_backs",
        *_of_a_cafe(),
        _reference("table_id", "tables"),
        _moment("asked_at", nullable=False),
        sa.Column("answer", ANSWER, nullable=True),
        _words("note"),
        _reference("participant_id", "participants", ondelete="SET NULL", nullable=True),
        _moment("answered_at"),
        sa.UniqueConstraint("table_id"),
    )
    op.create_table(
        "ballots",
        *_of_a_cafe(),
        sa.Column("mode", MODE, nullable=False),
        sa.Column("budget", sa.Integer(), nullable=False),
        sa.Column("is_stacking", sa.Boolean(), nullable=False),
        sa.Column("theme_ids", sa.JSON(), nullable=False),
        sa.Column("theme_names", sa.JSON(), nullable=False),
        _moment("opened_at", nullable=False),
        _moment("closed_at"),
        _moment("revealed_at"),
        sa.Column("result", sa.JSON(), nullable=True),
    )
    op.create_table(
        "votes",
        _reference("ballot_id", "ballots", is_key=True),
        _reference("participant_id", "participants", is_key=True),
        _reference("theme_id", "themes", is_key=True),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=True),
        sa.Column("feasibility", sa.Integer(), nullable=True),
        sa.Column("cast_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    )
    op.create_table(
        "commitments",
        *_of_a_cafe(),
        _reference("participant_id", "participants"),
        _words("key"),
        _words("token"),
        _words("what"),
        _words("first_step"),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        _reference("theme_id", "themes", ondelete="SET NULL", nullable=True),
        _moment("made_at", nullable=False),
        _moment("mended_at"),
        _moment("withdrawn_at"),
        sa.UniqueConstraint("participant_id", "key"),
        sa.UniqueConstraint("token"),
    )
    for table in ("read_backs", "ballots", "commitments"):
        op.create_index(op.f(f"ix_{table}_cafe_id"), table, ["cafe_id"])


def downgrade() -> None:
    for table in ("commitments", "votes", "ballots", "read_backs"):
        op.drop_table(table)
    for kind in (ANSWER, MODE):
        kind.drop(op.get_bind(), checkfirst=True)


def _of_a_cafe() -> tuple[sa.Column, sa.Column]:
    return sa.Column("id", sa.Integer(), primary_key=True), _reference("cafe_id", "cafes")


def _reference(
    name: str, table: str, *, ondelete: str = "CASCADE", nullable: bool = False, is_key: bool = False
) -> sa.Column:
    key = sa.ForeignKey(f"{table}.id", ondelete=ondelete)
    return sa.Column(name, sa.Integer(), key, nullable=nullable, primary_key=is_key)


def _words(name: str) -> sa.Column:
    return sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, app.db.UtcTime(timezone=True), nullable=nullable)
