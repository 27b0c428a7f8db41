"""Asset checks: the two doors, which block, and the count of quarantined documents, which warns.

The document door is judged while the verdicts are made, so its specs belong to that asset; the
load door is a check of its own between the star and the warehouse.
"""

from __future__ import annotations

from collections.abc import Mapping

import dagster as dg

from pipelines.gate import Judgement, broken_run
from pipelines.orchestration.publishing import Publisher
from pipelines.orchestration.resources import Site
from pipelines.orchestration.rooms import Rooms
from pipelines.settings import Settings

_SHOWN = 200  # lines of a list in Dagster's record; all of them stand in the Parquet files

DOCUMENT_DOOR = dg.AssetCheckSpec(
    "document_door",
    asset="verdicts",
    blocking=True,
    description="No accepted document violates a critical identity, and not too many are held.",
)
QUARANTINED_DOCUMENTS = dg.AssetCheckSpec(
    "quarantined_documents",
    asset="verdicts",
    description="How many documents are quarantined, and why. Warns, and stops nothing.",
)


def document_door(judged: Mapping[int, Judgement], settings: Settings) -> dg.AssetCheckResult:
    """Give the result of the document door over all years judged; nothing to judge blocks too."""
    blocking = [f"{year}: {reason}" for year in judged for reason in judged[year].blocking]
    blocking += broken_run(judged.values(), settings.hold_share, settings.hold_minimum)
    counted = ("accepted", "quarantined")
    if not any(judgement.verdicts[v] for judgement in judged.values() for v in counted):
        blocking.append("no document could be read as final accounts")
    return _door("document_door", blocking)


def quarantined_documents(judged: Mapping[int, Judgement]) -> dg.AssetCheckResult:
    """Give the warning over the quarantined documents of all years judged."""
    lines = [
        f"{document} of {year}: {reason}"
        for year, judgement in judged.items()
        for document, reason in sorted(judgement.quarantined.items())
    ]
    return dg.AssetCheckResult(
        check_name="quarantined_documents",
        passed=not lines,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"documents": len(lines), "reasons": _listed(lines)},
    )


@dg.asset_check(asset="star", name="load_door", blocking=True)
def load_door(site: Site, rooms: dg.ResourceParam[Rooms]) -> dg.AssetCheckResult:
    """Keys are unique, references resolve, facts sum to the print, no year lost documents."""
    return _door("load_door", Publisher(site.settings, rooms).held())


def _door(name: str, blocking: list[str]) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        check_name=name,
        passed=not blocking,
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={"blocking": blocking[:_SHOWN], "reasons": _listed(blocking)},
    )


def _listed(lines: list[str]) -> dg.MarkdownMetadataValue:
    return dg.MetadataValue.md("\n".join(f"- {line}" for line in lines[:_SHOWN]) or "none")


CHECKS = [load_door]
