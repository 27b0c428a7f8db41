"""Differentiation: from an identity's SQL to the query of the cells that it adds and subtracts.

An identity is declared once, as SQL over ``value``. It is linear in the values: sums, differences,
maxima of one cell, alternatives that do not ask for a value. DuckDB parses it; in what it prints
and recomputes every aggregate over the values becomes the list of its cells, ``+`` joins two lists,
``-`` joins the second one negated, a constant zero is no cell at all, and conditions stay.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import duckdb

from pipelines.gate.identity import Identity

Node = dict[str, Any]

MACROS = """
CREATE OR REPLACE TEMP MACRO no_terms() AS []::BIGINT[];
CREATE OR REPLACE TEMP MACRO negated_terms(terms) AS list_transform(terms, lambda term: -term);
CREATE OR REPLACE TEMP MACRO joined_terms(one, other) AS
    CASE WHEN one IS NOT NULL AND other IS NOT NULL THEN list_concat(one, other) END;
"""
"""What the queries of :func:`terms_sql` call; a missing term makes the whole sum missing."""

_DERIVED = {"printed": "value", "recomputed": "value", "rounding": "rounding"}
"""The columns of an identity that are differentiated, and by what."""


class NotLinearError(Exception):
    """The SQL of an identity is no sum of cells; the message says where."""


def terms_sql(connection: duckdb.DuckDBPyConnection, identity: Identity) -> str:
    """Give the query of the terms of an ``equal`` or ``at_most`` identity over ``{batch}``.

    Its columns are ``document_id, place, printed, recomputed, rounding`` as the identity gives
    them, and ``printed_terms``, ``recomputed_terms`` and ``rounding_terms``: lists of ``cell_no``,
    negative where a cell is subtracted. ``{batch}`` must have the column ``cell_no``.

    Raises:
        NotLinearError: an expression is neither a sum nor a choice of sums.
    """
    given = connection.execute(
        "SELECT json_serialize_sql($sql)", {"sql": identity.sql.format(batch="batch__")}
    ).fetchall()
    tree = json.loads(given[0][0])
    if tree.get("error"):
        raise NotLinearError(str(tree.get("error_message")))
    node = tree["statements"][0]["node"]
    named = {column["alias"]: column for column in node.get("select_list", ())}
    missing = {"place", *_DERIVED} - set(named)
    if missing:
        raise NotLinearError(f"no column {', '.join(sorted(missing))}")
    node["select_list"] = [_column("document_id"), *(named[name] for name in ("place", *_DERIVED))]
    for name, by in _DERIVED.items():
        try:
            derived = _derive(named[name], by)
        except NotLinearError as error:
            raise NotLinearError(f"{name}: {error}") from None
        node["select_list"].append(derived | {"alias": f"{name}_terms"})
    text = connection.execute("SELECT json_deserialize_sql($tree)", {"tree": json.dumps(tree)})
    return str(text.fetchall()[0][0]).replace("batch__", "{batch}")


def _derive(node: Node, by: str) -> Node:
    """Give the expression of the cells of ``node``, an expression over the column ``by``."""
    rule = _RULES.get(node["class"])
    if rule is None:
        raise NotLinearError(f"{node['class'].lower()} in a sum")
    return rule(node, by)


def _function(node: Node, by: str) -> Node:
    name = node["qualified_name"]["path"][-1]
    given = [argument["expression"] for argument in node["arguments"]]
    if name in ("sum", "max", "min") and len(given) == 1 and _is_column(given[0], by):
        return _named(node, "list", _column("cell_no"))
    if name == "+" and len(given) == 2:
        return _call("joined_terms", *(_derive(term, by) for term in given))
    if name == "-":
        *kept, taken = (_derive(term, by) for term in given)
        return (
            _call("joined_terms", *kept, _call("negated_terms", taken))
            if kept
            else _call("negated_terms", taken)
        )
    raise NotLinearError(f"{name}() in a sum")


def _operator(node: Node, by: str) -> Node:
    if node["type"] != "OPERATOR_COALESCE":
        raise NotLinearError(f"{node['type']} in a sum")
    return node | {"children": [_derive(child, by) for child in node["children"]]}


def _case(node: Node, by: str) -> Node:
    checks = [
        check | {"then_expr": _derive(check["then_expr"], by)} for check in node["case_checks"]
    ]
    return node | {"case_checks": checks, "else_expr": _derive(node["else_expr"], by)}


def _constant(node: Node, by: str) -> Node:
    literal = node["literal"]
    if literal["kind"] == "NULL_LITERAL":
        return node
    if literal["kind"] == "INTEGER" and int(literal["text"]) == 0:
        return _call("no_terms")
    raise NotLinearError(f"the constant {literal['text']} in a sum of {by}")


_RULES: dict[str, Callable[[Node, str], Node]] = {
    "FUNCTION": _function,
    "OPERATOR": _operator,
    "CASE": _case,
    "CONSTANT": _constant,
}


def _is_column(node: Node, name: str) -> bool:
    return bool(node["class"] == "COLUMN_REF" and node["column_names"][-1] == name)


def _column(name: str) -> Node:
    return {"class": "COLUMN_REF", "type": "COLUMN_REF", "alias": "", "column_names": [name]}


def _named(node: Node, name: str, *given: Node) -> Node:
    """Give the function call ``node``, its filter kept, with another name and arguments."""
    return node | {
        "alias": "",
        "function_name": name,
        "arguments": [{"name": "", "expression": expression} for expression in given],
        "qualified_name": {"path": [name]},
    }


def _call(name: str, *given: Node) -> Node:
    empty: Node = {"class": "FUNCTION", "type": "FUNCTION", "schema": "", "catalog": ""}
    empty |= {"filter": None, "order_bys": {"type": "ORDER_MODIFIER", "orders": []}}
    empty |= {"distinct": False, "is_operator": False, "export_state": False}
    return _named(empty, name, *given)
