"""The catalogue of identities as a page to read: `python -m pipelines.gate.catalogue docs/identities.md`.

Made from the declarations alone, so that it only changes with them; how often each identity was
tested, and with what outcome, is in the relation ``identity_result``.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.gate.identity import Identity, Suite, load_suites

EXPECTATIONS = Path(__file__).parents[2] / "expectations"

_HEAD = """\
# Accounting identities

Made by `make docs` from `expectations/`; do not edit.

Every document is tested by {total} identities: {critical} critical ones, whose violation keeps all of
its amounts out of the facts; {warning} warnings and {info} infos, which are published beside it in
`identity_result`. An identity is tested wherever the document prints what it needs; where a term is
missing the outcome is `not_testable`, which is never taken for a pass.

| shape | holds where |
|---|---|
| equal | the two numbers differ by no more than rounding explains |
| at_most | the first is larger by no more than rounding explains |
| present | nothing of what must be there is missing |
| unique | nothing is there twice |

Rounding explains half a step of the last printed decimal for every amount that entered, a 类 or 款
counting as its own 项, in exact integers of 分: there is no percentage and no fixed tolerance. Texts
with a query of their own are in `expectations/queries/`."""

_COLUMNS = ("identity", "severity", "shape", "statements", "must hold", "applies")


def page(suites: Sequence[Suite]) -> str:
    """Give the page of all identities, in Markdown."""
    severities = Counter(i.severity for suite in suites for i in suite.identities)
    counts = {severity: severities[severity] for severity in ("critical", "warning", "info")}
    head = _HEAD.format(total=severities.total(), **counts)
    return "\n\n".join([head, *("\n".join(_suite(suite)) for suite in suites)]) + "\n"


def _suite(suite: Suite) -> Iterator[str]:
    yield f"## {suite.name}\n\n{suite.about}\n"
    yield _row(_COLUMNS)
    yield _row(("---",) * len(_COLUMNS))
    for identity in suite.identities:
        yield _row(_cells(identity))


def _cells(identity: Identity) -> tuple[str, ...]:
    return (
        f"`{identity.id}`",
        identity.severity,
        identity.shape,
        ", ".join(identity.statements) or "–",
        f"{identity.zh}。<br>{identity.en}",
        identity.applies or _applies(identity),
    )


def _applies(identity: Identity) -> str:
    """Tell to which documents an identity applies that declares no limits of its own."""
    if not identity.statements:
        return "every document that states both numbers"
    return "every template and year"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main(target: Path) -> None:
    """Write the page of the project's identities to ``target``."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(load_suites(EXPECTATIONS)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
