"""photos and the report"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.db

revision = "8c1f6e2b9a35"
down_revision = "5e90a4c7d213"
branch_labels = None
depends_on = None

PHOTOGRAPHERS = sa.Enum("everybody", "table_hosts", "nobody", name="photographers")
SIZE = sa.Enum("album", "thumbnail", name="size")
PROGRESS = sa.Enum("open", "done", name="progress")


def upgrade() -> None:
    PHOTOGRAPHERS.create(op.get_bind(), checkfirst=True)
    # Column by column: rebuilding a table would, in SQLite, take along all rows that refer to it.
    op.add_column("cafes", sa.Column("photographers", PHOTOGRAPHERS, nullable=False, server_default="everybody"))
    op.add_column("themes", sa.Column("summary", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
    _photos()
    _afterwords()
    for table in ("photos", "next_dates", "agreements", "report_links"):
        op.create_index(op.f(f"ix_{table}_cafe_id"), table, ["cafe_id"])


def downgrade() -> None:
    for table in ("report_links", "agreements", "next_dates", "afterwords", "photo_files", "photos"):
        op.drop_table(table)
    op.drop_column("themes", "summary")
    op.drop_column("cafes", "photographers")
    for kind in (PHOTOGRAPHERS, SIZE, PROGRESS):
        kind.drop(op.get_bind(), checkfirst=True)


def _photos() -> None:
    op.create_table(
        "photos",
        *_of_a_cafe(),
        _reference("table_id", "tables", ondelete="SET NULL", nullable=True),
        _reference("round_id", "rounds", ondelete="SET NULL", nullable=True),
        _reference("author_id", "participants", ondelete="SET NULL", nullable=True),
        *(_words(name) for name in ("posted_by", "key", "caption", "description")),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        _words("digest"),
        _moment("agreed_at"),
        sa.Column("is_in_album", sa.Boolean(), nullable=False),
        _moment("posted_at", nullable=False),
        _moment("withdrawn_at"),
        _moment("hidden_at"),
        sa.UniqueConstraint("cafe_id", "posted_by", "key"),
    )
    op.create_table(
        "photo_files",
        _reference("photo_id", "photos", is_key=True),
        sa.Column("size", SIZE, primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )


def _afterwords() -> None:
    op.create_table(
        "afterwords",
        _reference("cafe_id", "cafes", is_key=True),
        *(_words(name) for name in ("subtitle", "contact", "thanks", "impulse_title", "impulse_link", "conclusion")),
        sa.Column("at_glance", sa.JSON(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        _moment("written_at", nullable=False),
    )
    op.create_table(
        "next_dates",
        *_of_a_cafe(),
        *_revised(),
        *(_words(name) for name in ("title", "place", "link", "note")),
        _moment("starts_at", nullable=False),
        _moment("ends_at"),
        sa.Column("is_whole_day", sa.Boolean(), nullable=False),
        _moment("withdrawn_at"),
    )
    op.create_table(
        "agreements",
        *_of_a_cafe(),
        *_revised(),
        _words("what"),
        _words("who"),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("progress", PROGRESS, nullable=False),
        _moment("withdrawn_at"),
    )
    op.create_table(
        "report_links",
        *_of_a_cafe(),
        *(_words(name) for name in ("token", "audience", "length", "language")),
        _moment("ends_at", nullable=False),
        _moment("made_at", nullable=False),
        _moment("revoked_at"),
        sa.UniqueConstraint("token"),
    )


def _of_a_cafe() -> tuple[sa.Column, sa.Column]:
    return sa.Column("id", sa.Integer(), primary_key=True), _reference("cafe_id", "cafes")


def _revised() -> tuple[sa.Column, sa.Column]:
    return _words("token"), sa.Column("revision", sa.Integer(), nullable=False)


def _reference(
    name: str, table: str, *, ondelete: str = "CASCADE", nullable: bool = False, is_key: bool = False
) -> sa.Column:
    key = sa.ForeignKey(f"{table}.id", ondelete=ondelete)
    return sa.Column(name, sa.Integer(), key, nullable=nullable, primary_key=is_key)


def _words(name: str) -> sa.Column:
    return sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, app.db.UtcTime(timezone=True), nullable=nullable)
