"""A small mutation score, and the oracle and the editors it stands on."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from tests.mutation.books import Key, key_of
from tests.mutation.document import Document, documents
from tests.mutation.draw import draw
from tests.mutation.edit import KINDS, SINGLE, STRUCTURAL, TWO, Edit, Page, Writes, WrongUnit
from tests.mutation.figures import misread, value
from tests.mutation.location import Location, located
from tests.mutation.run import counts_for
from tests.mutation.score import missed
from tests.mutation.sums import Accounts
from tests.mutation.table import Table, markdown, plain
from tests.mutation.trial import Outcome, attempt, make

SEED = 20240901
TEXT = "text:211300-703"
CELLS = "text:210505-066001"
PDF = "typeset:211300-212"


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """Changes of all kinds in a text sample."""
    document = documents()[TEXT]
    drawn = draw(document, counts_for(70), SEED)
    trial = attempt(document, drawn, tmp_path_factory.mktemp("trial"))
    assert not [identity for severity, identity in trial.alarms if severity == "critical"]
    return list(trial.outcomes)


def test_all_kinds_are_tried(outcomes: list[Outcome]) -> None:
    pages = {"lost page", "repeated page"}
    assert {o.mutant.kind for o in outcomes} == {*KINDS} - pages
    assert len(outcomes) >= 60


def test_every_change_beyond_the_bound_is_held(outcomes: list[Outcome]) -> None:
    beyond = [o for o in outcomes if o.beyond]
    assert len(beyond) > len(outcomes) / 3
    assert [o.mutant.told for o in missed(outcomes)] == []


def test_what_no_sum_breaks_is_not_held_by_one(outcomes: list[Outcome]) -> None:
    """The oracle and the gate agree on single cells: neither sees less than the other."""
    within = [o for o in outcomes if o.mutant.kind in SINGLE and o.beyond is False]
    assert [o.mutant.told for o in within if o.held] == []


def test_structural_changes_and_wrong_units_are_told(outcomes: list[Outcome]) -> None:
    kinds = {*STRUCTURAL, "wrong unit", "exchanged sibling rows"}
    untold = [o.mutant.told for o in outcomes if o.mutant.kind in kinds and not o.seen]
    assert untold == []


def test_draws_are_the_same_for_the_same_seed() -> None:
    document = documents()[TEXT]
    counts = {"digit": 5, "lost row": 5}
    assert draw(document, counts, 1) == draw(document, counts, 1)
    assert draw(document, counts, 1) != draw(document, counts, 2)


@pytest.mark.parametrize("name", list(documents()))
def test_the_oracle_finds_nothing_wrong_in_the_unchanged(name: str) -> None:
    accounts = Accounts(documents()[name].amounts)
    assert len(accounts.sums) > 300
    assert not accounts.beyond({})


def test_the_oracle_knows_the_bound_of_a_sum() -> None:
    accounts = Accounts(documents()[TEXT].amounts)
    leaf = Key("income", "2101101", "appropriation")  # 35.86, one of three items of its 类
    step = accounts.steps["income"]
    assert not accounts.beyond({leaf: accounts.values[leaf] + step})
    assert accounts.beyond({leaf: accounts.values[leaf] + 3 * step})
    assert accounts.beyond({leaf: None})


@pytest.mark.parametrize("kind", [k for k in SINGLE if k != "neighbour column"])
def test_a_misread_is_another_amount(kind: str) -> None:
    for seed in range(20):
        text = misread(kind, "1,060.50", Random(seed))
        assert text is not None
        assert value(text, "万元") not in (None, 10_605_000_00)
    assert misread("transposition", "11.11", Random(0)) is None


def _reread(document: Document, edit: Edit, folder: Path) -> dict[Key, object]:
    made = folder / f"made{document.path.suffix}"
    make(document, edit, made)
    changed = Document(document.name, document.source, made, document.fiscal_year)
    return {key_of(row): row["fen"] for row in changed.amounts}


@pytest.mark.parametrize("kind", ["digit", "neighbour column", "blanked", "exchanged columns"])
@pytest.mark.parametrize("name", [TEXT, CELLS, PDF])
def test_a_document_is_read_as_it_was_edited(name: str, kind: str, tmp_path: Path) -> None:
    document = documents()[name]
    (mutant,) = draw(document, {kind: 1}, SEED)
    assert isinstance(mutant.edit, Writes)
    before = {key_of(row): row["fen"] for row in document.amounts}
    rows = document.amounts
    wanted = {key_of(rows[n]): value(t, "万元") or None for n, t in mutant.edit.texts.items()}
    assert _reread(document, mutant.edit, tmp_path) == before | wanted


@pytest.mark.parametrize("name", [TEXT, CELLS, PDF])
def test_exchanged_rows_are_the_same_amounts(name: str, tmp_path: Path) -> None:
    document = documents()[name]
    for mutant in draw(document, {"exchanged sibling rows": 2}, SEED):
        before = {key_of(row): row["fen"] for row in document.amounts}
        assert _reread(document, mutant.edit, tmp_path) == before
        assert document.amounts != Document(
            document.name, document.source, tmp_path / f"made{document.path.suffix}", 2023
        ).amounts  # fmt: skip


def test_pages_and_units_of_a_pdf(tmp_path: Path) -> None:
    document = documents()[PDF]
    before = {key_of(row): row["fen"] for row in document.amounts}
    page = next(r["page"] for r in document.amounts if r["statement"] == "three_public")

    def after(edit: Page | WrongUnit) -> dict[Key, object]:
        return _reread(document, edit, tmp_path)

    lost = {k: v for k, v in before.items() if k.statement != "three_public"}
    assert after(Page(page, 0)) == lost
    yuan = after(WrongUnit(("three_public",)))
    total = Key("three_public", "total", "actual")
    assert yuan[total] == int(str(before[total])) // 10_000
    assert {k: v for k, v in yuan.items() if k.statement != "three_public"} == lost


def test_two_kinds_are_scored_apart(outcomes: list[Outcome]) -> None:
    assert {o.mutant.kind for o in outcomes} >= {*SINGLE, *TWO}


def test_a_table_in_text_and_in_markdown() -> None:
    table = Table("T", ("a", "b"), (("1", "x|y"),), ("note",))
    assert plain(table) == "T\na  b\n1  x|y\nnote"
    assert markdown(table).splitlines()[2:5] == ["| a | b |", "| --- | --- |", "| 1 | x/y |"]


def test_location_is_scored_where_the_gate_locates() -> None:
    """What was changed, what the gate suspects, and what it would repair by itself."""
    accounts = Accounts(documents()[TEXT].amounts)
    key = Key("income", "2101101", "appropriation")
    before = accounts.values[key]
    row = {"statement": "income", "item": "2101101", "measure": "appropriation", "side": None}
    right = row | {"proposed_yuan": Decimal(before) / 100, "automatic": True}
    other = row | {"item": "2101102", "proposed_yuan": None, "automatic": False}
    found = located({"m": [[right], [other]]}, "m", accounts, {key: before + 10**6})
    assert found == Location(among=True, first=True, exact=True, automatic=True, wrong=False)
    found = located({"m": [[other], [right]]}, "m", accounts, {key: before + 10**6})
    assert found == Location(among=True, first=False, exact=False, automatic=False, wrong=False)
    low = right | {"proposed_yuan": Decimal(0)}
    found = located({"m": [[low]]}, "m", accounts, {key: before + 10**6})
    assert found == Location(among=True, first=True, exact=False, automatic=True, wrong=True)
    assert located({}, "m", accounts, {key: 0}) is None
