"""Idempotence: documents may come in any order, over any nights; the warehouse is the same."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipelines.landing import ledger
from pipelines.orchestration.runs import run
from pipelines.settings import ROOT, Settings
from pipelines.workers import intake
from tests.end_to_end.crashes import contents, few_expectations, read_here

DOCUMENTS = (
    "2022/211103-349011.txt",
    "2022/211300-703001.txt",
    "2023/210505-066001.txt",
    "2023/211300-703.txt",
)
COPY = "again.txt"  # of the last one


@pytest.fixture(scope="module")
def expectations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return few_expectations(tmp_path_factory.mktemp("expectations") / "few")


def land(settings: Settings, document: str) -> None:
    source = DOCUMENTS[-1] if document == COPY else document
    target = Path(str(settings.raw / document))
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "raw" / source, target)
    os.utime(target, (1_700_000_000, 1_700_000_000))


def warehouse(folder: Path, expectations: Path, nights: list[list[str]]) -> dict[str, Any]:
    """Give what the warehouse holds after nights on which these documents came."""
    settings = Settings(
        raw=folder / "raw", warehouse=folder / "warehouse", expectations=expectations, workers=1
    )
    for documents in nights:
        for document in documents:
            land(settings, document)
        assert run(settings).published
    return contents(settings)


@pytest.mark.parametrize("seed", [1])
def test_any_order_of_arrival_over_any_nights_gives_the_same_warehouse(
    tmp_path: Path, expectations: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in (ledger, intake):
        monkeypatch.setattr(room, "run", read_here)
    documents = [*DOCUMENTS, COPY]
    at_once = warehouse(tmp_path / "at once", expectations, [documents])
    dice = random.Random(seed)
    dice.shuffle(documents)
    cuts = sorted(dice.sample(range(1, len(documents)), 2))
    nights = [documents[a:b] for a, b in zip([0, *cuts], [*cuts, len(documents)], strict=True)]
    assert warehouse(tmp_path / "over nights", expectations, nights) == at_once, nights
