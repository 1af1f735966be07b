"""Steps that ask and tell people: confirm, task, notify, wait."""

from collections.abc import Callable

import pytest

from engine.people_changes import UserDraft, change_user, disable_user
from tests.workflow.sales import Office, on_lead
from tests.workflow.sales_steps import ask, say, titles
from workflow.answering import answer_todo
from workflow.errors import AnswerRefused, TodoClosed, TodoUnknown
from workflow.handing_over import hand_over_todos
from workflow.todos import Answer

OpenSales = Callable[..., Office]


def test_the_run_goes_on_with_the_answer(sales: OpenSales) -> None:
    it = sales(on_lead(ask(within="30min"), say('"完"')))
    it.lead(name="甲", owner=str(it.li))
    (todo,) = it.todos(it.li)
    assert titles(it, it.li) == ["是否接受「甲」？"]
    assert str(todo.due_at) == "2026-03-02 02:30:00+00:00"
    assert it.texts() == []
    it.answer(it.li, "accept")
    assert it.texts() == ["接受李四", "完"]
    assert it.todos(it.li) == []


def test_a_decline_may_need_its_reason(sales: OpenSales) -> None:
    it = sales(on_lead(ask(reason_on_decline=True)))
    it.lead(name="甲", owner=str(it.li))
    with pytest.raises(AnswerRefused, match="comment_needed"):
        it.answer(it.li, "decline")
    with pytest.raises(AnswerRefused, match="answer_unknown"):
        it.answer(it.li, "maybe")
    it.answer(it.li, "decline", "太远")
    assert it.texts() == ["谢绝太远"]


def test_nobody_answers_in_time_and_who_was_asked_heard_it_before(sales: OpenSales) -> None:
    it = sales(on_lead(ask(within="30min", remind="10min")))
    it.lead(name="甲", owner=str(it.li))
    it.later(minutes=19)
    assert it.inbox(it.li) == []
    it.later(minutes=1)
    assert [told.title for told in it.inbox(it.li)] == ["待办提醒：是否接受「甲」？"]
    (todo,) = it.todos(it.li)
    it.later(minutes=10)
    assert it.texts() == ["超时"]
    with pytest.raises(TodoClosed, match="todo_expired"):
        answer_todo(it.work, it.actor(it.li), todo.id, Answer("accept"))


def test_the_first_of_several_answers_counts(sales: OpenSales) -> None:
    it = sales(on_lead(ask(who="协作人")))
    it.lead(name="甲", helpers=[str(it.li), str(it.zhao)])
    (todo,) = it.todos(it.zhao)
    it.answer(it.li, "accept")
    again = answer_todo(it.work, it.actor(it.li), todo.id, Answer("accept"))
    assert (again.state, again.ended_by) == ("done", it.li)
    with pytest.raises(TodoClosed) as late:
        answer_todo(it.work, it.actor(it.zhao), todo.id, Answer("decline"))
    assert late.value.parameters == {"by": "李四"}
    with pytest.raises(TodoUnknown):
        answer_todo(it.work, it.actor(it.wang), todo.id, Answer("accept"))
    assert it.texts() == ["接受李四"]


def test_with_nobody_to_ask_the_time_is_over_at_once(sales: OpenSales) -> None:
    it = sales(on_lead(ask()))
    it.lead(name="甲")
    assert it.texts() == ["超时"]


def test_questions_of_a_cancelled_run_are_withdrawn(sales: OpenSales) -> None:
    it = sales(on_lead(ask(), mode="restart", on={"event": "record.saved", "table": "lead"}))
    id = it.lead(name="甲", owner=str(it.li))
    (first,) = it.todos(it.li)
    it.change(id, name="乙")
    (second,) = it.todos(it.li)
    assert first.id != second.id
    with pytest.raises(TodoClosed, match="todo_withdrawn"):
        answer_todo(it.work, it.actor(it.li), first.id, Answer("accept"))


