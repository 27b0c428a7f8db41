"""Rules from pieces: whatever way a grid is cut up, the same mesh comes out."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.lattice import parse_mesh
from pipelines.extract.rulings import Mesh, Rule, table_meshes

Box = tuple[float, float, float, float]

steps = st.lists(st.integers(8, 60), min_size=1, max_size=6)


def positions(gaps: list[int]) -> list[float]:
    return [100.0 + sum(gaps[:count]) for count in range(len(gaps) + 1)]


def pieces(draw: st.DataObject, x: list[float], y: list[float]) -> list[Box]:
    """Draw every edge of a grid as one to three pieces that nearly meet, a little off its place."""
    found = []
    for at, along in [*((value, x) for value in y), *((value, y) for value in x)]:
        across = along is x
        for start, end in pairwise(along):
            cuts = sorted(draw.draw(st.lists(st.floats(start, end), max_size=2)))
            for low, high in zip([start, *cuts], [*cuts, end], strict=True):
                off = at + draw.draw(st.floats(-0.4, 0.4))
                gap = draw.draw(st.floats(0, 0.5))
                low, high = low + gap, max(low + gap, high - gap)
                found.append((low, off, high, off + 0.5) if across else (off, low, off + 0.5, high))
    return found


@settings(deadline=None, max_examples=50)
@given(steps, steps, st.data())
def test_any_pieces_of_a_grid_make_its_mesh(
    widths: list[int], heights: list[int], data: st.DataObject
) -> None:
    x, y = positions(widths), positions(heights)
    boxes = data.draw(st.permutations(pieces(data, x, y)))
    if len(widths) * len(heights) == 1:
        assert table_meshes(np.array(boxes)) == []
        return
    [mesh] = table_meshes(np.array(boxes))
    assert [rule.at for rule in mesh.across] == pytest.approx(y, abs=1)
    assert [rule.at for rule in mesh.down] == pytest.approx(x, abs=1)
    structure = parse_mesh(mesh, 1, 1000, 1000)
    assert structure.regions.shape == (len(heights), len(widths))
    assert (structure.spans[:, 2:] == 1).all()


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(*[st.floats(0, 500)] * 4), max_size=40))
def test_stray_pieces_make_no_nonsense(corners: list[Box]) -> None:
    boxes = [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners]
    thin = [
        (x0, y0, x1, y0 + 1) if x1 - x0 > y1 - y0 else (x0, y0, x0 + 1, y1)
        for x0, y0, x1, y1 in boxes
    ]
    for mesh in table_meshes(np.array(thin).reshape(-1, 4)):
        structure = parse_mesh(mesh, 1, 600, 600)
        assert (np.diff(structure.rows) < 0).all()
        assert (np.diff(structure.cols) > 0).all()
        area = structure.spans[:, 2] * structure.spans[:, 3]
        assert area.sum() == structure.regions.size
        assert np.bincount(structure.regions.ravel()).tolist() == area.tolist()


def test_no_piece_is_no_table() -> None:
    assert table_meshes(np.zeros((0, 4))) == []


def test_a_rule_is_cut_where_its_ink_ends() -> None:
    across = [(100.0, y, 180.0, y + 0.5) for y in (100, 120, 140)]
    down = [(x, 100, x + 0.5, 140) for x in (100, 140, 180)]
    [mesh] = table_meshes(np.array([*across, *down, (160, 120, 160.5, 150)], float))
    assert mesh.down[2].at == pytest.approx(160, abs=1)
    assert (mesh.down[2].low, mesh.down[2].high) == (mesh.across[1].at, mesh.across[2].at)


def test_a_dotted_rule_is_one() -> None:
    dots = [(100 + 2 * step, y, 101 + 2 * step, y + 0.5) for y in (100, 120) for step in range(41)]
    down = [(x, 100.0, x + 0.5, 120.0) for x in (100, 140, 180)]
    [mesh] = table_meshes(np.array([*dots, *down], float))
    assert [rule.at for rule in mesh.across] == pytest.approx([100.25, 120.25])


def test_joints_tell_which_rules_meet() -> None:
    mesh = Mesh((Rule(0, 0, 10), Rule(20, 0, 30)), (Rule(0, 0, 20), Rule(30, 0, 20)))
    assert mesh.joints.tolist() == [[True, False], [True, True]]
