"""Approvals over HTTP: lists, one with its path, acting, delegations, the printed page."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from engine.database.opening import open_database
from engine.read_records import expand_values
from runtime.http.app import create_app
from runtime.http.endpoints import ENDPOINTS
from runtime.migrations import upgrade
from tests.engine.shop_app import Body
from tests.engine.shops import ADMIN
from tests.runtime.listening import Ear
from tests.runtime.paperwork import picture
from tests.runtime.served_office import BILLS, ServedOffice, serve_office
from tests.statements import statements_asked
from tests.workflow.office import approval, node, open_office

Serve = Callable[..., ServedOffice]

BOSS = node("boss", {"supervisor_of": "CURRENT_USER()"})
FINANCE = node(
    "finance",
    {"role": "finance"},
    votes="any",
    fields={"account": "edit", "name": "read", "checker": "read", "note": "hidden"},
)


@pytest.fixture
def serve(database_url: str, tmp_path: Path) -> Iterator[Serve]:
    """What serves the office with an approval of these nodes."""
    database = open_database(database_url)
    upgrade(database)
    with ExitStack() as opened:

        def serve_it(*nodes: Body, **more: object) -> ServedOffice:
            served = serve_office(open_office(database, tmp_path, approval(*nodes, **more)))
            opened.enter_context(served.client)
            opened.callback(served.site.close)
            return served

        yield serve_it
    database.close()


def test_who_finds_an_approval_where(serve: Serve) -> None:
    it = serve(BOSS, cc={"role": "finance"})
    asked = it.office.pay(it.office.bill())
    for login, mine, count in (
        ("ann", "asked", 1),
        ("bob", "to_decide", 1),
        ("bob", "decided", 0),
        ("dan", "cc", 0),
        ("cleo", "to_decide", 0),
    ):
        found = it.ask(login, "GET", f"/approvals?mine={mine}")["approvals"]
        assert len(found) == count, (login, mine)
    [row] = it.ask("bob", "GET", "/approvals")["approvals"]
    assert (row["title"], row["node_label"], row["task"]) == ("付款审批", "boss", 1)
    it.ask("bob", "POST", f"/approvals/{asked}/decide", {"verdict": "agree"})
    assert it.ask("bob", "GET", "/approvals?mine=decided")["approvals"][0]["state"] == "agreed"
    [copy] = it.ask("dan", "GET", "/approvals?mine=cc")["approvals"]
    assert copy["read_at"] is None
    it.ask("dan", "GET", f"/approvals/{asked}")
    assert it.ask("dan", "GET", "/approvals?mine=cc")["approvals"][0]["read_at"] is not None


def test_a_page_through_many(serve: Serve) -> None:
    it = serve(BOSS)
    made = [it.office.pay(it.office.bill()) for _ in range(3)]
    page = it.ask("ann", "GET", "/approvals?mine=asked&limit=2")
    rest = it.ask("ann", "GET", f"/approvals?mine=asked&limit=2&cursor={page['next']}")
    found = [int(row["id"]) for row in (*page["approvals"], *rest["approvals"])]
    assert found == made[::-1]
    assert rest["next"] is None


def test_the_node_says_what_its_people_see_and_write(serve: Serve) -> None:
    it = serve(BOSS, FINANCE)
    bill = it.office.bill(note="内部", account="6222", checker=it.office.cleo)
    asked = it.office.pay(bill)
    path = f"/approvals/{asked}"
    assert it.refused("dan", "GET", path) == (404, "approval_unknown")
    assert it.refused("dan", "GET", f"{BILLS}/{bill}") == (404, "unknown_table")
    assert it.refused("dan", "GET", f"{BILLS}/{bill}/approvals")[0] == 404
    it.ask("bob", "POST", f"{path}/decide", {"verdict": "agree", "comment": "行"})
    seen = it.ask("dan", "GET", path)
    assert seen["title"] == "付款审批：出差"
    assert (seen["values"]["name"], seen["values"]["account"]) == ("出差", "6222")
    assert not {"note", "amount"} & set(seen["values"])
    assert seen["fields"] == {"account": "edit", "name": "read", "checker": "read"}
    named = {str(it.office.cleo): {"title": "Cleo"}}
    assert seen["expanded"] == {"checker": named}
    values = {"checker": str(it.office.cleo)}
    assert expand_values(it.office.work, ADMIN, "office.bill", values) == {"checker": named}
    assert "account" not in it.ask("ann", "GET", path)["values"]
    body = {"verdict": "agree", "values": {"amount": "1"}}
    assert it.refused("dan", "POST", f"{path}/decide", body) == (422, "field_not_here")
    body["values"] = {"account": "6333"}
    done = it.ask("dan", "POST", f"{path}/decide", body)
    assert done["state"] == "agreed"
    assert it.office.record(bill)["account"] == "6333"


def test_the_whole_path_is_on_the_record(serve: Serve) -> None:
    it = serve(BOSS, node("end", {"role": "finance"}, votes="any"))
    bill = it.office.bill()
    asked = it.office.pay(bill)
    it.ask("bob", "POST", f"/approvals/{asked}/decide", {"verdict": "agree", "comment": "同意付"})
    told = it.ask("ann", "GET", f"{BILLS}/{bill}/approvals")
    [path] = told["approvals"]
    assert [each["state"] for each in path["nodes"]] == ["done", "here"]
    [task] = path["nodes"][0]["tasks"]
    assert (task["person_name"], task["comment"], task["state"]) == ("Bob", "同意付", "agreed")
    assert [line["what"] for line in path["log"]][:3] == ["asked", "node_entered", "agreed"]
    assert path["mine"]["may"] == ["urge", "comment"]
    assert told["startable"] == []


def test_acting_by_everything_there_is(serve: Serve) -> None:
    it = serve(BOSS, node("end", {"role": "finance"}))
    office = it.office
    path = f"/approvals/{office.pay(office.bill())}"
    it.ask("bob", "POST", f"{path}/add", {"people": [str(office.cleo)], "where": "before"})
    it.ask("cleo", "POST", f"{path}/decide", {"verdict": "agree"})
    it.ask("bob", "POST", f"{path}/return", {"comment": "补材料"})
    assert it.ask("ann", "GET", path)["mine"]["may"] == ["resubmit", "withdraw", "comment"]
    it.ask("ann", "POST", f"{path}/resubmit", {})
    it.ask("bob", "POST", f"{path}/transfer", {"to": str(office.cleo), "comment": "出差"})
    it.ask("ann", "POST", f"{path}/urge", {})
    assert it.refused("ann", "POST", f"{path}/urge", {}) == (422, "urged_already")
    it.ask("cleo", "POST", f"{path}/decide", {"verdict": "agree"})
    it.ask("ann", "POST", f"{path}/comment", {"comment": "急"})
    assert it.refused("ann", "POST", f"{path}/withdraw", {}) == (422, "decided_meanwhile")
    it.ask("ada", "POST", f"{path}/withdraw", {"comment": "作废"})
    assert it.refused("dan", "POST", f"{path}/decide", {"verdict": "agree"}) == (
        409,
        "approval_over",
    )


def test_many_are_agreed_to_at_once_as_far_as_they_can_be(serve: Serve) -> None:
    it = serve(BOSS)
    ids = [str(it.office.pay(it.office.bill())) for _ in range(2)]
    told = it.ask("bob", "POST", "/approvals/decide", {"approvals": [*ids, "1"]})["results"]
    assert [each["is_done"] for each in told] == [True, True, False]
    assert told[2]["code"] == "approval_unknown"


def test_a_signature_is_an_upload_of_one_s_own_that_others_see(serve: Serve) -> None:
    it = serve(node("boss", {"supervisor_of": "CURRENT_USER()"}, signature=True))
    path = f"/approvals/{it.office.pay(it.office.bill())}"
    bob = it.caller("bob")
    head = {"Content-Type": "image/png", "X-File-Name": "a.png"}
    file = bob("POST", "/files", content=picture(20, 10), headers=head).json()["id"]
    assert it.refused("bob", "POST", f"{path}/decide", {"verdict": "agree"}) == (
        422,
        "signature_needed",
    )
    it.ask("bob", "POST", f"{path}/decide", {"verdict": "agree", "signature": file})
    assert it.caller("ann")("GET", f"/files/{file}").status_code == 200
    assert it.caller("dan")("GET", f"/files/{file}").status_code == 404
    page = it.caller("ann")("GET", f"{path}/print")
    assert f"/api/v1/files/{file}/thumbnail" in page.text
    assert "script" not in page.headers["content-security-policy"]


def test_somebody_starts_an_approval_and_chooses_who_decides(serve: Serve) -> None:
    who = {"chosen": True, "most": 1}
    it = serve(node("one", who))
    bill = it.office.bill()
    place = "/apps/office/approvals/pay/start"
    body = {"record": str(bill)}
    assert it.refused("ann", "POST", place, body) == (422, "choose_people")
    assert it.refused("dan", "POST", place, body) == (422, "approval_absent")
    made = it.ask("ann", "POST", place, {**body, "chosen": {"one": [str(it.office.eve)]}})
    assert made["nodes"][0]["tasks"][0]["person_name"] == "Eve"
    assert it.refused("ann", "POST", place, body) == (422, "approval_pending_already")


def test_what_is_frozen_says_so(serve: Serve) -> None:
    it = serve(BOSS, changed="refuse", freezes=["amount"])
    bill = it.office.bill()
    it.office.pay(bill)
    path = f"{BILLS}/{bill}"
    answer = it.caller("ann")("PATCH", path, {"values": {"amount": "5"}})
    assert answer.json()["problems"][0]["message"] == "审批中，该字段不能修改"
    answer = it.caller("ada")("DELETE", path)
    assert answer.json()["problems"][0]["code"] == "frozen_by_approval"


def test_delegations_are_made_listed_and_ended(serve: Serve) -> None:
    it = serve(BOSS)
    body = {
        "delegate": str(it.office.dan),
        "starts_at": "2026-03-01T00:00:00Z",
        "ends_at": "2026-03-08T00:00:00Z",
    }
    made = it.ask("bob", "POST", "/delegations", body)
    assert (made["user_name"], made["delegate_name"]) == ("Bob", "Dan")
    assert it.ask("dan", "GET", "/delegations")["to_me"] == [made]
    path = f"/approvals/{it.office.pay(it.office.bill())}"
    [task] = it.ask("dan", "GET", path)["nodes"][0]["tasks"]
    assert (task["person_name"], task["behalf_name"]) == ("Dan", "Bob")
    assert it.refused("dan", "DELETE", f"/delegations/{made['id']}")[0] == 404
    assert it.refused("ann", "POST", "/delegations", {**body, "user": str(it.office.bob)}) == (
        403,
        "power_needed",
    )
    it.ask("bob", "DELETE", f"/delegations/{made['id']}")
    assert it.ask("bob", "GET", "/delegations") == {"mine": [], "to_me": []}


def test_what_becomes_of_an_approval_is_heard_by_those_who_see_it(serve: Serve) -> None:
    it = serve(BOSS)
    asked = it.office.pay(it.office.bill())
    app, topic = create_app(it.site, ENDPOINTS), f"approval:{asked}"
    with (
        Ear(app, f"{topic},approval:1", it.caller("ann").headers) as ann,
        Ear(app, topic, it.caller("dan").headers) as dan,
    ):
        assert (ann.heard, dan.heard) == ([topic], [])
        it.office.decide(asked, it.office.bob)
        assert ann.topics(1) == {topic}
        assert dan.is_silent()


def test_what_was_agreed_is_taken_back_and_printed(serve: Serve) -> None:
    it = serve(BOSS, revoke={"transition": "take_back"})
    bill = it.office.bill()
    path = f"/approvals/{it.office.pay(bill)}"
    it.ask("bob", "POST", f"{path}/decide", {"verdict": "agree"})
    assert it.ask("ann", "GET", path)["mine"]["may"] == ["revoke", "comment"]
    assert it.ask("bob", "GET", path)["mine"]["may"] == ["comment"]
    assert it.refused("ann", "POST", f"{path}/revoke", {}) == (422, "reason_for_decision")
    back = it.ask("ann", "POST", f"{path}/revoke", {"comment": "退货"})
    assert (back["title"], back["revokes"]) == ("付款审批撤销：出差", path.rpartition("/")[2])
    done = it.ask("bob", "POST", f"/approvals/{back['id']}/decide", {"verdict": "agree"})
    assert done["state"] == "agreed"
    assert it.office.record(bill)["stage"] == "draft"
    told = it.ask("ann", "GET", path)
    assert (told["revoked_by"], told["revocation"]["state"]) == (back["id"], "agreed")
    assert told["mine"]["may"] == ["comment"]
    page = it.caller("ann")("GET", f"{path}/print").text
    assert "退货" in page
    assert "撤销" in page


def test_a_move_asks_who_decides_where_the_applicant_chooses(serve: Serve) -> None:
    who = {"chosen": True, "most": 1, "among": {"role": "finance"}}
    it = serve(node("one", who), node("more", {"chosen": True}, when="金额>1000"))
    bill, office = it.office.bill(), it.office
    [move] = it.ask("ann", "GET", f"{BILLS}/{bill}/transitions")["transitions"]
    among = [{"id": str(office.dan), "name": "Dan"}, {"id": str(office.eve), "name": "Eve"}]
    assert move["approval"]["choose"] == [
        {"node": "one", "label": "one", "most": 1, "among": among}
    ]
    path = f"{BILLS}/{bill}/transitions/pay"
    for approvers, code in (
        ({}, "choose_people"),
        ({"one": [str(office.dan), str(office.eve)]}, "choose_people"),
        ({"one": [str(office.bob)]}, "chosen_unfit"),
        ({"none": [str(office.bob)]}, "node_unknown"),
    ):
        assert it.refused("ann", "POST", path, {"approvers": approvers}) == (422, code)
    assert it.refused("ann", "POST", path, {"approvers": ["x"]}) == (400, "invalid_body")
    assert it.office.approvals(bill) == []
    it.ask("ann", "POST", path, {"approvers": {"one": [str(office.eve)]}})
    it.office.settle()
    assert it.office.pending(it.office.approvals(bill)[0]) == [office.eve]


@pytest.mark.parametrize("path", ["/approvals", "/todos", "/notifications"])
@pytest.mark.parametrize("title", [None, "{{事由}}：{{复核人.姓名}}"])
def test_a_list_asks_as_much_of_the_database_for_many_as_for_few(
    serve: Serve, path: str, title: str | None
) -> None:
    it = serve(BOSS, cc={"role": "finance"}, **({} if title is None else {"title": title}))
    bob, counts = it.caller("bob"), []
    for more in (2, 4):
        for _ in range(more):
            it.office.pay(it.office.bill(checker=str(it.office.dan)))
        assert bob("GET", path).status_code == 200
        with statements_asked() as asked:
            assert bob("GET", path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
