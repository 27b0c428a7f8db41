"""The tables of the star: their columns.

One place for what ``star/<table>/fiscal_year=<year>/*.parquet`` holds; the SQL under ``sql/``
names the same columns with a comment each. Amounts are 元 as DECIMAL(20,2), never float.
"""

from __future__ import annotations

import polars as pl

Schema = dict[str, pl.DataType]

YUAN = pl.Decimal(20, 2)
EXACT = pl.Decimal(24, 6)
"""Any other number that is printed, and a ratio of two."""

CELL = pl.Struct(
    {
        "statement": pl.String(),
        "page": pl.Int32(),
        "line": pl.Int32(),
        "table_no": pl.Int32(),
        "row_no": pl.Int32(),
        "col_no": pl.Int32(),
    }
)
"""Where a printed cell stands; with ``document_id`` it leads to a row of ``printed_amount``."""

METRIC_CELL = pl.Struct(
    dict.fromkeys(("subject", "statement", "side", "item", "label", "measure"), pl.String())
)
"""A printed cell that a claim must equal: of the subject ``subject``, ``*`` for any other."""

_TEXT, _INT, _FLOAT, _FLAG = pl.String(), pl.Int32(), pl.Float64(), pl.Boolean()
_SOURCES = pl.List(CELL)


def _columns(text: str, kind: pl.DataType = _TEXT) -> Schema:
    return dict.fromkeys(text.split(), kind)


_PLACE = _columns("page line", _INT)
_OWNER = (
    _columns("document_id")
    | _columns("fiscal_year", _INT)
    | _columns("department_id division_code scope")
)
_AMOUNT_ROW = (
    _columns("document_id")
    | _columns("fiscal_year", _INT)
    | _columns("division_code department statement printed_no side line_no subject_code label")
    | _columns("column_label measure printed unit")
    | {"amount_yuan": YUAN}
    | _columns("page line table_no row_no col_no", _INT)
    | _columns("x0 y0 x1 y1", _FLOAT)
    | _columns("item role state")
    | {"quantum_yuan": YUAN}
    | _columns("scope")
    | {"corrected_yuan": YUAN}
)
_CELL_ROW = (
    _columns("document_id")
    | _columns("fiscal_year", _INT)
    | _columns("statement side item measure label column_label")
    | _columns("page line table_no row_no col_no", _INT)
    | _columns("printed unit")
)
_SUBJECT = _columns("fiscal_year", _INT) | _columns(
    "subject_code level name name_basis parent_code"
)
_MEASURED = {"amount_yuan": YUAN, "quantum_yuan": YUAN}
_FORM = (
    _OWNER
    | _columns("form entity")
    | _columns("form_no position", _INT)
    | {"is_monitoring": _FLAG}
    | _columns("project_id")
)

FACTS: dict[str, Schema] = {
    "fact_income": _OWNER
    | _columns("subject_code fund")
    | _MEASURED
    | {"derived": _FLAG, "fund_basis": _TEXT, "sources": _SOURCES, "corrected": _FLAG},
    "fact_expenditure": _OWNER
    | _columns("subject_code fund nature")
    | _MEASURED
    | {"derived": _FLAG, "fund_basis": _TEXT, "sources": _SOURCES, "corrected": _FLAG},
    "fact_basic_expenditure": _OWNER
    | _columns("subject_code side")
    | _MEASURED
    | {"sources": _SOURCES, "corrected": _FLAG},
    "fact_three_public": _OWNER
    | _columns("item kind basis")
    | _MEASURED
    | {"sources": _SOURCES, "corrected": _FLAG},
    "fact_balance": _OWNER
    | _columns("fund")
    | _columns("opening_yuan income_yuan surplus_used_yuan", YUAN)
    | _columns("expenditure_yuan distributed_yuan closing_yuan", YUAN)
    | {"derived": _FLAG, "fund_basis": _TEXT, "sources": _SOURCES, "corrected": _FLAG},
    "fact_narrative_claim": _OWNER
    | _columns("section metric subject")
    | _columns("occurrence", _INT)
    | {"value": EXACT, "unit": _TEXT, "value_yuan": YUAN, "claim_year": _INT}
    | _columns("project_id note")
    | _PLACE,
    "fact_performance_indicator": _FORM
    | _columns("indicator_id")
    | _columns("weight score score_rate", EXACT)
    | _PLACE,
    "fact_performance_fund": _FORM
    | _columns("item")
    | _columns("budget_initial_yuan budget_yuan executed_yuan", YUAN)
    | {"rate": EXACT, "rate_printed_as": _TEXT}
    | _columns("weight score", EXACT)
    | _PLACE,
}

