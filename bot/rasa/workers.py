"""One process that answers, or several on one port, each started again if it dies."""

import asyncio
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Coroutine
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from types import FrameType
from typing import Any

from sanic import Sanic

from bot.rasa.connections import Connection

logger = logging.getLogger(__name__)

BACKLOG = 100
STOPS = (signal.SIGTERM, signal.SIGINT)
# Between the death of a worker and its successor: one that cannot live must not take a core.
PAUSE_SECONDS = 1.0
# Sanic may forget that it was told to stop when that comes while its start listeners still run: it
# is told a little later, and again if it goes on.
STOP_AFTER_SECONDS = 0.1
STOP_AGAIN_AFTER_SECONDS = 3.0

_processes = multiprocessing.get_context("fork")


def serve(app: Sanic, here: socket.socket, workers: int, ready: str) -> None:
    """Serve until stopped.

    Args:
        app: the application, whose model is loaded: its workers share that memory.
        here: bound to the address to listen on.
        workers: how many processes answer.
        ready: what is printed once the first one can answer.
    """
    answered = _processes.Value("b", 0)
    stops: list[bool] = []

    @app.listener("before_server_stop")
    async def note_stop(_app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        stops.append(True)

    @app.listener("after_server_start")
    async def announce(_app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        def stop() -> None:
            if not stops:
                app.state.is_stopping = False
                app.stop()
                loop.call_later(STOP_AGAIN_AFTER_SECONDS, stop)

        def told(_number: int, _frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(loop.call_later, STOP_AFTER_SECONDS, stop)

        # Not by the loop: Sanic starts it once more after this, and what uvloop is told between the
        # two is lost.
        for number in STOPS:
            signal.signal(number, told)
        with answered.get_lock():
            if not answered.value:
                print(ready, flush=True)
                _tell_systemd_ready()
            answered.value = 1

    here.listen(BACKLOG)

    def answer() -> None:
        app.run(
            sock=here,
            protocol=Connection,
            register_sys_signals=False,
            access_log=False,
            debug=False,
            motd=False,
        )

    if workers == 1:
        answer()
        return
    # No connection is shared, and what is loaded is never looked through again.
    app.ctx.agent.tracker_store.database.close()
    gc.freeze()
    watched = Workers(answer, workers)
    watched.run(lambda: bool(answered.value))
    sys.exit(watched.failed)


def while_serving(app: Sanic, work: Callable[[Sanic], Coroutine[Any, Any, None]]) -> None:
    """Do something beside the answers from when the server starts until it stops.

    Sanic ends only what has a name, and only what was begun while it runs can have one.

    Args:
        app: the application.
        work: what is done, given the application; cancelled at the end.
    """

    @app.listener("after_server_start")
    async def begin(app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        app.add_task(work(app), name=work.__qualname__)


def _tell_systemd_ready() -> None:
    """Say so on the socket that systemd names to a service of ``Type=notify``, if it does."""
    address = os.environ.get("NOTIFY_SOCKET")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
            # systemd writes the first byte of an abstract address, which is zero, as an at sign.
            told.sendto(b"READY=1", address.replace("@", "\0", 1))


class Workers:
    """The processes, watched over by this one.

    Args:
        answer: what each of them does until it is stopped.
        count: how many.
    """

    def __init__(self, answer: Callable[[], None], count: int) -> None:
        self._answer = answer
        self._count = count
        self._running: dict[Any, ForkProcess] = {}
        self._stopping = False
        self.failed = False

    def run(self, can_start: Callable[[], bool]) -> None:
        """Run them until they are stopped; one that dies is followed by another.

        Args:
            can_start: whether a worker ever could answer; if not, none is started again.
        """
        for number in STOPS:
            signal.signal(number, self._stop)
        for _ in range(self._count):
            self._start()
        while self._running:
            for sentinel in wait(list(self._running)):
                process = self._running.pop(sentinel)
                process.join()
                if self._stopping:
                    continue
                logger.error("processus %s arrêté (%s)", process.pid, process.exitcode)
                if not can_start():
                    self.failed = True
                    self._stop()
                time.sleep(PAUSE_SECONDS)
                self._start()

    def _start(self) -> None:
        process = _processes.Process(target=self._work)
        # A child told to stop before it has put the parent's own handlers away would not.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        process.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        self._running[process.sentinel] = process
        if self._stopping:
            # Told to stop since the one before it died.
            process.terminate()

    def _work(self) -> None:
        for number in STOPS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        self._answer()

    def _stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self._stopping = True
        for process in self._running.values():
            process.terminate()
