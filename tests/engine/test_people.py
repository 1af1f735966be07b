"""People: who is in which department, above whom, with which rights, and since when."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.actor import Actor, Origin
from engine.database import Connection, Database
from engine.database.statements import prepare
from engine.department_changes import (
    add_department,
    archive_department,
    change_department,
    join_department,
    leave_department,
    restore_department,
)
from engine.errors import PeopleRefused
from engine.load_actor import load_actor
from engine.people import (
    department_by_code,
    departments_above,
    find_user,
    list_departments,
    list_memberships,
    list_users,
    password_hash,
    people_selectables,
    present_departments,
    read_user,
)
from engine.people_changes import (
    UserDraft,
    add_user,
    change_user,
    disable_user,
    enable_user,
    grant_role,
    revoke_role,
    set_password_hash,
)
from engine.workspace import Workspace
from metadata.fields.people import PEOPLE_TABLES
from tests.clock import VirtualClock
from tests.engine.company import Company
from tests.engine.shops import open_shop


@pytest.fixture
def company(migrated: Database, clock: VirtualClock, tmp_path: Path) -> Company:
    """The people of `tests.engine.company`, in a workspace with the shop's roles."""
    open_shop(migrated, tmp_path)
    return Company(Workspace(migrated, clock, tmp_path))


def test_a_person_is_found_by_login_in_any_case(company: Company) -> None:
    found = company.read(lambda it: find_user(it, " Zhang.SAN "))
    assert found is not None
    assert (found.id, found.name, found.has_password) == (company.zhang, "张三", False)
    assert company.read(lambda it: find_user(it, "nobody")) is None
    assert [it.login for it in company.read(list_users)] == ["li.si", "wang.wu", "zhang.san"]


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (UserDraft("zhang.san", "另一个"), "login_taken"),
        (UserDraft("Zhang.San", "另一个"), "login_taken"),
        (UserDraft("", "无名"), "login_unusable"),
        (UserDraft("有中文", "无名"), "login_unusable"),
        (UserDraft("a" * 81, "长"), "login_unusable"),
        (UserDraft("zhao", "  "), "name_unusable"),
        (UserDraft("zhao", "赵", language="fr"), "language_unknown"),
        (UserDraft("zhao", "赵", supervisor=1), "unknown_user"),
    ],
)
def test_a_person_that_cannot_be_so_is_refused(
    company: Company, draft: UserDraft, reason: str
) -> None:
    before = company.work.rights
    with pytest.raises(PeopleRefused) as caught:
        company.write(lambda it: add_user(company.work, it, draft))
    assert caught.value.reason == reason
    assert len(company.read(list_users)) == 3
    assert company.work.rights == before


def test_nobody_is_above_themselves(company: Company) -> None:
    li = UserDraft("li.si", "李四", supervisor=company.zhang)
    company.write(lambda it: change_user(it, company.li, li))
    zhang = UserDraft("zhang.san", "张三", supervisor=company.li)
    with pytest.raises(PeopleRefused, match="supervisor_cycle"):
        company.write(lambda it: change_user(it, company.zhang, zhang))
    assert company.read(lambda it: read_user(it, company.li)).supervisor == company.zhang


def test_one_administrator_is_always_left(company: Company) -> None:
    work = company.work
    boss = company.write(lambda it: add_user(work, it, UserDraft("boss", "老板", is_admin=True)))
    with pytest.raises(PeopleRefused, match="last_admin"):
        company.write(lambda it: disable_user(work, it, boss))
    with pytest.raises(PeopleRefused, match="last_admin"):
        company.write(lambda it: change_user(it, boss, UserDraft("boss", "老板")))
    company.write(lambda it: add_user(work, it, UserDraft("second", "副手", is_admin=True)))
    company.write(lambda it: disable_user(work, it, boss))
    with pytest.raises(PeopleRefused, match="user_disabled"):
        load_actor(work, boss, Origin.UI)
    company.write(lambda it: enable_user(it, boss))
    assert load_actor(work, boss, Origin.UI).is_admin


def test_a_password_is_kept_as_its_hash(company: Company) -> None:
    company.write(lambda it: set_password_hash(it, company.li, "$argon2id$…"))
    assert company.read(lambda it: password_hash(it, company.li)) == "$argon2id$…"
    assert company.read(lambda it: read_user(it, company.li)).has_password
    assert company.read(lambda it: password_hash(it, company.zhang)) is None


def test_an_actor_has_roles_and_all_departments_below(company: Company) -> None:
    work = company.work
    company.write(lambda it: grant_role(work, it, company.zhang, ("shop", "seller"), None))
    company.write(lambda it: join_department(work, it, company.zhang, company.sales))
    actor = load_actor(work, company.zhang, Origin.API, scopes=frozenset({"shop:read"}), via="t1")
    assert actor == Actor(
        user=company.zhang,
        name="张三",
        roles=frozenset({("shop", "seller")}),
        departments=tuple(sorted((company.sales, company.east, company.north))),
        origin=Origin.API,
        scopes=frozenset({"shop:read"}),
        rights=work.rights,
        via="t1",
    )
    company.write(lambda it: revoke_role(it, company.zhang, ("shop", "seller")))
    after = load_actor(work, company.zhang, Origin.UI, language="en")
    assert (after.roles, after.language, after.rights > actor.rights) == (frozenset(), "en", True)


def test_an_unknown_role_is_not_granted(company: Company) -> None:
    with pytest.raises(PeopleRefused, match="unknown_role"):
        company.write(
            lambda it: grant_role(company.work, it, company.zhang, ("shop", "king"), None)
        )
    with pytest.raises(PeopleRefused, match="unknown_user"):
        load_actor(company.work, 12345, Origin.UI)


