"""planned seats and guest lists"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import app.db

revision = "c81d5e2a7f04"
down_revision = "a3f1c0d94b27"
branch_labels = None
depends_on = None

KIND = sa.Enum("travel", "home", "stay", "choice", name="roundkind")
HOSTING = sa.Enum("staying", "changing", "none", name="hosting")
MIXED = sa.Enum("trade", "organisation", "nothing", name="mixed")
COMPANY = sa.Enum("apart", "together", name="company")


def upgrade() -> None:
    for kind in (KIND, HOSTING, MIXED):
        kind.create(op.get_bind(), checkfirst=True)
    # Column by column: rebuilding a table would, in SQLite, take along all rows that refer to it.
    op.add_column("rounds", sa.Column("kind", KIND, nullable=False, server_default="travel"))
    op.add_column("tables", _words("language"))
    op.add_column("cafes", sa.Column("hosting", HOSTING, nullable=False, server_default="staying"))
    op.add_column("cafes", sa.Column("mixed", MIXED, nullable=False, server_default="trade"))
    op.add_column("cafes", sa.Column("no_table_twice", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("cafes", _moment("plan_printed_at"))
    op.add_column("participants", _words("organisation"))
    op.add_column("participants", _words("speaks"))
    op.add_column("participants", _moment("arrived_at"))
    op.execute("UPDATE participants SET arrived_at = joined_at")
    op.drop_column("participants", "joined_at")
    op.alter_column("participants", "arrived_at", new_column_name="joined_at")
    op.create_table(
        "planned_seats",
        sa.Column("id", sa.Integer(), nullable=False),
        *_references(cafe_id="cafes", round_id="rounds", table_id="tables", participant_id="participants"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "participant_id"),
    )
    op.create_table(
        "wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company", COMPANY, nullable=False),
        *_references(cafe_id="cafes", participant_id="participants", other_id="participants"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("participant_id", "other_id"),
    )
    op.create_table(
        "moves",
        sa.Column("id", sa.Integer(), nullable=False),
        *_references(cafe_id="cafes", round_id="rounds", participant_id="participants", to_table_id="tables"),
        _reference("from_table_id", "tables", nullable=True),
        _reference("exchanged_with_id", "participants", nullable=True),
        _moment("at", nullable=False),
        _moment("undone_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "choices",
        sa.Column("id", sa.Integer(), nullable=False),
        *_references(cafe_id="cafes", round_id="rounds", participant_id="participants", first_id="tables"),
        _reference("second_id", "tables", nullable=True),
        _moment("chosen_at", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "participant_id"),
    )
    for table in ("planned_seats", "wishes", "moves", "choices"):
        op.create_index(op.f(f"ix_{table}_cafe_id"), table, ["cafe_id"])


def downgrade() -> None:
    for table in ("choices", "moves", "wishes", "planned_seats"):
        op.drop_table(table)
    op.execute("UPDATE participants SET joined_at = '1970-01-01 00:00:00' WHERE joined_at IS NULL")
    for column in ("organisation", "speaks"):
        op.drop_column("participants", column)
    for column in ("hosting", "mixed", "no_table_twice", "plan_printed_at"):
        op.drop_column("cafes", column)
    op.drop_column("tables", "language")
    op.drop_column("rounds", "kind")
    for kind in (COMPANY, KIND, HOSTING, MIXED):
        kind.drop(op.get_bind(), checkfirst=True)


def _words(name: str) -> sa.Column:
    return sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, app.db.UtcTime(timezone=True), nullable=nullable)


def _reference(name: str, table: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=nullable)


def _references(**tables: str) -> list[sa.Column]:
    return [_reference(name, table) for name, table in tables.items()]
