"""The one secret that signs cookies and derives the hosts' links: beside a SQLite database a file, in any other a row.

All servers of one database must hold the same secret, so that each knows the cookies of the others; whoever comes first
makes it.
"""

import os
import secrets
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel

from app.settings import Settings

NAME = "secret_key"


class Secret(SQLModel, table=True):
    """Stays empty in SQLite, where a copy of the database alone shall not open every café."""

    __tablename__ = "secrets"

    name: str = Field(primary_key=True)
    value: str
    """Hexadecimal."""


def secret_key(settings: Settings, engine: Engine) -> bytes:
    """The secret of this database's servers, made on first use."""
    return in_file(settings.data) if engine.dialect.name == "sqlite" else _in_database(engine)


def in_file(data: Path) -> bytes:
    """The secret that lies in a data folder."""
    path = data / "secret.key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        with fresh.open("w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return bytes.fromhex(path.read_text().strip())


def _in_database(engine: Engine) -> bytes:
    """Of servers that start at once the second waits for the first one's row and finds it."""
    fresh = insert(Secret).values(name=NAME, value=secrets.token_hex(32)).on_conflict_do_nothing()
    with Session(engine) as db:
        db.execute(fresh)
        db.commit()
        return bytes.fromhex(db.get_one(Secret, NAME).value)
