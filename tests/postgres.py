"""A PostgreSQL of our own for the tests: fresh, private, durable, gone afterwards.

    with private_postgres() as url:  # postgresql+psycopg://...
        engine = create_engine(url)

    with private_cluster() as cluster:  # the same, to be restarted meanwhile
        cluster.restart()

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
from dataclasses import dataclass
from pathlib import Path

ORDINARY_USERS = ("postgres", "nobody")
PATIENCE_S = 60


class PostgresMissing(RuntimeError):
    """No PostgreSQL is installed, or nobody is there to run it."""


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL; it listens on a unix socket in `home` and on a free loopback port (the one in the URL)."""

    home: Path
    binaries: Path
    owner: pwd.struct_passwd | None
    port: int

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgresql+psycopg://cafe@127.0.0.1:{self.port}/{database}"

    def fresh_database(self, name: str) -> str:
        """The URL of a new empty database."""
        self.run("createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "cafe", name)
        return self.url_of(name)

    def start(self, **settings: str) -> None:
        """With fsync on, unless told otherwise, because the durability the tests look at must be the real one."""
        told = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self.home),
            "fsync": "on",
        }
        options = " ".join(f"-c {name}={value}" for name, value in (told | settings).items())
        self._control("-l", self.home / "log", "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """`immediate` is a crash of the database: everything is cut at once, and the next start recovers."""
        self._control("-m", mode, "stop")

    def restart(self, mode: str = "immediate", **settings: str) -> None:
        self.stop(mode)
        self.start(**settings)

    def _control(self, *words: object) -> None:
        self.run("pg_ctl", "-D", self.home / "data", "-t", PATIENCE_S, "-w", *words)

    def run(self, program: str, *words: object) -> None:
        """One of PostgreSQL's own programs, as the user who runs the cluster."""
        _run(self.owner, self.home, self.binaries / program, *words)


@contextmanager
def private_cluster() -> Iterator[Cluster]:
    """Start an empty PostgreSQL in a temporary folder; stop and delete it afterwards."""
    # Short path: a unix socket's name may have 107 characters at most.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        cluster = Cluster(Path(folder), _binaries(), _owner(), _free_port())
        if cluster.owner:
            os.chown(folder, cluster.owner.pw_uid, cluster.owner.pw_gid)
        made = ("-U", "cafe", "-A", "trust", "-E", "UTF8", "--locale=C")
        cluster.run("initdb", "-D", cluster.home / "data", *made)
        cluster.start()
        try:
            yield cluster
        finally:
            if (cluster.home / "data" / "postmaster.pid").exists():
                cluster.stop()


@contextmanager
def private_postgres() -> Iterator[str]:
    """The SQLAlchemy URL of an empty PostgreSQL that is gone afterwards."""
    with private_cluster() as cluster:
        yield cluster.url


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
