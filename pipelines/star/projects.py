"""``dim_project``: the projects that forms and sentences name, under one name a body.

The same project is called 数字经济专项资金 in a form and 数字经济 in a sentence. Its name is
what is left without the year before it and the words behind it that only say that it is paid for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import polars as pl

PROJECT_FORMS = ("项目自评", "项目监控")

_ENDINGS = (
    "专项工作经费|专项资金预算|专项资金|专项经费|专项工作|工作经费|补助资金|经费|资金|项目|专项"
)
_PROJECT = ("project_id", "department_id", "project")
_ORNAMENT = r"""[\s“”‘’"'《》【】]"""


def project_name(printed: pl.Expr) -> pl.Expr:
    """Give the normalised name of a project; a name that is nothing but such words stays."""
    plain = printed.str.normalize("NFKC").str.replace_all(_ORNAMENT, "")
    bare = plain.str.replace(r"^\d{4}年度?", "").str.replace(f"(?:{_ENDINGS})$", "")
    return pl.when(bare != "").then(bare).otherwise(plain)


def with_project(rows: pl.DataFrame, printed: str, named: pl.Expr) -> pl.DataFrame:
    """Add ``project_id`` and ``project`` where ``named`` holds: the body's id and the name."""
    said = pl.when(named).then(pl.col(printed)).alias("said")
    keys = rows.select("department_id", said).unique().drop_nulls("said")
    names = keys.with_columns(project_name(pl.col("said")).alias("project"))
    pairs = names.select("department_id", "project").iter_rows()
    ids = [_key(str(body), str(project)) for body, project in pairs]
    known = names.with_columns(pl.Series("project_id", ids, pl.String()))
    on = ["department_id", "said"]
    told = rows.select("department_id", said).join(known, on=on, how="left", maintain_order="left")
    return rows.hstack(told.select("project", "project_id"))


def projects(claims: pl.DataFrame, forms: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Give the projects of the facts of sentences and forms, a row a body and name.

    ``form_names`` and ``narrative_names`` are the names under which they are printed.
    """
    told = [_named(claims, "subject", False), *(_named(form, "entity", True) for form in forms)]
    rows = pl.concat(told).unique()
    in_form = pl.col("in_form")
    return rows.group_by(_PROJECT).agg(
        pl.col("printed_name").filter(in_form).sort().alias("form_names"),
        pl.col("printed_name").filter(~in_form).sort().alias("narrative_names"),
    )


def dim_project(members: pl.DataFrame) -> pl.DataFrame:
    """Give the :func:`projects` of all parts, a row a body and name."""
    names = ("form_names", "narrative_names")
    return members.group_by(_PROJECT).agg(
        pl.col(name).list.explode(empty_as_null=False, keep_nulls=False).unique().sort()
        for name in names
    )


def _named(fact: pl.DataFrame, column: str, in_form: bool) -> pl.DataFrame:
    names = fact.drop_nulls("project_id").select("project_id", "department_id", column).unique()
    return names.select(
        "project_id",
        "department_id",
        project_name(pl.col(column)).alias("project"),
        pl.col(column).alias("printed_name"),
        pl.lit(in_form).alias("in_form"),
    )


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
