"""A form at `/f/…`: what strangers may do with it, and what they may not (decision 45)."""

import pytest

from tests.runtime.asking import Json, assert_problem
from tests.runtime.form_visits import Visitor, buyers, form_view, open_visit
from tests.runtime.sites import Caller, ServedShop

ANNA: Json = {"name": "anna", "phone": "138 0512 7716", "area": "310101"}


@pytest.fixture
def visitor(served: ServedShop, root: Caller) -> Visitor:
    """Somebody with the form before them."""
    return open_visit(served, root)


def test_what_was_sent_is_a_record_and_the_answer_says_nothing_of_it(
    visitor: Visitor, root: Caller
) -> None:
    sent = visitor.send({**ANNA, "tags": ["new", "old"], "vip": "true"})
    assert sent.status_code == 303
    assert sent.headers["location"] == f"{visitor.path}/thanks"
    thanks = visitor.shop.client.request("GET", sent.headers["location"])
    assert thanks.status_code == 200
    assert "anna" not in sent.text + thanks.text
    (made,) = buyers(root)
    wanted = {"name": "ANNA", "phone": "13805127716", "area": "310101", "vip": True}
    assert {key: made[key] for key in wanted} == wanted
    assert (made["tags"], made["area_code"], made["created_by"]) == (["new", "old"], "021", None)


def test_the_event_says_that_a_form_wrote_it(visitor: Visitor, root: Caller) -> None:
    visitor.send(ANNA)
    listed = root("GET", "/apps/shop/tables/buyer/records").json()["records"]
    path = f"/apps/shop/tables/buyer/records/{listed[0]['id']}/history"
    (event,) = root("GET", path).json()["events"]
    assert (event["origin"], event["via"], event["user"]) == ("form", "form:shop.join", None)


def test_the_page_runs_no_script_and_loads_nothing_from_elsewhere(visitor: Visitor) -> None:
    answer = visitor.open()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    style = visitor.shop.client.request("GET", answer.text.split('href="')[1].split('"')[0])
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in style.headers["cache-control"]
    assert "http://" not in style.text.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize(("language", "word"), [("zh", "发送信息"), ("en", "Send")])
def test_it_speaks_the_visitor_s_language(visitor: Visitor, language: str, word: str) -> None:
    visitor.headers["Accept-Language"] = language
    assert f">{word}</button>" in visitor.open().text


def test_everything_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    visitor: Visitor, root: Caller
) -> None:
    sent = visitor.send({"name": "", "phone": "12", "area": "310101", "license": '"><b>'})
    assert sent.status_code == 422
    assert visitor.errors == ["必填", "「12」不是电话号码"]
    assert 'value="12"' in visitor.page
    assert '<option value="310101" selected>' in visitor.page
    assert 'value="&#34;&gt;&lt;b&gt;"' in visitor.page
    assert buyers(root) == []


def test_what_a_rule_asks_for_besides_comes_with_the_next_page(
    visitor: Visitor, root: Caller
) -> None:
    assert "f.why_iron" not in visitor.page
    sent = visitor.send({**ANNA, "level": "iron"})
    assert sent.status_code == 422
    assert 'name="f.why_iron" aria-required="true"' in visitor.page
    assert visitor.send({**ANNA, "level": "iron"}).status_code == 422
    assert visitor.errors == ["必填"]
    assert visitor.send({**ANNA, "level": "iron", "why_iron": "熟人"}).status_code == 303
    assert buyers(root)[0]["why_iron"] == "熟人"


def test_what_a_rule_hides_is_not_written(visitor: Visitor, root: Caller) -> None:
    visitor.send({**ANNA, "level": "iron"})
    assert visitor.send({**ANNA, "level": "gold", "why_iron": "x"}).status_code == 303
    assert buyers(root)[0]["why_iron"] is None


def test_a_page_sent_twice_is_one_record_and_another_entry_is_another(
    visitor: Visitor, root: Caller
) -> None:
    for _ in range(3):
        assert visitor.send(ANNA).status_code == 303
    assert len(buyers(root)) == 1
    assert visitor.send({**ANNA, "name": "bert"}).status_code == 303
    assert len(buyers(root)) == 2
    visitor.open()
    assert visitor.send(ANNA).status_code == 303
    assert len(buyers(root)) == 3


def test_the_address_fills_the_listed_fields_and_no_others(visitor: Visitor, root: Caller) -> None:
    visitor.open("?utm_source=baidu&license=L-1&name=x&f.name=y")
    assert visitor.send({**ANNA, "u.license": "L-1"}).status_code == 303
    (made,) = buyers(root)
    assert (made["area_code"], made["license"], made["name"]) == ("baidu", None, "ANNA")


def test_fixed_values_give_way_to_the_address_unless_it_is_wrong(
    served: ServedShop, root: Caller
) -> None:
    address = {"from_url": {"channel": "keeper_note"}, "values": {"keeper_note": "网站"}}
    table = root("GET", "/apps/shop/documents/table/buyer").json()
    note = {"key": "keeper_note", "label": "渠道", "type": "text", "max_length": 5}
    table["fields"].append(note)
    root("PUT", "/apps/shop/documents/table/buyer", table)
    visitor = open_visit(served, root, **address)
    for query in ("", "?channel=baidu", "?channel=toolongforit"):
        visitor.open(query)
        visitor.send({**ANNA, "name": f"a{query}"})
    assert {made["keeper_note"] for made in buyers(root)} == {"网站", "baidu"}


