"""``juesuan serve``: Dagster's web server and daemon over the record of this warehouse."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from pipelines.cli.app import Raw, Warehouse, app, settings_of


@app.command()
def serve(
    raw: Raw = None,
    warehouse: Warehouse = None,
    port: Annotated[int, typer.Option(help="Port on loopback.")] = 3000,
) -> None:
    """Start Dagster's web server and daemon on loopback, over the same record of runs."""
    from pipelines.orchestration.instance import prepare_home

    settings = settings_of(raw=raw, warehouse=warehouse)
    prepare_home(settings)
    os.environ |= {"JUESUAN_RAW": str(settings.raw), "JUESUAN_WAREHOUSE": str(settings.warehouse)}
    os.environ.setdefault("PYTHONWARNINGS", "ignore")  # of the framework to its developers
    target = ["-m", "pipelines.definitions", "-h", "127.0.0.1", "-p", str(port)]
    os.execv(sys.executable, [sys.executable, "-m", "dagster", "dev", *target])
