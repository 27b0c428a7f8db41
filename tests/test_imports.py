"""The collector of cycles is held while libraries are imported, and no longer."""

from __future__ import annotations

import gc

import pytest

from pipelines.imports import uncollected


def test_the_collector_is_held_and_set_free_again() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_is_set_free_where_an_import_fails() -> None:
    with pytest.raises(ImportError), uncollected():
        raise ImportError
    assert gc.isenabled()


def test_a_collector_that_was_held_stays_so() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
