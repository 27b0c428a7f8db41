"""The inside of a worker process: it takes one task after another until nobody sends any more.

What arrives and leaves are pickles over one connection. This module imports nothing heavy: the
function to run brings along what it needs.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import threading
import time
from multiprocessing.connection import Connection
from typing import Any

from pipelines.extract.records import UnreadableError

READY, BROKEN, RESULT, FAILURE, MEMORY = range(5)
"""Kinds of message to the pool: two about the worker itself, three ends that a task may take."""

PARENT_CHECK_SECONDS = 1.0


def serve(descriptor: int) -> None:
    """Receive a function and then its tasks; send :data:`READY` and then an answer to each."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the pool ends its workers itself
    os.dup2(2, 1)  # what a reader prints must not get among the output of the command
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    # Without a parent there is nobody to answer.
    with Connection(descriptor) as connection, contextlib.suppress(EOFError, OSError):
        try:
            function = pickle.loads(connection.recv_bytes())
        except Exception as error:
            connection.send((BROKEN, described(error), 0.0))
            return
        gc.freeze()  # what is imported stays: no collection need walk it again
        connection.send((READY, None, 0.0))
        while True:
            connection.send_bytes(_answer(function, connection.recv_bytes()))


def described(error: BaseException) -> str:
    """Give type and message of an error; of an unreadable document the message alone."""
    if isinstance(error, UnreadableError):
        return str(error)
    return f"{type(error).__name__}: {error}"


def _answer(function: Any, task: bytes) -> bytes:
    start = time.perf_counter()
    try:
        result = function(pickle.loads(task))
        return pickle.dumps((RESULT, result, time.perf_counter() - start))
    except MemoryError:
        kind, message = MEMORY, ""
    except BaseException as error:
        kind, message = FAILURE, described(error)
    return pickle.dumps((kind, message, time.perf_counter() - start))


def _end_with(parent: int) -> None:
    """End this process when its parent is gone, even in the middle of a task."""
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK_SECONDS)
    os._exit(1)