def test_nobody_is_asked_about_a_record_that_is_gone(sales: OpenSales) -> None:
    task = {"do": "task", "who": "负责人", "title": "跟进"}
    it = sales(on_lead(task, ask(), say('"nie"')))
    id = it.lead(name="甲", owner=str(it.li))
    assert len(it.todos(it.li)) == 2
    it.change(id, name="乙")
    assert len(it.todos(it.li)) == 2
    it.delete(id)
    assert it.todos(it.li) == []
    assert it.texts() == []
    assert it.inbox(it.lin) == []


def test_to_dos_of_who_leaves_go_to_who_stands_above_them(sales: OpenSales) -> None:
    task = {"do": "task", "who": "负责人", "title": "跟进 {{名称}}"}
    it = sales(on_lead(task, ask(who="协作人")))
    it.lead(name="甲", owner=str(it.li), helpers=[str(it.li), str(it.zhao)])

    def leave(user: int) -> None:
        it.company.write(lambda connection: disable_user(it.work, connection, user))
        it.company.write(lambda connection: hand_over_todos(connection, it.work, user))

    leave(it.li)
    assert (titles(it, it.zhang), titles(it, it.zhao)) == (["跟进 甲"], ["是否接受「甲」？"])
    leave(it.zhao)
    leave(it.zhang)
    assert sorted(titles(it, it.lin)) == ["是否接受「甲」？", "跟进 甲"]
    assert it.todos(it.li) == it.todos(it.zhang) == []


def test_everybody_hears_it_in_their_language_and_with_their_rights(sales: OpenSales) -> None:
    notify = {
        "do": "notify",
        "who": {"any": [{"role": "seller"}, {"supervisor_of": "负责人"}]},
        "cc": "负责人",
        "title": {"zh": "新线索 {{名称}}", "en": "New lead {{名称}}"},
        "text": "底价 {{底价}}，来源 {{来源}}，{{NOW()}}",
    }
    it = sales(on_lead(notify))
    it.company.write(
        lambda connection: change_user(
            connection, it.wang, UserDraft("wang.wu", "王五", language="en", supervisor=it.lin)
        )
    )
    it.place(it.zhang, is_admin=True, supervisor=it.lin)
    it.lead(name="甲", secret="8折", source="fair", owner=str(it.li))
    (li,), (wang,), (zhang,) = it.inbox(it.li), it.inbox(it.wang), it.inbox(it.zhang)
    assert (li.title, wang.title) == ("新线索 甲", "New lead 甲")
    assert li.text.startswith("底价 ，来源 展会，2026-03-02 10:00")
    assert zhang.text.startswith("底价 8折，来源 展会")


def test_a_task_is_each_persons_own(sales: OpenSales) -> None:
    task = {"do": "task", "who": {"role": "seller"}, "title": "补全 {{名称}}", "within": "2d"}
    it = sales(on_lead(task))
    it.lead(name="甲")
    assert it.answer(it.li, "done").state == "done"
    assert titles(it, it.wang) == titles(it, it.zhao) == ["补全 甲"]
    (todo,) = it.todos(it.wang)
    assert str(todo.due_at) == "2026-03-04 02:00:00+00:00"


def test_working_time_leaves_out_the_weekend(sales: OpenSales) -> None:
    task = {"do": "task", "who": "负责人", "title": "x", "within": "1d", "time": "working"}
    it = sales(on_lead(task))
    it.later(days=4, hours=7)
    it.lead(name="甲", owner=str(it.li))
    (todo,) = it.todos(it.li)
    assert str(todo.due_at) == "2026-03-09 09:00:00+00:00"


def test_a_wait_for_a_moment_ends_there(sales: OpenSales) -> None:
    wait = {"do": "wait", "key": "w", "until": "约定时间"}
    it = sales(on_lead(wait, say("STEP.w.ended")))
    it.lead(name="甲", due_at="2026-03-02T03:00:00Z")
    it.later(minutes=59)
    assert it.texts() == []
    it.later(minutes=1)
    assert it.texts() == ["reached"]
