"""A PostgreSQL of our own for the tests: fresh, private, durable, gone afterwards.

    with private_postgres() as url:  # postgresql+psycopg://...
        engine = create_engine(url)

PostgreSQL refuses to run as root, so under root the cluster belongs to an ordinary user.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ORDINARY_USERS = ("postgres", "nobody")
PATIENCE_S = 60


class PostgresMissing(RuntimeError):
    """No PostgreSQL is installed, or nobody is there to run it."""


@contextmanager
def private_postgres() -> Iterator[str]:
    """Start an empty PostgreSQL in a temporary folder and yield its SQLAlchemy URL; stop and delete it afterwards.

    It listens on a unix socket in that folder and on a free loopback port (the one in the URL), with fsync on,
    because the durability the tests look at must be the real one.
    """
    binaries = _binaries()
    owner = _owner()
    # Short path: a unix socket's name may have 107 characters at most.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        home, data = Path(folder), Path(folder) / "data"
        if owner:
            os.chown(home, owner.pw_uid, owner.pw_gid)
        _run(owner, home, binaries / "initdb", "-D", data, "-U", "cafe", "-A", "trust", "-E", "UTF8", "--locale=C")
        port = _free_port()
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home} -c fsync=on"
        control = binaries / "pg_ctl"
        _run(owner, home, control, "-D", data, "-l", home / "log", "-t", PATIENCE_S, "-w", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://cafe@127.0.0.1:{port}/postgres"
        finally:
            _run(owner, home, control, "-D", data, "-t", PATIENCE_S, "-w", "-m", "immediate", "stop")


def _binaries() -> Path:
    """The folder with initdb and pg_ctl; Debian keeps it outside the search path."""
    candidates = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin: -float(bin.parent.name))
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists() and (folder / "postgres").exists():
            return folder
    raise PostgresMissing("PostgreSQL is not installed (Debian: apt-get install postgresql)")


def _owner() -> pwd.struct_passwd | None:
    """Who runs the cluster: under root an ordinary user, else whoever runs the tests (None)."""
    if os.geteuid() != 0:
        return None
    for name in ORDINARY_USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresMissing(f"PostgreSQL does not run as root, and there is no user {' or '.join(ORDINARY_USERS)}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(owner: pwd.struct_passwd | None, home: Path, *words: object) -> None:
    # Output goes to a file: the server inherits it, and a pipe would stay open as long as the server lives.
    heard = home / "heard"
    with heard.open("wb") as out:
        done = subprocess.run(
            [str(word) for word in words],
            cwd=home,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE_S + 10,
            check=False,
            user=owner.pw_uid if owner else None,
            group=owner.pw_gid if owner else None,
            extra_groups=[] if owner else None,
        )
    if done.returncode:
        log = home / "log"
        raise RuntimeError(heard.read_text() + (log.read_text() if log.exists() else ""))
