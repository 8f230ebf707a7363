"""the room"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.db

revision = "d3b7a90c41e8"
down_revision = "8c1f6e2b9a35"
branch_labels = None
depends_on = None

ADDRESS = sa.Enum("informal", "formal", name="address")
FOCUS = sa.Enum("overview", "carousel", "table", "timelapse", name="focus")
PEN = sa.Enum("black", "blue", "red", "green", name="pen")


def upgrade() -> None:
    ADDRESS.create(op.get_bind(), checkfirst=True)
    FOCUS.create(op.get_bind(), checkfirst=True)
    # Column by column: rebuilding a table would, in SQLite, take along all rows that refer to it.
    op.add_column("cafes", sa.Column("address", ADDRESS, nullable=False, server_default="informal"))
    op.add_column("cafes", sa.Column("has_gong", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("cafes", _moment("hushed_at"))
    op.add_column("cafes", sa.Column("focus", FOCUS, nullable=False, server_default="overview"))
    op.add_column("cafes", sa.Column("focus_table_no", sa.Integer(), nullable=True))
    op.add_column("cafes", _words("rehearsal_of", server_default=""))
    _connections()
    _doodles()


def downgrade() -> None:
    for table in ("strokes", "doodles", "connections"):
        op.drop_table(table)
    for column in ("rehearsal_of", "focus_table_no", "focus", "hushed_at", "has_gong", "address"):
        op.drop_column("cafes", column)
    for kind in (ADDRESS, FOCUS):
        kind.drop(op.get_bind(), checkfirst=True)


def _connections() -> None:
    op.create_table(
        "connections",
        sa.Column("id", sa.Integer(), primary_key=True),
        _reference("cafe_id", "cafes"),
        _reference("first_id", "contributions"),
        _reference("second_id", "contributions"),
        _words("drawn_by"),
        _moment("drawn_at", nullable=False),
        sa.UniqueConstraint("first_id", "second_id"),
    )
    for column in ("cafe_id", "second_id"):
        op.create_index(op.f(f"ix_connections_{column}"), "connections", [column])


def _doodles() -> None:
    op.create_table(
        "doodles",
        sa.Column("id", sa.Integer(), primary_key=True),
        _reference("cafe_id", "cafes"),
        _reference("table_id", "tables"),
        _reference("round_id", "rounds"),
        _reference("author_id", "participants", ondelete="SET NULL", nullable=True),
        *(_words(name) for name in ("posted_by", "key")),
        _reference("contribution_id", "contributions", ondelete="SET NULL", nullable=True),
        _words("description"),
        _moment("begun_at", nullable=False),
        _moment("withdrawn_at"),
        _moment("hidden_at"),
        sa.UniqueConstraint("cafe_id", "posted_by", "key"),
    )
    for column in ("cafe_id", "contribution_id"):
        op.create_index(op.f(f"ix_doodles_{column}"), "doodles", [column])
    op.create_index("doodles_on_table", "doodles", ["table_id", "id"])
    op.create_table(
        "strokes",
        sa.Column("id", sa.Integer(), primary_key=True),
        _reference("doodle_id", "doodles"),
        _words("key"),
        sa.Column(
            "pen",
            PEN.with_variant(sa.dialects.postgresql.ENUM(name="pen", create_type=False), "postgresql"),
            nullable=False,
        ),
        _words("path"),
        _moment("drawn_at", nullable=False),
        _moment("undone_at"),
        sa.UniqueConstraint("doodle_id", "key"),
    )


def _reference(name: str, table: str, *, ondelete: str = "CASCADE", nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id", ondelete=ondelete), nullable=nullable)


def _words(name: str, *, server_default: str | None = None) -> sa.Column:
    return sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=server_default)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, app.db.UtcTime(timezone=True), nullable=nullable)
