"""The summary of a night: what is new, as files and as word to a webhook."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.orchestration.night import summarise
from pipelines.orchestration.runs import RunReport
from pipelines.settings import Settings
from pipelines.warehouse.kept import keep_current

REPORT = RunReport("run-1", True, True, 2, 1, 1.25, (), None)
BEFORE = [("a", "a.txt", "published", None), ("b", "b.txt", "published", None)]
AFTER = [
    ("a", "a.txt", "superseded", "superseded by c.txt: 3 of 200 amounts differ"),
    ("b", "b.txt", "published", None),
    ("c", "c.txt", "published", None),
    ("d", "d.txt", "quarantined", "income.total differs by 9.00"),
]


def publish(settings: Settings, rows: Sequence[tuple[str, str, str, str | None]], at: int) -> None:
    """Publish a file of the documents, each with a contradiction, as if at a time."""
    aside = settings.warehouse / "aside"
    with duckdb.connect(str(aside)) as connection:
        connection.execute(
            "CREATE TABLE disclosure (document_id TEXT, path TEXT, status TEXT, reason TEXT,"
            " department TEXT, fiscal_year INTEGER); CREATE TABLE identity_result AS SELECT"
            " '' AS document_id, '' AS identity, '' AS place, '' AS severity, '' AS outcome,"
            " '' AS finding_zh, '' AS finding_en LIMIT 0"
        )
        for document_id, path, status, reason in rows:
            row = [document_id, path, status, reason, "财政局", 2023]
            connection.execute("INSERT INTO disclosure VALUES (?, ?, ?, ?, ?, ?)", row)
            told = [document_id, "rate", "", "warning", "violated", "矛盾", f"{path} contradicts"]
            connection.execute("INSERT INTO identity_result VALUES (?, ?, ?, ?, ?, ?, ?)", told)
    os.utime(aside, (at, at))
    os.replace(aside, settings.database)
    keep_current(settings.database, settings.keep)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(warehouse=tmp_path)
    publish(settings, BEFORE, 1_000_000_000)
    return settings


def summary(report: RunReport, settings: Settings) -> tuple[str, dict[str, Any]]:
    markdown = summarise(report, settings).markdown
    return markdown.read_text(), json.loads(markdown.with_suffix(".json").read_text())


def test_a_night_tells_what_came_what_changed_and_what_contradicts_itself(
    settings: Settings,
) -> None:
    publish(settings, AFTER, 1_000_000_001)
    text, content = summary(REPORT, settings)
    assert [row["path"] for row in content["arrived"]] == ["c.txt", "d.txt"]
    assert [(r["path"], r["was"], r["status"]) for r in content["changed"]] == [
        ("a.txt", "published", "superseded")
    ]
    assert [row["path"] for row in content["contradictions"]] == ["c.txt", "d.txt"]
    assert content["statuses"] == {"published": 2, "quarantined": 1, "superseded": 1}
    assert "d.txt: quarantined, 财政局, 2023, income.total differs by 9.00" in text
    assert "superseded by c.txt: 3 of 200 amounts differ" in text
    assert "c.txt contradicts" in text
    assert "a.txt contradicts" not in text


def test_the_first_night_tells_every_document(settings: Settings) -> None:
    _, content = summary(REPORT, settings)
    assert [row["path"] for row in content["arrived"]] == ["a.txt", "b.txt"]


def test_a_night_without_news_tells_the_state_alone(settings: Settings) -> None:
    text, content = summary(replace(REPORT, changed=False), settings)
    assert content["arrived"] == content["changed"] == content["contradictions"] == []
    assert content["statuses"] == {"published": 2}
    assert "nothing has changed" in text


def test_a_night_that_published_nothing_says_why(settings: Settings) -> None:
    held = replace(REPORT, published=False, changed=False, blocking=("load_door: 2022 lost",))
    text, content = summary(held, settings)
    assert "NOTHING WAS PUBLISHED" in text
    assert "load_door: 2022 lost" in text
    assert content["blocking"] == ["load_door: 2022 lost"]


def test_a_night_that_was_not_shared_says_why(settings: Settings) -> None:
    text, content = summary(replace(REPORT, unshared="s3://b/x: no"), settings)
    assert "## Not shared (1)\n\n- s3://b/x: no" in text
    assert content["unshared"] == "s3://b/x: no"


class Hook(BaseHTTPRequestHandler):
    taken: list[Any] = []  # noqa: RUF012

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.append(json.loads(body))
        self.send_response(200 if self.path == "/good" else 500)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[str]:
    Hook.taken.clear()
    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_webhook_takes_the_summary(settings: Settings, hook: str) -> None:
    hooked = settings.model_copy(update={"webhook": f"{hook}/good"})
    assert summarise(REPORT, hooked).unposted is None
    assert Hook.taken[0]["summary"]["run_id"] == "run-1"
    assert Hook.taken[0]["text"].startswith("# Night of")


@pytest.mark.parametrize("path", ["/bad", None])
def test_a_webhook_that_fails_is_told_and_stops_nothing(
    settings: Settings, hook: str, path: str | None
) -> None:
    url = f"{hook}{path}" if path else "http://127.0.0.1:1/"
    summarised = summarise(REPORT, settings.model_copy(update={"webhook": url}))
    assert "Error" in (summarised.unposted or "")
    assert summarised.markdown.exists()
