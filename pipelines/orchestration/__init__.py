"""Orchestration: the rooms as Dagster assets, checks, partitions, a job and a schedule.

The only room that knows Dagster, and it knows nothing else: each asset is a thin call into one
room. :func:`pipelines.orchestration.build.build_defs` assembles it, with overrides for tests.
"""

import os
import warnings

os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "1")  # both are read on import
os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
warnings.filterwarnings("ignore", message=".*is currently in (beta|preview)", module="dagster")
