"""a board that can be undone"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.db

revision = "3b7f20c9d1e8"
down_revision = "c81d5e2a7f04"
branch_labels = None
depends_on = None

COLUMN = sa.Enum("change", "optimise", "tackle", "unsorted", name="column")
KIND = sa.Enum("themes", "heap", "rest", name="proposalkind")
STATE = sa.Enum("proposed", "confirmed", "dismissed", name="tensionstate")


def upgrade() -> None:
    # Column by column: rebuilding a table would, in SQLite, take along all rows that refer to it.
    op.add_column("themes", _words("words"))
    op.add_column("themes", sa.Column("column", COLUMN, nullable=True))
    op.add_column("themes", sa.Column("colour", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("themes", sa.Column("typical_id", sa.Integer(), nullable=True))
    op.add_column("themes", _moment("gone_at"))
    op.execute("UPDATE themes SET colour = position % 8")
    op.add_column("placements", sa.Column("is_voice", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("placements", sa.Column("twin_of_id", sa.Integer(), nullable=True))
    op.create_table(
        "sortings",
        sa.Column("cafe_id", sa.Integer(), sa.ForeignKey("cafes.id", ondelete="CASCADE"), primary_key=True),
        _words("ignored"),
        _moment("asked_at"),
        sa.Column("kind", KIND, nullable=True),
        sa.Column("seen_to", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("proposal", sa.JSON(), nullable=True),
    )
    # What the first engine left on the heap stays there until somebody asks again.
    op.execute(
        "INSERT INTO sortings (cafe_id, ignored, seen_to) SELECT c.cafe_id, '', max(c.id) FROM contributions c "
        "WHERE c.cafe_id IN (SELECT cafe_id FROM themes) GROUP BY c.cafe_id"
    )
    op.create_table(
        "board_changes",
        *_of_a_cafe(),
        _words("what"),
        _words("about"),
        sa.Column("rows", sa.JSON(), nullable=False),
        _moment("at", nullable=False),
        _moment("undone_at"),
    )
    op.create_table(
        "tensions",
        *_of_a_cafe(),
        _words("subject"),
        _words("left_name"),
        _words("right_name"),
        sa.Column("left_voices", sa.JSON(), nullable=False),
        sa.Column("right_voices", sa.JSON(), nullable=False),
        sa.Column("state", STATE, nullable=False),
        _moment("made_at", nullable=False),
    )
    for table in ("board_changes", "tensions"):
        op.create_index(op.f(f"ix_{table}_cafe_id"), table, ["cafe_id"])


def downgrade() -> None:
    for table in ("tensions", "board_changes", "sortings"):
        op.drop_table(table)
    op.execute("DELETE FROM themes WHERE gone_at IS NOT NULL")
    for column in ("words", "column", "colour", "typical_id", "gone_at"):
        op.drop_column("themes", column)
    for column in ("is_voice", "twin_of_id"):
        op.drop_column("placements", column)
    for kind in (KIND, STATE):
        kind.drop(op.get_bind(), checkfirst=True)


def _of_a_cafe() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cafe_id", sa.Integer(), sa.ForeignKey("cafes.id", ondelete="CASCADE"), nullable=False),
    )


def _words(name: str) -> sa.Column:
    return sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, app.db.UtcTime(timezone=True), nullable=nullable)
