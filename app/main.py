"""Builds the app: the only file that wires the parts together."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.middleware.gzip import GZipMiddleware

from app import broadcasts, rehearsing, timekeeper
from app.advisor import Advisor
from app.backroom import Backroom
from app.darkroom import Darkroom
from app.db import open_engine, reading
from app.live.devices import Devices
from app.live.feed import Feeds
from app.live.topics import Drawing
from app.live.wakeups import Wakeups
from app.pressroom import Pressroom
from app.secret_key import secret_key
from app.settings import Settings
from app.sorter import Sorter
from app.templating import Templates, static_version
from app.transactions import Writer
from app.web import (
    afterword,
    ballots,
    commands,
    connections,
    contributions,
    doodles,
    door,
    errors,
    exports,
    files,
    groupings,
    guest_imports,
    guests,
    harvest,
    health,
    home,
    host,
    join,
    live,
    mine,
    paper,
    photos,
    plan,
    read_backs,
    rehearsals,
    reports,
    setup,
    shell,
    sorting,
    steps,
    summary,
    synthesis,
    table,
    timelapse,
    wall,
)
from app.web import (
    settings as settings_page,
)
from app.web.deps import House
from app.web.limits import Limits
from app.web.security import Guard, Keys

SCREENS = (
    health,
    files,
    shell,
    home,
    setup,
    table,
    mine,
    contributions,
    connections,
    photos,
    doodles,
    wall,
    host,
    commands,
    rehearsals,
    guest_imports,
    guests,
    door,
    settings_page,
    synthesis,
    groupings,
    sorting,
    paper,
    plan,
    read_backs,
    ballots,
    steps,
    summary,
    afterword,
    reports,
    timelapse,
    exports,
    harvest,
    live,
    join,
)
"""In this order: `join` answers to any single word in the address, so it comes last."""
THREADS = 4


def build(settings: Settings | None = None) -> FastAPI:
    """The application for one database; the engine opens and the writer starts with the server."""
    chosen = settings or Settings()
    app = FastAPI(title="Tischdecke", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_open(chosen))
    for screen in SCREENS:
        app.router.routes.extend(screen.router.routes)  # included, each would be built anew at the first request
    errors.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Guard)
    return app


def _open(settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        _limit_threads(asyncio.get_running_loop())
        engine = open_engine(settings.database)
        house = _furnish(settings, engine)
        app.state.house = house
        static_version()
        house.templates.warm_up()
        house.wakeups.start()
        house.writer.start()
        keeping_time = asyncio.create_task(timekeeper.keep_time(engine, house.writer))
        playing = asyncio.create_task(rehearsing.keep_rehearsing(engine, house.writer, house.pressroom))
        keeping_up = asyncio.create_task(house.sorter.keep_up())
        gc.collect()
        gc.freeze()
        gc.set_threshold(100_000, 50, 100)
        yield
        keeping_time.cancel()
        playing.cancel()
        keeping_up.cancel()
        await house.sorter.stop()
        await house.pressroom.close()
        house.feeds.stop()
        await asyncio.to_thread(house.writer.stop)
        await asyncio.to_thread(house.wakeups.stop)
        engine.dispose()

    return lifespan


def _limit_threads(loop: asyncio.AbstractEventLoop) -> None:
    """Pages and drawings are made in a few threads: more would only keep the loop waiting that carries every phone."""
    loop.set_default_executor(ThreadPoolExecutor(THREADS, "drawing"))
    current_default_thread_limiter().total_tokens = THREADS


def _furnish(settings: Settings, engine: Engine) -> House:
    templates = Templates(settings)

    def draw(cafe_id: int, since: int, fp: str | None, topics: Collection[str]) -> Drawing:
        with reading(engine) as db:
            return broadcasts.draw(db, templates, cafe_id, since, fp, topics)

    feeds = Feeds(draw)
    wakeups = Wakeups(asyncio.get_running_loop(), feeds.wake, engine)
    writer = Writer(engine, wakeups)
    sorter = Sorter(engine, writer, Backroom(), Advisor(settings))
    pressroom = Pressroom(settings.data / "press")
    darkroom = Darkroom(heic=settings.heic)
    keys = Keys(secret_key(settings, engine))
    return House(
        settings, engine, writer, wakeups, feeds, templates, keys, Limits(), Devices(), sorter, pressroom, darkroom
    )
