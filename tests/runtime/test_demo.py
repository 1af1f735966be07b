"""The demo of `tangram serve --demo`: people with roles, and records that are theirs."""

import pytest

from engine.people import list_departments, list_users, password_hash
from engine.people_changes import UserDraft, add_user
from runtime.demo import has_demo, install_demo
from tests.runtime.asking import owners
from tests.runtime.sites import ServedShop


@pytest.fixture
def administrator(fresh: ServedShop) -> int:
    """The administrator of an empty workspace."""
    draft = UserDraft("root", "Root", is_admin=True)
    return fresh.work.database.write(lambda connection: add_user(fresh.work, connection, draft))


def test_the_demo_has_people_and_they_have_records(fresh: ServedShop, administrator: int) -> None:
    work = fresh.work
    install_demo(work, administrator)
    assert work.database.read(has_demo)
    users = {user.login: user for user in work.database.read(list_users)}
    assert ("crm", "salesperson") in users["chenjs"].roles
    assert users["chenjs"].supervisor == users["linxl"].id
    places = {department.code for department in work.database.read(list_departments)}
    assert places == {"east", "south", "finance"}
    assert {None, str(users["chenjs"].id)} < owners(work, administrator, "crm.lead")
    assert None not in owners(work, administrator, "crm.opportunity")


def test_nobody_of_the_demo_can_sign_in(fresh: ServedShop, administrator: int) -> None:
    install_demo(fresh.work, administrator)
    people = [user for user in fresh.work.database.read(list_users) if user.id != administrator]
    hashes = fresh.work.database.read(lambda it: [password_hash(it, user.id) for user in people])
    assert hashes == [None] * 7


def test_an_installation_that_broke_off_is_finished(fresh: ServedShop, administrator: int) -> None:
    for _ in range(2):
        install_demo(fresh.work, administrator)
    assert len(fresh.work.database.read(list_users)) == 8
