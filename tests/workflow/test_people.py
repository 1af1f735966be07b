"""Who is meant by what documents say of people."""

import json
from collections.abc import Callable, Mapping

import pytest
from pydantic import TypeAdapter

from engine.department_changes import archive_department, join_department
from engine.people_changes import disable_user
from metadata.documents.who import WhoDocument
from tests.workflow.sales import Office
from workflow.people import people_of

OpenSales = Callable[..., Office]
READ: TypeAdapter[WhoDocument] = TypeAdapter(WhoDocument)


@pytest.fixture
def meant(sales: OpenSales) -> Callable[..., list[str]]:
    """What gives the names of those who are meant; `values` are those of the formulas."""
    it = sales()
    north, east = it.company.north, it.company.east
    it.company.write(lambda one: archive_department(it.work, one, north, east))
    it.company.write(
        lambda one: join_department(it.work, one, it.wang, it.company.sales, is_head=True)
    )
    names = {it.zhang: "张三", it.li: "李四", it.wang: "王五", it.zhao: "赵六", it.lin: "林总"}
    places = {"east": east, "north": north, "sales": it.company.sales}
    ids = {**{name: id for id, name in names.items()}, **places}

    def find(who: object, values: Mapping[str, object], gone: str | None = None) -> list[str]:
        if gone is not None:
            it.company.write(lambda one: disable_user(it.work, one, ids[gone]))

        def value(pointer: str) -> object:
            given = values.get(pointer)
            return [ids[str(x)] for x in given] if isinstance(given, list) else ids.get(str(given))

        document = READ.validate_json(json.dumps(who))
        return [
            names[id]
            for id in it.company.read(lambda one: people_of(it.work, one, document, value, "sales"))
        ]

    return find


CASES = [
    ("负责人", {"": "李四"}, ["李四"]),
    ("负责人", {}, []),
    ("关注人", {"": ["赵六", "李四", "赵六"]}, ["赵六", "李四"]),
    ({"role": "seller"}, {}, ["李四", "王五", "赵六"]),
    ({"role": "sales.manager"}, {}, ["张三"]),
    ({"role": "nobody"}, {}, []),
    ({"role": "seller", "department": "x"}, {"department": "east"}, ["李四", "赵六"]),
    ({"role": "seller", "department": "x"}, {"department": "north"}, ["李四", "赵六"]),
    ({"role": "seller", "department": "x"}, {}, []),
    ({"department": "sales"}, {}, ["王五"]),
    ({"department": "sales", "deep": True}, {}, ["张三", "李四", "王五", "赵六"]),
    ({"department": "sales", "deep": True, "head": True}, {}, ["王五", "张三"]),
    ({"department": "north", "head": True}, {}, ["张三"]),
    ({"of": "x"}, {"of": "east"}, ["张三", "李四", "赵六"]),
    ({"supervisor_of": "x"}, {"supervisor_of": "李四"}, ["张三"]),
    ({"supervisor_of": "x", "level": 2}, {"supervisor_of": "李四"}, ["林总"]),
    ({"supervisor_of": "x", "level": 3}, {"supervisor_of": "李四"}, []),
    ({"any": ["a", {"of": "b"}]}, {"any/0": "李四", "any/1/of": "east"}, ["李四", "张三", "赵六"]),
]


def test_each_way_of_saying_it_means_these(meant: Callable[..., list[str]]) -> None:
    found = [(who, meant(who, values)) for who, values, _ in CASES]
    assert found == [(who, names) for who, _, names in CASES]


def test_who_is_disabled_is_meant_no_more(meant: Callable[..., list[str]]) -> None:
    assert meant({"role": "seller"}, {}, "王五") == ["李四", "赵六"]
    assert meant({"supervisor_of": "x"}, {"supervisor_of": "李四"}, "张三") == ["林总"]
    assert meant("负责人", {"": "张三"}) == []