def test_departments_above_are_those_up_to_the_top(company: Company) -> None:
    own = company.read(lambda it: departments_above(it, company.li, False))
    deep = company.read(lambda it: departments_above(it, company.li, True))
    assert own == (company.east,)
    assert deep == (company.east, company.sales, company.top)


def test_a_department_never_lies_below_itself(company: Company) -> None:
    with pytest.raises(PeopleRefused, match="department_cycle"):
        company.write(
            lambda it: change_department(it, company.sales, "sales", "销售部", company.east)
        )
    company.write(lambda it: change_department(it, company.east, "east", "华东大区", company.top))
    names = {it.id: (it.name, it.parent) for it in company.read(list_departments)}
    assert names[company.east] == ("华东大区", company.top)


@pytest.mark.parametrize(
    ("code", "name", "reason"),
    [
        ("sales", "又一个", "code_taken"),
        ("销售", "又一个", "code_unusable"),
        ("x", "", "name_unusable"),
    ],
)
def test_a_department_that_cannot_be_so_is_refused(
    company: Company, code: str, name: str, reason: str
) -> None:
    with pytest.raises(PeopleRefused, match=reason):
        company.write(lambda it: add_department(company.work, it, code, name))
    assert len(company.read(list_departments)) == 5


def test_an_archived_department_passes_to_its_heir(company: Company) -> None:
    work = company.work
    with pytest.raises(PeopleRefused, match="heir_needed"):
        company.write(lambda it: archive_department(work, it, company.east, None))
    company.write(lambda it: archive_department(work, it, company.east, company.north))
    assert company.read(lambda it: present_departments(it, company.li)) == (company.north,)
    assert company.read(lambda it: department_by_code(it, "east")) == company.north
    # Records that say 华东 are still theirs who are in 华北 now.
    assert company.east in load_actor(work, company.li, Origin.UI).departments
    with pytest.raises(PeopleRefused, match="department_archived"):
        company.write(lambda it: join_department(work, it, company.wang, company.east))
    company.write(lambda it: restore_department(it, company.east))
    assert company.read(lambda it: department_by_code(it, "east")) == company.east
    assert company.east not in load_actor(work, company.li, Origin.UI).departments


def test_departments_below_an_archived_one_move_to_the_heir(company: Company) -> None:
    company.write(lambda it: archive_department(company.work, it, company.sales, company.east))
    parents = {it.id: it.parent for it in company.read(list_departments)}
    assert parents[company.east] == company.top
    assert parents[company.north] == company.east


def test_memberships_remember_when_they_were(company: Company, clock: VirtualClock) -> None:
    began = clock.now()
    clock.advance(timedelta(days=30))
    work = company.work
    company.write(lambda it: join_department(work, it, company.li, company.north, is_main=True))
    clock.advance(timedelta(days=1))
    company.write(lambda it: leave_department(work, it, company.li, company.north))
    history = [
        (it.department, it.is_main, it.started_at - began, it.ended_at and it.ended_at - began)
        for it in company.read(lambda it: list_memberships(it, company.li))
    ]
    month, later = timedelta(days=30), timedelta(days=31)
    assert sorted(history, key=str) == sorted(
        [
            (company.east, True, timedelta(0), month),
            (company.east, False, month, later),
            (company.north, True, month, later),
            (company.east, True, later, None),
        ],
        key=str,
    )


def test_a_department_has_one_head(company: Company) -> None:
    work = company.work
    company.write(lambda it: join_department(work, it, company.li, company.east, is_head=True))
    heads = company.people("department", "id", "head")
    assert heads[company.east] == company.li
    open_ones = [
        it for it in company.read(lambda it: list_memberships(it, company.zhang)) if not it.ended_at
    ]
    assert [(it.department, it.is_head, it.is_main) for it in open_ones] == [
        (company.east, False, True)
    ]


def test_people_are_tables_with_the_columns_formulas_know(company: Company) -> None:
    work = company.work
    company.write(lambda it: grant_role(work, it, company.zhang, ("shop", "seller"), company.wang))
    for name, table in people_selectables().items():
        assert set(table.c.keys()) == set(PEOPLE_TABLES[name].fields)
    roles = company.people("user", "id", "roles")
    assert roles == {company.zhang: ("shop.seller",), company.li: None, company.wang: None}
    departments = company.people("user", "id", "department")
    assert departments[company.wang] == company.finance
    assert company.people("department", "id", "code")[company.east] == "east"


def test_people_join_like_any_table(company: Company) -> None:
    tables = people_selectables()
    user, department = tables["user"], tables["department"]
    named = sa.select(user.c.name, department.c.name).join(
        department, department.c.id == user.c.department
    )
    ordered = named.order_by(user.c.name)
    rows = company.work.database.rows(prepare(ordered, company.work.database.dialect))
    assert sorted(rows) == [("张三", "华东"), ("李四", "华东"), ("王五", "财务部")]


@pytest.mark.parametrize(
    "change",
    [
        lambda company, it: disable_user(company.work, it, company.li),
        lambda company, it: join_department(company.work, it, company.li, company.finance),
        lambda company, it: leave_department(company.work, it, company.li, company.east),
        lambda company, it: revoke_role(it, company.li, ("shop", "seller")),
        lambda company, it: change_department(it, company.east, "east2", "东", None),
        lambda company, it: set_password_hash(it, company.li, None),
    ],
)
def test_every_change_of_people_raises_the_rights_number(
    company: Company, change: Callable[[Company, Connection], None]
) -> None:
    before = company.work.rights
    company.write(lambda it: change(company, it))
    assert company.work.rights > before
