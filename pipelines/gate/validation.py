# mypy: disallow-subclassing-any=False
"""Great Expectations: suites made from the declared identities and validated in place.

Importing this module takes seconds, so the doors import it where they need it. The context lives
in memory; no file is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

import duckdb

from pipelines.gate.dialect import url_of
from pipelines.gate.identity import Identity, Suite
from pipelines.gate.judgement import Check
from pipelines.gate.verdict_sql import violations_sql
from pipelines.gate.waiver import Waived
from pipelines.imports import uncollected

with uncollected():
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )
    from great_expectations.expectations import (
        ExpectTableRowCountToBeBetween,
        UnexpectedRowsExpectation,
    )


class ExpectNoViolation(UnexpectedRowsExpectation):
    """Expect that an identity is nowhere violated.

    Great Expectations would run the query twice, for the rows and for their count. The rows are in
    ``identity_result`` already: here it is run once.
    """

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.row_count",)

    def _validate(self, metrics: Mapping[str, Any], *_: Any, **__: Any) -> dict[str, Any]:
        count = metrics["unexpected_rows_query.row_count"]
        return {"success": count == 0, "result": {"observed_value": count}}


class Validator:
    """Validates suites over relations of one open database."""

    def __init__(self, url: str, relations: Collection[str]) -> None:
        context = gx.get_context(mode="ephemeral", project_config=_config())
        assets = [{"type": "table", "name": name, "table_name": name} for name in relations]
        self._source = context.data_sources.add_sql("gate", connection_string=url, assets=assets)
        self._batches = {asset.name: _whole(asset) for asset in self._source.assets}

    def validate(self, suite: Suite, waived: Waived) -> list[Check]:
        """Validate every identity of ``suite`` over the relation that it reads."""
        checks = []
        for reads in dict.fromkeys(identity.reads for identity in suite.identities):
            checks += self._run(reads, expectation_suite(suite, reads, waived))
        return checks

    def expect_rows(self, relation: str, minimum: int) -> list[Check]:
        """Expect at least ``minimum`` rows: an empty batch passes every other expectation."""
        rows = ExpectTableRowCountToBeBetween(
            min_value=minimum, severity="critical", meta={"id": f"rows of {relation}"}
        )
        return self._run(relation, gx.ExpectationSuite(name=relation, expectations=[rows]))

    def close(self) -> None:
        """Give the connections back."""
        self._source.get_execution_engine().close()
        self._source.get_engine().dispose()

    def _run(self, relation: str, suite: Any) -> list[Check]:
        results = self._batches[relation].validate(suite).results
        return [_check(suite.name, result) for result in results]


@contextmanager
def validator(
    connection: duckdb.DuckDBPyConnection, relations: Collection[str]
) -> Iterator[Validator]:
    """Open a validator over ``relations`` of ``connection``, which stays open afterwards."""
    with url_of(connection) as url:
        opened = Validator(url, relations)
        try:
            yield opened
        finally:
            opened.close()


def expectation_suite(suite: Suite, reads: str, waived: Waived) -> Any:
    """Make the ``ExpectationSuite`` of those identities of ``suite`` that read one relation."""
    return gx.ExpectationSuite(
        name=suite.name,
        expectations=[
            _expectation(identity, waived.get(identity.id, []))
            for identity in suite.identities
            if identity.reads == reads
        ],
        meta={"about": suite.about, "reads": reads},
    )


def _config() -> DataContextConfig:
    """Keep everything in memory, say nothing, and tell nobody."""
    return DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )


def _whole(asset: Any) -> Any:
    return asset.get_batch(asset.build_batch_request())


def _expectation(identity: Identity, waived: Sequence[str]) -> ExpectNoViolation:
    return ExpectNoViolation(
        unexpected_rows_query=violations_sql(identity, waived),
        severity=identity.severity,
        description=identity.zh,
        meta={"id": identity.id, "zh": identity.zh, "en": identity.en, "shape": identity.shape},
    )


def _check(suite: str, result: Any) -> Check:
    config = result.expectation_config
    return Check(
        suite=suite,
        expectation=config.meta["id"],
        severity=str(getattr(config.severity, "value", config.severity)),
        success=bool(result.success),
        unexpected=result.result.get("observed_value"),
        exception=next(_exceptions(result.exception_info), None),
    )


def _exceptions(info: Any) -> Iterator[str]:
    """Find the first lines of what was raised; the record is flat, or one a metric."""
    if not isinstance(info, Mapping):
        return
    if info.get("raised_exception"):
        yield str(info.get("exception_message")).splitlines()[0]
    for nested in info.values():
        yield from _exceptions(nested)
