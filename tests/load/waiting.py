"""Waiting for a condition, with an upper bound."""

import asyncio
from collections.abc import Callable
from time import monotonic


async def until(is_so: Callable[[], bool], seconds: float = 60) -> bool:
    """Returns as soon as it is so, or after so many seconds; whether it is."""
    end = monotonic() + seconds
    while not is_so():
        if monotonic() > end:
            return False
        await asyncio.sleep(0.02)
    return True
