"""A task for many workers, in a module that costs them nothing to import."""

from __future__ import annotations

import os
import signal
import time


def square(number: int) -> int:
    """Square a number, slowly; 13 is refused and 17 ends its process."""
    time.sleep(0.02)
    if number == 13:
        raise ValueError("unlucky")
    if number == 17:
        os.kill(os.getpid(), signal.SIGSEGV)
    return number * number
