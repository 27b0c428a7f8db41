"""The asset graph as a whole: what is made of what, by which partitions, held by which checks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from pipelines.landing.fiscal_year import FIRST_YEAR as FIRST_LANDED
from pipelines.orchestration.build import build_defs
from pipelines.orchestration.partitions import FIRST_YEAR, FISCAL_YEARS, years_tags
from pipelines.orchestration.resources import Site
from pipelines.settings import Settings

DEPENDENCIES = {
    "ledger": set[str](),
    "readings": {"ledger"},
    "verdicts": {"readings"},
    "second_readings": {"verdicts"},
    "star": {"second_readings"},
    "warehouse": {"star"},
}
PARTITIONED = {"readings", "verdicts", "second_readings", "star"}
CHECKS = {
    ("verdicts", "document_door"): True,
    ("verdicts", "quarantined_documents"): False,
    ("star", "load_door"): True,
}


@pytest.fixture(scope="module")
def definitions() -> dg.Definitions:
    return build_defs(Settings())


@pytest.fixture(scope="module")
def assets(definitions: dg.Definitions) -> dict[str, dg.AssetsDefinition]:
    found = [a for a in definitions.assets or () if isinstance(a, dg.AssetsDefinition)]
    return {asset.key.to_user_string(): asset for asset in found}


def test_each_asset_is_made_of_the_one_before(assets: dict[str, dg.AssetsDefinition]) -> None:
    found = {
        name: {key.to_user_string() for key in asset.asset_deps[asset.key]}
        for name, asset in assets.items()
    }
    assert found == DEPENDENCIES


def test_what_is_published_is_shared_where_a_place_is_set() -> None:
    definitions = build_defs(Settings(share="s3://bucket/juesuan"))
    for name in ("final_accounts", "replay"):
        layer = definitions.resolve_job_def(name).asset_layer
        above = {key.to_user_string() for key in layer.get(dg.AssetKey("shared")).parent_keys}
        assert above == {"warehouse"}
    layer = definitions.resolve_job_def("one_year").asset_layer
    assert dg.AssetKey("shared") not in layer.selected_asset_keys


def test_years_partition_what_lies_between_ledger_and_warehouse(
    assets: dict[str, dg.AssetsDefinition],
) -> None:
    assert {n for n, a in assets.items() if a.partitions_def == FISCAL_YEARS} == PARTITIONED
    assert {n for n, a in assets.items() if a.backfill_policy} == PARTITIONED


def test_the_doors_block_and_the_count_of_quarantined_documents_does_not(
    definitions: dg.Definitions, assets: dict[str, dg.AssetsDefinition]
) -> None:
    specs = [spec for asset in assets.values() for spec in asset.check_specs]
    for check in definitions.asset_checks or ():
        specs += check.check_specs
    found = {(s.asset_key.to_user_string(), s.name): s.blocking for s in specs}
    assert found == CHECKS


def test_one_job_and_one_schedule_cover_every_asset(definitions: dg.Definitions) -> None:
    job = definitions.resolve_job_def("final_accounts")
    assert {k.to_user_string() for k in job.asset_layer.selected_asset_keys} == set(DEPENDENCIES)
    schedule = definitions.resolve_schedule_def("nightly")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 2 * * *", "Asia/Shanghai")
    assert schedule.job_name == "final_accounts"


def test_a_night_covers_all_years_in_one_run(definitions: dg.Definitions) -> None:
    schedule = definitions.resolve_schedule_def("nightly")
    tick = schedule.evaluate_tick(dg.build_schedule_context())
    (request,) = tick.run_requests or ()
    assert years_tags().items() <= request.tags.items()


def test_the_published_file_is_overdue_four_hours_after_the_night_should_have_begun(
    definitions: dg.Definitions, assets: dict[str, dg.AssetsDefinition]
) -> None:
    (spec,) = assets["warehouse"].specs
    zone = definitions.resolve_schedule_def("nightly").execution_timezone
    expected = dg.FreshnessPolicy.cron("0 6 * * *", timedelta(hours=4), str(zone))
    assert spec.freshness_policy == expected


def test_partitions_cover_every_year_that_landing_may_tell() -> None:
    keys = FISCAL_YEARS.get_partition_keys()
    assert int(keys[0]) == FIRST_YEAR == FIRST_LANDED
    assert keys[-1] == str(datetime.now(UTC).year)


@pytest.mark.parametrize("years", [(1999, 2020), (2020, 2019), (2020, 2999)])
def test_years_that_are_no_partitions_are_refused(years: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="fiscal years run from"):
        years_tags(*years)


def test_years_launched_by_hand_take_stock_where_no_run_has(tmp_path: Path) -> None:
    settings = Settings(raw=tmp_path / "raw", warehouse=tmp_path / "warehouse")
    settings.raw.mkdir()
    (settings.raw / "2023.txt").write_text("某局2023年度部门决算公开")
    definitions = build_defs(settings)
    result = definitions.resolve_job_def("one_year").execute_in_process(
        instance=dg.DagsterInstance.ephemeral(),
        tags=dict(years_tags(2023, 2023)),
        op_selection=["readings"],
    )
    assert result.success
    assert pl.read_parquet(settings.ledger)["path"].to_list() == ["2023.txt"]


def test_the_site_resource_gives_its_settings_back(tmp_path: Path) -> None:
    settings = Settings(raw=tmp_path, workers=3, hold_share=0.25, retry=True)
    assert Site.of(settings).settings == settings
