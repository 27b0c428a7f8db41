"""``dim_project``: the projects that forms and sentences name, under one name a body.

The same project is called 数字经济专项资金 in a form and 数字经济 in a sentence. Its name is
what is left without the year before it and the words behind it that only say that it is paid for.
"""

from __future__ import annotations

import hashlib

import polars as pl

from pipelines.star.schemas import DIMENSIONS

PROJECT_FORMS = ("项目自评", "项目监控")

_ENDINGS = (
    "专项工作经费|专项资金预算|专项资金|专项经费|专项工作|工作经费|补助资金|经费|资金|项目|专项"
)
_ORNAMENT = r"""[\s“”‘’"'《》【】]"""


def project_name(printed: pl.Expr) -> pl.Expr:
    """Give the normalised name of a project; a name that is nothing but such words stays."""
    plain = printed.str.normalize("NFKC").str.replace_all(_ORNAMENT, "")
    bare = plain.str.replace(r"^\d{4}年度?", "").str.replace(f"(?:{_ENDINGS})$", "")
    return pl.when(bare != "").then(bare).otherwise(plain)


def with_project(rows: pl.DataFrame, printed: str, named: pl.Expr) -> pl.DataFrame:
    """Add ``project_id`` and ``project`` where ``named`` holds: the body's id and the name."""
    name = pl.when(named).then(project_name(pl.col(printed)))
    rows = rows.with_columns(name.alias("project"))
    keys = rows.select("department_id", "project").unique().drop_nulls("project")
    ids = [_key(str(body), str(project)) for body, project in keys.iter_rows()]
    known = keys.with_columns(pl.Series("project_id", ids, pl.String()))
    return rows.join(
        known, on=["department_id", "project"], how="left", nulls_equal=True, maintain_order="left"
    )


def dim_project(named: list[pl.DataFrame]) -> pl.DataFrame:
    """Give the projects of rows with ``project_id`` and ``printed_name``, a row a body and name."""
    columns = ("project_id", "department_id", "project", "printed_name", "in_form")
    rows = pl.concat([frame.select(columns) for frame in named]).drop_nulls("project_id")
    found = rows.group_by("project_id", "department_id", "project").agg(
        pl.col("printed_name").filter(pl.col("in_form")).unique().sort().alias("form_names"),
        pl.col("printed_name").filter(~pl.col("in_form")).unique().sort().alias("narrative_names"),
    )
    return found.select(name for name in DIMENSIONS["dim_project"] if name != "fiscal_year")


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
