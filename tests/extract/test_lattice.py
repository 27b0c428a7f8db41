"""What is used of camelot's private parser, and how its edges become cells."""

import inspect
from importlib.metadata import version

import pytest
from camelot.core import Cell, Table
from camelot.parsers.base import BaseParser
from camelot.parsers.lattice import Lattice

from pipelines.extract.lattice import MeshParser, parse_mesh, structure_of
from pipelines.extract.rulings import Mesh, Rule

PARAMETERS = {
    BaseParser.prepare_page_parse: [
        "self",
        "filename",
        "layout",
        "dimensions",
        "page_idx",
        "images",
        "horizontal_text",
        "vertical_text",
        "rotation",
        "layout_kwargs",
    ],
    BaseParser.extract_tables: ["self"],
    BaseParser._document_has_no_text: ["self"],
    BaseParser._initialize_new_table: ["self", "table_idx", "bbox", "cols", "rows"],
    Lattice._generate_table_bbox: ["self"],
    Lattice._reject_table: ["self", "table"],
    Lattice.record_parse_metadata: ["self", "table"],
    Table._find_close_point: ["self", "coords", "coord", "joint_tol"],
}

MESH = Mesh(
    (Rule(100, 10, 70), Rule(80, 10, 70), Rule(60, 10, 70)),
    (Rule(10, 60, 100), Rule(40, 60, 80), Rule(70, 60, 100)),
)


def test_camelot_is_the_version_whose_private_parts_are_used() -> None:
    assert version("camelot-py") == "2.0.0"
    for method, names in PARAMETERS.items():
        assert list(inspect.signature(method).parameters) == names, method.__qualname__


def test_camelot_goes_through_the_methods_that_are_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called = []
    for name in (
        "_document_has_no_text",
        "_reject_table",
        "_generate_table_bbox",
        "_initialize_new_table",
        "record_parse_metadata",
    ):
        real = getattr(MeshParser, name)

        def spy(*arguments: object, name: str = name, real: object = real) -> object:
            called.append(name)
            return real(*arguments)  # type: ignore[operator]

        monkeypatch.setattr(MeshParser, name, spy)
    parse_mesh(MESH, 1, 100, 200)
    assert sorted(called) == [
        "_document_has_no_text",
        "_generate_table_bbox",
        "_initialize_new_table",
        "_reject_table",
        "record_parse_metadata",
    ]


def test_camelot_makes_cells_with_edges_of_the_rules() -> None:
    [table] = MeshParser(MESH, 1, 100, 200).extract_tables()
    assert table.rows == [(100, 80), (80, 60)]
    assert table.cols == [(10, 40), (40, 70)]
    assert all(isinstance(cell, Cell) for row in table.cells for cell in row)
    right = [[cell.right for cell in row] for row in table.cells]
    assert right == [[False, True], [True, True]]
    assert all(cell.bottom and cell.top for row in table.cells for cell in row)


def test_the_quick_search_finds_what_camelot_finds() -> None:
    table = MeshParser(MESH, 1, 100, 200)._initialize_new_table(
        0, (10, 60, 70, 100), [(10, 40), (40, 70)], [(100, 80), (80, 60)]
    )
    for edges in (table.rows, table.cols):
        for edge in (10, 11.5, 40, 42.1, 60, 70, 80, 81, 100, 500):
            assert table._find_close_point(edges, edge, 2) == Table._find_close_point(
                table, edges, edge, 2
            )


def test_a_structure_tells_cells_and_what_covers_each_position() -> None:
    structure = parse_mesh(MESH, 1, 100, 200)
    assert structure.rows.tolist() == [100, 80, 60]
    assert structure.cols.tolist() == [10, 40, 70]
    assert structure.spans.tolist() == [[0, 0, 1, 2], [1, 0, 1, 1], [1, 1, 1, 1]]
    assert structure.regions.tolist() == [[0, 0], [1, 2]]
    assert structure.corners().tolist() == [
        [10, 60, 70, 100],
        [10, 80, 70, 100],
        [10, 60, 40, 80],
        [40, 60, 70, 80],
    ]


def test_open_edges_that_make_no_rectangle_leave_rectangles() -> None:
    table = Table([(0, 10), (10, 20), (20, 30)], [(30, 20), (20, 10), (10, 0)]).set_all_edges()
    for row, col, edge in ((0, 0, "right"), (0, 0, "bottom"), (1, 0, "right"), (1, 1, "bottom")):
        setattr(table.cells[row][col], edge, False)
    assert structure_of(table).regions.tolist() == [[0, 0, 1], [2, 2, 3], [4, 5, 6]]
