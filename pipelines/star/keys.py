"""The grain of the tables of the star: the columns that tell their rows apart."""

from __future__ import annotations

KEYS: dict[str, tuple[str, ...]] = {
    "disclosure": ("document_id",),
    "document_build": ("document_id",),
    "dim_disclosure": ("document_id",),
    "dim_department": ("department_id", "fiscal_year"),
    "dim_division": ("fiscal_year", "division_code"),
    "dim_fiscal_year": ("fiscal_year",),
    "dim_functional_subject": ("fiscal_year", "subject_code"),
    "dim_economic_subject": ("fiscal_year", "subject_code"),
    "dim_fund": ("fiscal_year", "position"),
    "dim_nature": ("fiscal_year", "position"),
    "dim_three_public_item": ("fiscal_year", "position"),
    "dim_indicator": ("fiscal_year", "indicator_id"),
    "dim_project": ("fiscal_year", "project_id"),
    "dim_metric": ("fiscal_year", "position"),
    "dim_identity": ("fiscal_year", "identity"),
    "fact_income": ("document_id", "subject_code", "fund"),
    "fact_expenditure": ("document_id", "subject_code", "fund", "nature"),
    "fact_basic_expenditure": ("document_id", "subject_code"),
    "fact_three_public": ("document_id", "item", "kind"),
    "fact_balance": ("document_id", "fund"),
    "fact_narrative_claim": ("document_id", "section", "metric", "subject", "occurrence"),
    "fact_performance_indicator": ("document_id", "form_no", "position"),
    "fact_performance_fund": ("document_id", "form_no", "position"),
}
"""Tables that are not named have no key but a place in their document."""
