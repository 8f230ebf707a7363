"""A disk that forgets what was not flushed and fails on demand: the test's side of disk.c."""

import mmap
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

SOURCE = Path(__file__).with_name("disk.c")
ORDERS = ("full", "bad_reads", "bad_writes", "bad_log_flushes", "bad_file_flushes", "die_in", "delay_ms", "flushes")
"""In the order of disk.c: 1 for a full disk; reads and writes that fail, of a thousand; how many of the next flushes of
the write-ahead log and of other files fail; in which flush from now on the process dies, after so many milliseconds;
and, to be read only, how many flushes there were."""
SECTOR = 512
NOTE = struct.Struct("qqq")
LOST = -1


class Disk:
    """Under one data folder; what it would forget is noted in `notes`, which must lie elsewhere."""

    def __init__(self, folder: Path, notes: Path) -> None:
        self.folder, self._notes = folder.resolve(), notes.resolve()
        self._notes.mkdir()
        library = self._notes / "disk.so"
        built = subprocess.run(
            ["cc", "-O2", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"], capture_output=True, text=True
        )
        assert built.returncode == 0, built.stderr
        orders = self._notes / "orders"
        orders.write_bytes(bytes(4 * len(ORDERS)))
        with orders.open("r+b") as file:
            self._orders = mmap.mmap(file.fileno(), 0)
        self.environment = {
            "LD_PRELOAD": str(library),
            "DISK_FOLDER": str(self.folder),
            "DISK_NOTES": str(self._notes),
        }

    def order(self, **orders: int) -> None:
        """Holds at once, also for a server that runs."""
        for name, value in orders.items():
            struct.pack_into("i", self._orders, 4 * ORDERS.index(name), value)

    def ordered(self, name: str) -> int:
        value: int = struct.unpack_from("i", self._orders, 4 * ORDERS.index(name))[0]
        return value

    def heal(self) -> None:
        self.order(**dict.fromkeys(ORDERS, 0))

    def cut_power(self, chance: Random | None = None) -> int:
        """After the server was killed: what was not flushed is gone. Returns how many notes were undone.

        With `chance` some of it survives, sector by sector, as a disk that had begun to write would leave it.
        """
        undone = 0
        for book in sorted(self._notes.glob("*.undo")):
            if book.name == "created.undo":
                for name in book.read_text().split():
                    (self.folder / name).unlink(missing_ok=True)
                continue
            file = self.folder / book.name.removesuffix(".undo")
            notes = list(_notes(book.read_bytes()))
            if file.exists() and notes:
                now = file.read_bytes()
                before = _undone(now, notes)
                file.write_bytes(_mixed(before, now, chance) if chance else before)
                undone += len(notes)
        self.forget_notes()
        return undone

    def forget_notes(self) -> None:
        for book in self._notes.glob("*.undo"):
            book.unlink()

    def empty(self) -> None:
        """A new folder, nothing noted, nothing ordered."""
        self.heal()
        self.forget_notes()
        for file in self.folder.iterdir():
            file.unlink()


def _notes(book: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Place, bytes that were there, size of the file then."""
    at = 0
    while at + NOTE.size <= len(book):
        place, length, size = NOTE.unpack_from(book, at)
        at += NOTE.size
        if length != LOST:
            yield place, book[at : at + length], size
            at += length


def _undone(now: bytes, notes: list[tuple[int, bytes, int]]) -> bytes:
    file = bytearray(now)
    for place, before, size in reversed(notes):
        if len(file) < place + len(before):
            file.extend(bytes(place + len(before) - len(file)))
        file[place : place + len(before)] = before
        del file[size:]
        file.extend(bytes(size - len(file)))
    return bytes(file)


def _mixed(before: bytes, now: bytes, chance: Random) -> bytes:
    size = chance.choice((len(before), len(now)))
    mixed = b"".join(
        chance.choice((before, now))[at : at + SECTOR].ljust(SECTOR, b"\0")
        for at in range(0, max(len(before), len(now)), SECTOR)
    )
    return mixed[:size]
