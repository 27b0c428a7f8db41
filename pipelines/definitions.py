"""The one entry for Dagster: ``dagster dev -m pipelines.definitions``."""

from pipelines.orchestration.build import build_defs

defs = build_defs()
