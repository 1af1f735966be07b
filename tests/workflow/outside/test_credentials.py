"""Values go in and never come out; without their key they are lost, and nothing else is."""

import stat

import pytest

from tests.workflow.outside.world import Outside
from workflow.credentials import drop_credential, list_credentials, read_parts
from workflow.errors import CredentialRefused, CredentialUnknown, SecretKeyUnusable
from workflow.outside_tables import tg_credential
from workflow.secret_key import SECRET_KEY, existing_key, key_file, seal, unseal

SECRET = "a-very-secret-value-xy"


def test_a_value_is_read_for_calls_and_shown_by_two_characters(outside: Outside) -> None:
    outside.put("erp", "bearer", {"token": SECRET})
    assert read_parts(outside.work, "erp") == {"token": SECRET}
    (found,) = outside.work.database.read(lambda it: list_credentials(it, outside.work))
    assert (found.name, found.kind, found.shown) == ("erp", "bearer", {"token": "••••xy"})
    assert found.is_readable
    assert SECRET not in str(outside.rows(tg_credential))


def test_a_new_value_takes_the_place_of_the_old(outside: Outside) -> None:
    outside.put("erp", "bearer", {"token": SECRET})
    outside.put("erp", "basic", {"username": "a", "password": "b"})
    assert read_parts(outside.work, "erp") == {"username": "a", "password": "b"}
    outside.work.database.write(lambda it: drop_credential(it, "erp"))
    with pytest.raises(CredentialUnknown):
        read_parts(outside.work, "erp")
    with pytest.raises(CredentialUnknown):
        outside.work.database.write(lambda it: drop_credential(it, "erp"))


def test_the_key_lies_in_a_file_of_its_owner_alone(outside: Outside) -> None:
    assert existing_key(outside.work) is None
    outside.put("erp", "bearer", {"token": SECRET})
    file = key_file(outside.work)
    assert file.name == "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [it.name for it in file.parent.glob(".secret*")] == []


def test_a_lost_key_is_a_problem_of_its_credentials_alone(outside: Outside) -> None:
    outside.put("old", "bearer", {"token": SECRET})
    key_file(outside.work).unlink()
    with pytest.raises(SecretKeyUnusable, match="secret_key_lost"):
        read_parts(outside.work, "old")
    outside.put("new", "bearer", {"token": SECRET})
    assert read_parts(outside.work, "new") == {"token": SECRET}
    found = outside.work.database.read(lambda it: list_credentials(it, outside.work))
    assert [(it.name, it.is_readable) for it in found] == [("new", True), ("old", False)]
    outside.put("old", "bearer", {"token": "put in anew"})
    assert read_parts(outside.work, "old") == {"token": "put in anew"}


def test_the_key_of_the_environment_wins(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECRET_KEY, "short")
    with pytest.raises(SecretKeyUnusable, match="secret_key_short"):
        seal(outside.work, "x", "a")
    monkeypatch.setenv(SECRET_KEY, "long enough to be one")
    sealed = seal(outside.work, "x", "a")
    assert not key_file(outside.work).exists()
    assert unseal(outside.work, sealed, "a") == "x"
    with pytest.raises(SecretKeyUnusable, match="secret_broken"):
        unseal(outside.work, sealed, "another place")


@pytest.mark.parametrize(
    ("kind", "parts", "code"),
    [
        ("magic", {}, "credential_kind"),
        ("bearer", {}, "credential_part_needed"),
        ("bearer", {"token": ""}, "credential_part_needed"),
        ("bearer", {"token": "a", "more": "b"}, "credential_part_unknown"),
        ("bearer", {"token": "a\r\nX: b"}, "credential_part_unusable"),
        ("bearer", {"token": "a" * 5_000}, "credential_part_unusable"),
    ],
)
def test_parts_that_make_no_credential_are_refused(
    outside: Outside, kind: str, parts: dict[str, str], code: str
) -> None:
    with pytest.raises(CredentialRefused) as refused:
        outside.put("erp", kind, parts)
    assert refused.value.code == code
    assert outside.rows(tg_credential) == []