@pytest.mark.parametrize("key", ["keeper", "number", "total", "greeting", "id", "area_code"])
def test_nothing_else_is_written_whatever_is_sent(visitor: Visitor, root: Caller, key: str) -> None:
    sent = visitor.send({**ANNA, f"f.{key}": "7", key: "7", "shown": f"name,{key}"})
    assert sent.status_code in (303, 422)
    assert all("7" not in str(made[it]) for made in buyers(root) for it in (key,) if it in made)


def test_programs_that_fill_in_everything_are_thanked_and_forgotten(
    visitor: Visitor, root: Caller
) -> None:
    assert visitor.send({**ANNA, "homepage": "http://spam"}).status_code == 303
    assert buyers(root) == []


def test_a_taken_value_does_not_tell_that_it_is_taken(visitor: Visitor, root: Caller) -> None:
    visitor.send({**ANNA, "license": "L-1"})
    visitor.open()
    assert visitor.send({**ANNA, "license": "L-1"}).status_code == 422
    assert visitor.errors == ["这一项不能这样填写"]
    assert len(buyers(root)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_s_page_sends_nothing(
    visitor: Visitor, root: Caller, headers: dict[str, str]
) -> None:
    assert visitor.send(ANNA, **headers).status_code == 403
    assert buyers(root) == []


def test_an_address_that_sends_too_often_waits_and_keeps_what_it_typed(visitor: Visitor) -> None:
    for number in range(30):
        assert visitor.send({**ANNA, "name": f"n{number}"}).status_code == 303
    late = visitor.send({**ANNA, "name": "late"})
    assert late.status_code == 429
    assert 0 < int(late.headers["retry-after"]) <= 600
    assert 'value="late"' in late.text


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{}", "application/json", 400),
        (b"\xff=1", "application/x-www-form-urlencoded", 400),
        (b"f.name=%FF", "application/x-www-form-urlencoded", 400),
        (b"&".join([b"a=1"] * 3_000), "application/x-www-form-urlencoded", 400),
        (b"a=" + b"x" * 1_100_000, "application/x-www-form-urlencoded", 413),
        (b"f.name=a%00b&form_key=k", "application/x-www-form-urlencoded", 422),
        (b"f.name=a", "application/x-www-form-urlencoded", 422),
    ],
)
def test_what_no_browser_sends_is_refused(
    visitor: Visitor, root: Caller, content: bytes, kind: str, status: int
) -> None:
    sent = visitor.shop.client.request(
        "POST", visitor.path, content=content, headers={"Content-Type": kind}
    )
    assert sent.status_code == status, sent.text
    assert buyers(root) == []


def test_a_new_link_closes_the_one_before(visitor: Visitor, root: Caller) -> None:
    path = root("POST", "/apps/shop/forms/join/link").json()["path"]
    assert path != visitor.path
    assert visitor.open().status_code == visitor.send(ANNA).status_code == 404
    visitor.path = path
    assert visitor.open().status_code == 200
    assert root("DELETE", "/apps/shop/forms/join/link").status_code == 204
    assert visitor.open().status_code == 404
    (form,) = root("GET", "/apps/shop/forms").json()["forms"]
    assert (form["view"], form["path"]) == ("join", None)


def test_a_form_that_is_public_no_longer_is_closed(visitor: Visitor, root: Caller) -> None:
    private = {key: part for key, part in form_view().items() if key != "public"}
    assert root("PUT", "/apps/shop/documents/view/join", private).status_code == 200
    assert visitor.open().status_code == 404
    assert visitor.send(ANNA).status_code == 404
    assert_problem(root("POST", "/apps/shop/forms/join/link"), 404)


def test_links_are_for_those_who_build(visitor: Visitor, sue: Caller) -> None:
    assert_problem(sue("GET", "/apps/shop/forms"), 403)
    assert_problem(sue("POST", "/apps/shop/forms/join/link"), 403)
    assert_problem(sue("DELETE", "/apps/shop/forms/join/link"), 403)
    assert_problem(visitor.shop.nobody("GET", "/apps/shop/forms"), 401)
    assert visitor.open().status_code == 200


def test_who_may_not_create_records_cannot_let_strangers_do_it(
    served: ServedShop, root: Caller
) -> None:
    seeing = {"buyer": {"read": True, "fields": {"*": "read"}}}
    role = {"key": "designer", "label": "d", "tables": seeing, "build": ["views"]}
    assert root("PUT", "/apps/shop/documents/role/designer", role).status_code == 200
    served.add_person("dan", role="designer")
    dan, form = served.token("dan"), form_view()
    assert_problem(dan("PUT", "/apps/shop/documents/view/join", form), 403)
    private = {key: part for key, part in form.items() if key != "public"}
    assert dan("PUT", "/apps/shop/documents/view/join", private).status_code == 200


def test_what_strangers_write_behind_a_form_is_for_builders_to_know(
    visitor: Visitor, root: Caller, sue: Caller
) -> None:
    assert visitor.page
    assert "public" in root("GET", "/apps/shop/documents/view/join").json()
    seen = sue("GET", "/apps/shop/documents/view/join").json()
    assert seen["sections"]
    assert "public" not in seen
