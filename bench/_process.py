"""Processes on this machine: which core, how much processor time and memory, how many open files. Linux only."""

import asyncio
import os
import resource
from pathlib import Path
from time import clock_gettime, monotonic, process_time

SPARE_FILES = 150
"""What a process holds open beside its sockets."""
REST, REST_AT_MOST = 0.05, 5.0
IDLE = 0.0015
PACE_STEPS = 300_000


def cores() -> tuple[set[int], set[int]]:
    """One core for servers and one for phones; on a machine with a single core both are the same."""
    allowed = sorted(os.sched_getaffinity(0))
    return {allowed[-1]}, {allowed[0]}


def pin(pid: int, chosen: set[int]) -> None:
    """From now on a process runs on these cores, with all threads that it has and will have."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(task.name), chosen)


def most_sockets() -> int:
    """Raises this process's limit of open files, and its children's, as far as it may; how many sockets that allows."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return 2**20 if most == resource.RLIM_INFINITY else most - SPARE_FILES


def cpu(pid: int) -> float:
    """Seconds of processor time that a process with all its threads has used, also those that ended meanwhile.

    /proc/<pid>/stat counts the same in hundredths; this is the process's own clock (clock_getcpuclockid).
    """
    return clock_gettime((~pid << 3) | 2)


def resident(pid: int) -> int:
    """KiB in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() // 1024


async def at_rest(pid: int) -> None:
    """Returns when a process has nothing left to do, after five seconds in any case."""
    until = monotonic() + REST_AT_MOST
    used = -1.0
    while cpu(pid) - used > IDLE and monotonic() < until:
        used = cpu(pid)
        await asyncio.sleep(REST)


def listening(port: int) -> int:
    """The product's process that was started with this port on its command line."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if str(port).encode() in words and b"app.cli" in words:
            return int(process.name)
    raise LookupError(f"no server on port {port}")


def pace() -> float:
    """Seconds of processor time that a million simple steps take here and now; neighbours on the machine stretch it."""
    begun, total = process_time(), 0
    for step in range(PACE_STEPS):
        total += step
    return (process_time() - begun) * 1_000_000 / PACE_STEPS
