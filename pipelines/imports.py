"""Imports of large libraries, with the collector of cycles held until they are done."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the collector while libraries of thousands of modules are imported.

    What they make stays for good; the collector would walk all of it again and again, which takes
    a third of the time of such an import.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
