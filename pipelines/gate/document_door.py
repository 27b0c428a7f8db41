"""The document door: which documents of a fiscal year may go on to the facts.

The identities judge every document; what violates a critical one is quarantined. Then Great
Expectations validates the same suites over what is left, and that must be clean.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipelines.gate.batch import open_batch
from pipelines.gate.correction import Corrections, load_corrections, write_corrections
from pipelines.gate.families import fill_families, write_families
from pipelines.gate.findings import create_catalogue
from pipelines.gate.identity import Suite, load_suites
from pipelines.gate.judgement import OUTCOMES, VERDICTS, Check, Judgement
from pipelines.gate.kin import Kinship, kinship
from pipelines.gate.location import fill_suspects, write_suspects
from pipelines.gate.reasons import reasons, with_suspects
from pipelines.gate.repair import repairs
from pipelines.gate.results import fill_results
from pipelines.gate.rules import Rules
from pipelines.gate.verdict import fill_verdicts, write_verdicts
from pipelines.gate.waiver import Waived, load_waivers, refuse_unknown, waived_documents

_LEAVE = """
DELETE FROM {relation}
WHERE document_id IN (SELECT document_id FROM verdict WHERE verdict <> 'accepted')
"""


def judge(
    parts: Sequence[Path],
    out: Path,
    rules: Rules,
    *,
    previous: Sequence[Path] = (),
    kin: Kinship | None = None,
) -> Judgement:
    """Judge documents of one fiscal year's ``parts`` by ``rules`` and write one part into ``out``.

    ``previous`` are the parts of the year before: what a document says of that year must agree with
    them. ``kin`` tells the documents to be judged, whole groups, and those of the year before that
    they read; without it all are judged. The part holds ``verdict.parquet``, a row a document;
    ``identity_result.parquet``, a row a document, identity and place; ``identity.parquet``, a row
    an identity; ``correction.parquet``, a row a corrected cell; ``suspect.parquet``, a row a cell
    that may be wrong where sums are violated; and ``family.parquet``, a row a document and family.
    Nothing of the year may be loaded where a validation is not clean or nothing came in.

    Raises:
        ExpectationsError: a file of ``expectations``, the waivers or corrections is wrong.
        duckdb.Error: a part cannot be read.
    """
    kin = kin or kinship(parts, previous)
    taken = Corrections(load_corrections(rules.corrections))
    judgement = _judge(parts, out, rules, taken, previous, kin)
    if rules.repair and (mended := repairs(parts, out, rules, taken)) != taken:
        judgement = _judge(parts, out, rules, mended, previous, kin)
    return judgement


def _judge(
    parts: Sequence[Path],
    out: Path,
    rules: Rules,
    taken: Corrections,
    previous: Sequence[Path],
    kin: Kinship,
) -> Judgement:
    """Judge once, with the corrections ``taken``."""
    expectations, suites = rules.expectations, load_suites(rules.expectations)
    overruled = load_waivers(rules.waivers, rules.today)
    refuse_unknown(rules.waivers, {i.id for suite in suites for i in suite.identities})
    with open_batch(
        parts, expectations, previous, corrections=taken, kin=kin, threads=rules.threads
    ) as connection:
        waived = waived_documents(connection, overruled)
        create_catalogue(connection, suites)
        failures = fill_results(connection, suites, waived, expectations, rules.most_joint)
        identities = [identity for suite in suites for identity in suite.identities]
        suspects, underived = fill_suspects(
            connection,
            identities,
            waived,
            seconds=rules.locate_seconds,
            seconds_in_all=rules.locate_seconds_in_all,
        )
        held = with_suspects(reasons(connection, {i.id: i for i in identities}), suspects)
        fill_verdicts(connection, held)
        tallied = fill_families(connection, expectations)
        for write in (write_verdicts, write_suspects, write_corrections, write_families):
            write(connection, out)
        checks = _validate(connection, suites, waived)
        return Judgement(
            verdicts=_tally(connection, "verdict", VERDICTS),
            outcomes=_tally(connection, "outcome", OUTCOMES),
            quarantined=held,
            families=tallied,
            underived=underived,
            checks=checks,
            blocking=[
                *_unrun(failures, checks),
                *filter(None, (check.blocking for check in checks)),
            ],
        )


def _validate(
    connection: duckdb.DuckDBPyConnection, suites: Sequence[Suite], waived: Waived
) -> tuple[Check, ...]:
    """Count what came in, then leave the accepted documents only and validate every suite."""
    from pipelines.gate.validation import validator

    relations = sorted({i.reads for suite in suites for i in suite.identities})
    found = connection.execute("SELECT 1 FROM published WHERE status = 'found' LIMIT 1").fetchall()
    with validator(connection, {"document", "cell", *relations}) as great:
        checks = great.expect_rows("document", 1) + great.expect_rows("cell", len(found))
        for relation in relations:
            connection.execute(_LEAVE.format(relation=relation))
        for suite in suites:
            checks += great.validate(suite, waived)
    return tuple(checks)


def _tally(
    connection: duckdb.DuckDBPyConnection, column: str, values: Sequence[str]
) -> dict[str, int]:
    relation = "verdict" if column == "verdict" else "result"
    query = f"SELECT {column}, count(*) FROM {relation} GROUP BY ALL"
    return dict.fromkeys(values, 0) | dict(connection.execute(query).fetchall())


def _unrun(failures: dict[str, str], checks: Sequence[Check]) -> list[str]:
    """Name the identities that did not run and that no check names already."""
    named = {check.expectation for check in checks if check.exception is not None}
    return [f"{name} raised: {error}" for name, error in failures.items() if name not in named]
