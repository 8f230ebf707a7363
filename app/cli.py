"""One command line: serve, demo, rehearse, host-link, backup, relocate."""

import argparse
import logging
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import qrcode
import uvicorn
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from app import disk, promises, relocating
from app.cafes import reading as cafes
from app.db import open_engine, reading
from app.errors import NotFound
from app.main import build
from app.migrating import migrate
from app.rehearsal import demo, playing
from app.secret_key import secret_key
from app.settings import Settings
from app.web.addresses import lan_url
from app.web.security import Keys

LONGEST_FRAME = 64 * 1024
GRACE = 5


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit status."""
    chosen = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    status: int = chosen.run(chosen)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tischdecke", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="migrate and start the server")
    _add_server_options(serve)
    serve.set_defaults(run=_serve)

    demonstrate = commands.add_parser("demo", help="a server with a café that is being played")
    _add_server_options(demonstrate)
    demonstrate.add_argument("--speed", type=float, default=20.0, help="times faster than in real life")
    demonstrate.set_defaults(run=demo.demonstrate)

    rehearse = commands.add_parser("rehearse", help="play a scenario file against a server")
    rehearse.add_argument("file", type=Path, metavar="FILE")
    rehearse.add_argument("--server", default="", metavar="URL", help="default: start one")
    rehearse.add_argument("--speed", type=float, default=60.0, help="1 to 1000 times faster than in real life")
    rehearse.add_argument("--harvest", type=Path, metavar="OUT.json", help="write the exported café here")
    rehearse.set_defaults(run=playing.rehearse)

    link = commands.add_parser("host-link", help="print a café's host link again")
    link.add_argument("key", help="the café's name in its addresses")
    _add_server_options(link)
    link.set_defaults(run=_host_link)

    backup = commands.add_parser("backup", help="copy database and secret key, also while the server runs")
    backup.add_argument("folder", type=Path)
    _add_server_options(backup)
    backup.set_defaults(run=_backup)

    move = commands.add_parser("relocate", help="copy a stopped server's SQLite into an empty PostgreSQL")
    move.add_argument("--to", default="", metavar="URL", help="postgresql+psycopg://...; default: DATABASE_URL")
    _add_server_options(move)
    move.set_defaults(run=_relocate)
    return parser


def _add_server_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="default 8000")
    parser.add_argument("--host", help="address to listen on; default all interfaces")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="database and secret key; default ./data")
    parser.add_argument("--reload", action="store_true", help="start again when the code changes (for developing)")


def _settings(chosen: argparse.Namespace) -> Settings:
    """The environment, overruled by what stands on the command line."""
    for name in ("port", "host", "data"):
        if (value := getattr(chosen, name)) is not None:
            os.environ[f"TISCHDECKE_{name.upper()}"] = str(value)
    return Settings()


def _serve(chosen: argparse.Namespace) -> int:
    settings = _settings(chosen)
    try:
        with promises.kept(settings):
            engine = open_engine(settings.database)
            migrate(engine)
            engine.dispose()
            _greet(settings)
            if not chosen.reload:
                disk.begin_again.append(_begin_again)
            serve(settings, reload=chosen.reload)
    except promises.CannotStart as reason:
        return _complain(str(reason))
    return 0


def _begin_again() -> None:
    """The same command in the same process, without anything it remembers: nobody need be there to start it."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606


def serve(settings: Settings, *, reload: bool = False) -> None:
    """Runs until it is told to stop; the reasons for each option stand in docs/decisions/0004."""
    config = uvicorn.Config(
        "app.main:build" if reload else lambda: build(settings),
        factory=True,
        host=settings.host,
        port=settings.port,
        reload=reload,
        http="h11",
        ws="app.live.frames:FrameProtocol",
        ws_max_size=LONGEST_FRAME,
        ws_per_message_deflate=False,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        backlog=2048,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=bool(settings.behind_proxy),
        forwarded_allow_ips=settings.behind_proxy or None,
        timeout_graceful_shutdown=GRACE,
    )
    if reload:
        uvicorn.supervisors.ChangeReload(config, uvicorn.Server(config).run, [config.bind_socket()]).run()
    else:
        uvicorn.Server(config).run()


def _greet(settings: Settings) -> None:
    """The address for phones, also as a QR code to scan from the terminal."""
    url = settings.public_url or lan_url(settings.port)
    code = qrcode.QRCode(border=2)
    code.add_data(url)
    if sys.stdout.isatty():
        code.print_ascii(invert=True)
    else:
        code.print_ascii()
    print(
        f"\n  Tischdecke: {url}\n  Auf diesem Rechner / on this machine: http://localhost:{settings.port}\n", flush=True
    )


def _host_link(chosen: argparse.Namespace) -> int:
    settings = _settings(chosen)
    engine = open_engine(settings.database)
    try:
        with reading(engine) as db:
            cafe = cafes.by_key(db, chosen.key)
    except NotFound:
        return _complain(f"there is no café {chosen.key}")
    secret = Keys(secret_key(settings, engine)).link_secret(cafe, "host")
    engine.dispose()
    print(f"{settings.public_url or lan_url(settings.port)}/cafes/{cafe.key}/door#host.{secret}")
    return 0


def _backup(chosen: argparse.Namespace) -> int:
    """SQLite only: a consistent copy by VACUUM INTO, which lets posting go on meanwhile."""
    settings = _settings(chosen)
    source, copy = make_url(settings.database).database, chosen.folder / "tischdecke.db"
    if not settings.database.startswith("sqlite") or source is None:
        return _complain("backup copies SQLite; for PostgreSQL use pg_dump")
    if copy.exists():
        return _complain(f"{copy} is there already; take a new folder")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as database:
        database.execute("VACUUM INTO ?", (str(copy),))
    key = chosen.folder / "secret.key"
    key.touch(mode=0o600)
    key.write_bytes((settings.data / "secret.key").read_bytes())
    print(chosen.folder)
    return 0


def _relocate(chosen: argparse.Namespace) -> int:
    settings = _settings(chosen)
    to = chosen.to or settings.database_url
    if not settings.database.startswith("sqlite"):
        settings = Settings(data=settings.data, DATABASE_URL="")
    bars = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=Console(stderr=True))
    try:
        with bars:
            counts = relocating.relocate(settings, to, _bar_for_each(bars))
    except (relocating.CannotRelocate, promises.CannotStart) as reason:
        return _complain(str(reason))
    except DBAPIError as failure:
        return _complain(f"nothing was copied: {failure.orig}")
    print(
        f"{sum(counts.values())} rows of {counts['cafes']} cafés and the secret key are in PostgreSQL. Start servers "
        f"with DATABASE_URL now, and none on {settings.database} any more: that stays as it was, as a backup."
    )
    return 0


def _bar_for_each(bars: Progress) -> relocating.Progress:
    tasks: dict[str, TaskID] = {}

    def tell(table: str, done: int, total: int) -> None:
        if table not in tasks:
            tasks[table] = bars.add_task(table, total=total)
        bars.update(tasks[table], completed=done)

    return tell


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
