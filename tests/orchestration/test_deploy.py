"""The deployment on paper: the commands and names that compose file and Dockerfile use are there."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from distributed.cli import dask_scheduler, dask_worker

from pipelines.settings import ROOT, Settings

DEPLOY = ROOT / "docs" / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DASK = {"scheduler": dask_scheduler.main, "worker": dask_worker.main}


def test_one_image_serves_all() -> None:
    assert set(SERVICES) == {"scheduler", "worker", "nightly"}
    for service in SERVICES.values():
        build = service["build"]
        assert (DEPLOY / build["context"]).resolve() == ROOT
        assert (ROOT / build["dockerfile"]).is_file()


@pytest.mark.parametrize("name", DASK)
def test_dask_knows_the_options_that_its_processes_are_given(name: str) -> None:
    program, role, *given = SERVICES[name]["command"].split()
    assert (program, role) == ("dask", name)
    context = DASK[name].make_context(name, given)
    assert context.params["dashboard"] is False
    if name == "scheduler":
        assert context.params["port"] == "8786"


def test_the_night_calls_a_target_of_the_makefile_with_settings_that_are_known() -> None:
    night = SERVICES["nightly"]
    program, target = night["command"].split()
    assert program == "make"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    own = {name.lower() for name in night["environment"] if name.startswith("JUESUAN_")}
    assert own <= {f"juesuan_{name}" for name in Settings.model_fields}
    assert night["environment"]["DASK_SCHEDULER_ADDRESS"] in SERVICES["worker"]["command"]
    assert night["volumes"] == [f"warehouse:{night['environment']['JUESUAN_WAREHOUSE']}"]


def test_the_image_holds_what_the_rooms_need() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = {
        name
        for line in re.findall(r"^COPY (.+)$", text, re.MULTILINE)
        for name in line.split()[:-1]
    }
    assert all((ROOT / name).exists() for name in copied)
    assert {"pipelines", "sql", "expectations", "Makefile", "pyproject.toml", ".ci"} == copied
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert {f"!{name}" for name in copied} <= set(kept)
    for target in re.findall(r"^RUN make (\S+)$", text, re.MULTILINE):
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE)
