from __future__ import annotations

from tests.star.builder import Document, World

GRAIN = ("item", "kind", "basis", "amount_yuan")


def test_the_deepest_items_are_facts_and_a_stated_zero_is_one(world: World) -> None:
    document = Document("a", basis="年初")
    document.state("three_public", "total", budget=906, actual=1059)
    document.state("three_public", "abroad", budget=0, actual="")
    document.state("three_public", "vehicles", budget=906, actual=1059)
    document.state("three_public", "vehicle_operation", budget=906, actual=1059)
    document.state("three_public", "vehicle_purchase", budget="", actual="—")
    document.state("three_public", "meeting", budget=3, actual=3)
    world.build(document)
    assert world.rows("fact_three_public", *GRAIN) == [
        ("abroad", "预算", "年初", "0.00"),
        ("vehicle_operation", "决算", None, "105900.00"),
        ("vehicle_operation", "预算", "年初", "90600.00"),
    ]


def test_vehicles_without_parts_are_a_leaf_by_kind(world: World) -> None:
    document = Document("a")
    document.state("three_public", "vehicles", budget=5, actual=6)
    document.state("three_public", "vehicle_purchase", budget="", actual=6)
    world.build(document)
    assert world.rows("fact_three_public", "item", "kind") == [
        ("vehicle_purchase", "决算"),
        ("vehicles", "预算"),
    ]


def test_a_total_without_items_is_a_leaf(world: World) -> None:
    world.build(Document("a").state("three_public", "total", budget=0, actual=0))
    assert world.rows("fact_three_public", "item", "kind") == [("total", "决算"), ("total", "预算")]
