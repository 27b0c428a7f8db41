from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.gate import Judgement, Rules, judge
from tests.gate.accounts import Accounts, write_part

EXPECTATIONS = Path(__file__).parents[2] / "expectations"
TODAY = date(2024, 12, 1)

Judge = Callable[..., Judgement]


@pytest.fixture
def judged(tmp_path: Path) -> Judge:
    """Judge documents; the files lie in ``tmp_path / "verdict"``."""

    def run(*documents: Accounts, **given: Any) -> Judgement:
        parts = [write_part(tmp_path / "part", documents)] if documents else []
        rules = replace(Rules(EXPECTATIONS, TODAY), **given)
        return judge(parts, tmp_path / "verdict", rules)

    return run