DIMENSIONS: dict[str, Schema] = {
    "dim_disclosure": _columns("document_id department_id")
    | _columns("fiscal_year", _INT)
    | _columns("division_code department scope path")
    | _columns("version", _INT)
    | _columns("valid_from valid_to", pl.Datetime("us"))
    | {"is_current": _FLAG},
    "dim_department": _columns("department_id")
    | _columns("fiscal_year", _INT)
    | _columns("body organisation division_code division unit_code scope"),
    "dim_division": _columns("fiscal_year", _INT)
    | _columns("division_code level name province_code province city_code city county")
    | _columns("names_of_year", _INT),
    "dim_fiscal_year": _columns("fiscal_year", _INT)
    | _columns("label")
    | _columns("first_day last_day", pl.Date()),
    "dim_functional_subject": _SUBJECT,
    "dim_economic_subject": _SUBJECT | _columns("side"),
    "dim_fund": _columns("fiscal_year position", _INT) | _columns("fund used_in definition"),
    "dim_nature": _columns("fiscal_year position", _INT) | _columns("nature definition"),
    "dim_three_public_item": _columns("fiscal_year position", _INT)
    | _columns("item name parent_item"),
    "dim_indicator": _columns("fiscal_year", _INT) | _columns("indicator_id level1 level2 level3"),
    "dim_project": _columns("fiscal_year", _INT)
    | _columns("project_id department_id project")
    | _columns("form_names narrative_names", pl.List(pl.String())),
    "dim_metric": _columns("fiscal_year position", _INT)
    | _columns("metric zh en kind subject_is previous")
    | {"equals": pl.List(METRIC_CELL)},
    "dim_identity": _columns("fiscal_year", _INT)
    | _columns("identity zh en shape severity statements"),
}

DISCLOSURES: dict[str, Schema] = {
    "disclosure": _columns("document_id path format sha256 division_code division department")
    | _columns("unit_code scope")
    | _columns("fiscal_year version", _INT)
    | _columns("status reason")
    | _columns("statements_found", _INT)
    | {"first_seen_at": pl.Datetime("us")}
    | _columns("department_id body replaced_by reader")
    | _columns("pages amounts identities_tested exact rounding violated not_testable", _INT)
    | _columns("erred"),
    "statement": _columns("document_id")
    | _columns("fiscal_year", _INT)
    | _columns("statement status printed_no title unit")
    | _columns("decimals rows amounts", _INT)
    | _columns("budget_basis")
    | _PLACE,
    "problem": _columns("document_id")
    | _columns("fiscal_year", _INT)
    | _columns("statement kind severity message")
    | _PLACE,
    "identity_result": _columns("document_id")
    | _columns("fiscal_year", _INT)
    | _columns("identity severity statement place")
    | _columns("printed recomputed difference", YUAN)
    | _columns("bound slack", pl.Decimal(20, 3))  # half of the last decimal of 元
    | _columns("leaves", _INT)
    | _columns("outcome")
    | {"cells": pl.List(pl.Struct(_columns("table_no row_no col_no page line", _INT)))}
    | _columns("finding_zh finding_en"),
    "suspect": _columns("document_id")
    | _columns("fiscal_year rank set_no set_size", _INT)
    | _columns("statement side item measure label column_label")
    | _columns("page line table_no row_no col_no", _INT)
    | _columns("printed")
    | _columns("printed_yuan proposed_yuan window_low_yuan window_high_yuan", YUAN)
    | _columns("misread")
    | _columns("mended", _INT)
    | {"evidence": pl.Decimal(10, 3), "automatic": _FLAG}
    | _columns("sentence_en sentence_zh"),
    "printed_amount": _AMOUNT_ROW,
    "quarantined_amount": _AMOUNT_ROW,
    "superseded_amount": _AMOUNT_ROW,
    "correction": _CELL_ROW
    | _columns("corrected")
    | {"printed_yuan": YUAN, "corrected_yuan": YUAN}
    | _columns("source rule by reason"),
    "second_reading": _CELL_ROW
    | _columns("printed_again")
    | {"printed_yuan": YUAN, "again_yuan": YUAN, "agrees": _FLAG},
    "document_build": _columns("document_id") | _columns("fiscal_year", _INT) | _columns("made_of"),
}

HANDED_ON: dict[str, Schema] = {
    "narrative_claim": _columns("document_id section metric subject printed")
    | {"value": EXACT}
    | _columns("unit")
    | _columns("fiscal_year claim_year page line", _INT)
    | _columns("sentence note"),
    "performance_indicator": _columns("document_id")
    | _columns("fiscal_year form_no", _INT)
    | _columns("form entity level1 level2 level3 operator target unit actual completion")
    | _columns("weight score deviation improvement")
    | _PLACE,
    "performance_fund": _columns("document_id")
    | _columns("fiscal_year form_no", _INT)
    | _columns("form entity item budget_initial budget executed forecast rate weight score unit")
    | _PLACE,
    "performance_total": _columns("document_id")
    | _columns("fiscal_year form_no", _INT)
    | _columns("form entity total_weight total_score")
    | _PLACE,
}
"""Relations that the statements room gives ready made; empty where its parts do not hold them."""

TABLES: dict[str, Schema] = DISCLOSURES | DIMENSIONS | FACTS | HANDED_ON

OF_DOCUMENTS = tuple(name for name, schema in TABLES.items() if "document_id" in schema)
"""The tables whose rows belong to a document each: they lie in parts."""

OF_YEAR = tuple(name for name, schema in TABLES.items() if "document_id" not in schema)
"""The tables of a whole year, made anew from its parts."""

PLACE_ORDER = ("document_id", "table_no", "row_no", "col_no", "page", "line")
"""The order of rows that have no key but a place in their document."""
