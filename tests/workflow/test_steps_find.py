"""Steps that look: find, measure, sample, extract."""

from collections.abc import Callable

import pytest

from tests.workflow.sales import Office, on_lead
from tests.workflow.sales_steps import only, say

OpenSales = Callable[..., Office]


def test_records_are_found_by_what_earlier_steps_gave(sales: OpenSales) -> None:
    find = {"do": "find", "key": "found", "table": "lead", "sort": "-amount,name"}
    near = "金额>=STEP.record.金额/2 AND 记录编号<>STEP.record"
    it = sales(
        only(
            "名称='x'",
            {**find, "filter": near, "all": True, "most": 2},
            {"do": "each", "key": "one", "over": "STEP.found", "steps": [say("STEP.one.名称")]},
            say("TEXT(STEP.found.count)"),
            {**find, "key": "none", "filter": "金额>STEP.record.金额*9"},
            say('IF(ISBLANK(STEP.none),"无",STEP.none.名称)'),
        )
    )
    for name, amount in (("a", 10), ("b", 60), ("c", 70), ("d", 60)):
        it.lead(name=name, amount=amount)
    it.lead(name="x", amount=100)
    assert it.texts() == ["c", "b", "2", "无"]


def test_the_likest_records_come_first(sales: OpenSales) -> None:
    similar = {
        "do": "find",
        "key": "like",
        "table": "lead",
        "similar": ["name", "amount", "source"],
        "filter": "记录编号<>STEP.record",
    }
    link = {"do": "set", "values": {"like": "STEP.like"}}
    it = sales(only("次数=1", similar, link))
    it.lead(name="宁波海曙恒越外贸", amount=5, source="fair")
    near = it.lead(name="湖州德清启明材料厂", amount=90, source="web")
    id = it.lead(name="湖州德清启明新材料", amount=100, source="web", count=1)
    assert it.record(id)["like"] == near


def test_measures_are_taken_over_what_a_filter_finds(sales: OpenSales) -> None:
    measure = {
        "do": "measure",
        "key": "m",
        "table": "lead",
        "filter": "来源=STEP.record.来源",
        "measures": {"sum": "SUM(金额)", "count": "COUNT()", "share": "COUNTIF(金额>50)/COUNT()"},
    }
    told = 'TEXT(STEP.m.sum) & "/" & TEXT(STEP.m.count) & "/" & TEXT(STEP.m.share)'
    it = sales(only("名称='x'", measure, say(told)))
    it.lead(name="a", amount=40, source="web")
    it.lead(name="b", amount=9, source="fair")
    it.lead(name="x", amount=60.5, source="web")
    assert it.texts() == ["100.5/2/0.5"]


def test_a_sample_is_the_same_for_the_same_seed(sales: OpenSales) -> None:
    sample = {"do": "sample", "table": "lead", "filter": "名称<>'x'", "percent": 40}
    seeds = {"one": "2026-11", "two": "2026-11", "three": "2026-12"}
    drawn = [{**sample, "key": key, "seed": f'"{seed}"'} for key, seed in seeds.items()]
    listed = [
        {
            "do": "each",
            "key": f"of_{key}",
            "over": f"STEP.{key}",
            "steps": [say(f"STEP.of_{key}.名称")],
        }
        for key in seeds
    ]
    it = sales(only("名称='x'", *drawn, *listed))
    for name in "abcdefghijkl":
        it.lead(name=name)
    it.lead(name="x")
    names = it.texts()
    assert len(names) == 15
    assert names[:5] == names[5:10] != names[10:]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "我是湖州德清启明新材料有限公司的王小明经理，电话138-0512-7716，明天下午3点到",
            ("13805127716", "王小明", "2026-03-03 07:00:00+00:00", "咳嗽、新药"),
        ),
        ("谢谢", (None, None, None, "")),
    ],
)
def test_contacts_moments_and_words_are_read_out_of_a_text(
    sales: OpenSales, text: str, found: tuple[object, ...]
) -> None:
    extract = {
        "do": "extract",
        "key": "e",
        "text": "留言",
        "parts": {"phone": "phone", "who": "person", "at": "moment", "words": "keywords"},
        "lexicon": {"table": "word", "word": "word", "value": "topic"},
    }
    values = {"phone": "STEP.e.phone", "person": "STEP.e.who", "due_at": "STEP.e.at"}
    put = {"do": "set", "values": values}
    it = sales(on_lead(extract, put, say('JOIN(STEP.e.words,"、")')))
    it.put("word", word="到", topic="新药")
    it.put("word", word="王小明", topic="咳嗽")
    lead = it.record(it.lead(name="a", text=text))
    at = lead["due_at"]
    shown = (lead["phone"], lead["person"], None if at is None else str(at), it.texts()[0] or "")
    assert shown == found
