"""The Dagster instance of a warehouse: its record of runs lies beside the data it made."""

from __future__ import annotations

import os

import dagster as dg

from pipelines.settings import Settings

_CONFIGURATION = """\
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
compute_logs:  # nothing is printed in a step, and watching for it costs processes
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
"""


def prepare_home(settings: Settings) -> None:
    """Make the DAGSTER_HOME of ``settings`` and tell this process and its children of it."""
    settings.dagster_home.mkdir(parents=True, exist_ok=True)
    configuration = settings.dagster_home / "dagster.yaml"
    if not configuration.exists():
        configuration.write_text(_CONFIGURATION)
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home)


def open_instance(settings: Settings) -> dg.DagsterInstance:
    """Give the instance that records the runs of this warehouse; close it with ``with``."""
    prepare_home(settings)
    return dg.DagsterInstance.get()
