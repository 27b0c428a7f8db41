"""Rooms: the functions that the assets call, as one resource, so that tests can hand in others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from pipelines import gate, landing, review, star, warehouse
from pipelines.workers.extractor import extractor_version
from pipelines.workers.intake import Intake, take_in


@dataclass(frozen=True)
class Rooms:
    """The door of every room, and the version of the reading code."""

    scan: Callable[..., pl.DataFrame] = landing.scan
    extractor: Callable[[], str] = extractor_version
    take_in: Callable[..., dict[int, Intake]] = take_in
    judge: Callable[..., gate.Judgement] = gate.judge
    take_again: Callable[..., dict[int, Intake]] = review.take_again
    review: Callable[..., dict[str, int]] = review.review
    build: Callable[..., star.StarReport] = star.build
    build_unplaced: Callable[..., star.StarReport] = star.build_unplaced
    check_star: Callable[..., gate.LoadCheck] = gate.check_star
    publish: Callable[..., warehouse.Publication] = warehouse.publish
    share: Callable[..., warehouse.Shared] = warehouse.share
