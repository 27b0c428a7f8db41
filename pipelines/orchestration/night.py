"""A night: the job, its summary as files beside the warehouse, and word of it to a webhook."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.aside import placed
from pipelines.orchestration.news import as_json, as_markdown, news_of
from pipelines.orchestration.report import RunReport
from pipelines.settings import Settings

_POST_SECONDS = 15


@dataclass(frozen=True)
class Summary:
    """Where the summary of a night lies; ``unposted`` says why the webhook did not take it."""

    markdown: Path
    unposted: str | None = None


def summarise(report: RunReport, settings: Settings) -> Summary:
    """Write ``summary/<time>.md`` and ``.json`` of a run, and post them if there is a webhook.

    A webhook that fails is told in the result: the night is none the worse for it.
    """
    at = datetime.now(UTC)
    found, when = news_of(report, settings), at.isoformat(timespec="seconds")
    content = as_json(report, found, when)
    text = as_markdown(report, found, when)
    name = settings.summaries / f"{at:%Y%m%dT%H%M%S.%f}Z"
    _write(name.with_name(f"{name.name}.json"), json.dumps(content, ensure_ascii=False, indent=1))
    markdown = name.with_name(f"{name.name}.md")
    _write(markdown, text)
    return Summary(markdown, _post(settings.webhook, {"text": text, "summary": content}))


def _post(url: str, content: object) -> str | None:
    if not url:
        return None
    import requests  # takes a while, and most nights have no use for it

    try:
        requests.post(url, json=content, timeout=_POST_SECONDS).raise_for_status()
    except requests.RequestException as error:
        return f"{type(error).__name__}: {error}"
    return None


def _write(path: Path, text: str) -> None:
    with placed(path) as aside:
        aside.write_text(text, encoding="utf-8")
