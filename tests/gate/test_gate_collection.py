"""The collector of garbage, paused."""

from __future__ import annotations

import gc

import pytest

from pipelines.gate.collection import paused


def failing_import() -> None:
    assert not gc.isenabled()
    raise ImportError


def test_it_goes_on_after_a_pause_even_one_that_ends_in_an_error() -> None:
    with pytest.raises(ImportError), paused():
        failing_import()
    assert gc.isenabled()


def test_what_was_paused_before_stays_paused() -> None:
    with paused():
        with paused():
            pass
        assert not gc.isenabled()
