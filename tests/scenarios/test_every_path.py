"""What a role may not see is in no byte of any answer: the whole path table is walked."""

from urllib.parse import unquote

import pytest

from runtime.http.endpoints import ENDPOINTS
from tests.scenarios.no_record_data import NO_RECORD_DATA
from tests.scenarios.probes import PROBES, REVEALING, SELECTING
from tests.scenarios.reaching import CUSTOMERS, get
from tests.scenarios.world import HIDDEN, OWN, Probe, World

pytestmark = pytest.mark.slow

PATHS = sorted({(endpoint.method, endpoint.path) for endpoint in ENDPOINTS})
PROBED = [path for path in PATHS if path in PROBES]
IDS = [f"{method} {path}" for method, path in PROBED]
NAMES = (
    *("contact_info", "registered_mobile", "wechat", "next_follow_up", "last_contact_time"),
    *("微信号", "注册手机号", "主要联系人", "关键联系人"),
)
"""Keys and labels of hidden fields that occur nowhere else."""


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_endpoint_is_probed_or_carries_no_record_data(path: tuple[str, str]) -> None:
    assert (path in PROBES) != (path in NO_RECORD_DATA)


def test_no_probe_is_for_an_endpoint_that_is_gone() -> None:
    assert {*PROBES, *NO_RECORD_DATA} == set(PATHS)


@pytest.mark.parametrize("path", PROBED, ids=IDS)
def test_finance_meets_no_contact_details_anywhere(world: World, path: tuple[str, str]) -> None:
    for probe in PROBES[path]:
        answer = world.ask(world.finance, probe)
        assert answer.status_code < 500, f"{probe}: {answer.text}"
        found = [secret for secret in HIDDEN if secret in answer.text]
        assert not found, f"{probe}: {answer.text}"
        named = [name for name in NAMES if name in answer.text and name not in unquote(str(probe))]
        assert not named, f"{probe}: {answer.text}"


@pytest.mark.parametrize("path", PROBED, ids=IDS)
def test_rows_that_are_not_one_s_own_stay_closed(world: World, path: tuple[str, str]) -> None:
    foreign = HIDDEN - {OWN}
    for probe in PROBES[path]:
        answer = world.ask(world.both, probe)
        assert answer.status_code < 500, f"{probe}: {answer.text}"
        found = [secret for secret in foreign if secret in answer.text]
        assert not found, f"{probe}: {answer.text}"


@pytest.mark.parametrize("path", sorted(REVEALING), ids=" ".join)
def test_the_probes_would_find_what_is_there(world: World, path: tuple[str, str]) -> None:
    answers = [world.ask(world.admin, probe).text for probe in PROBES[path]]
    assert any(word in text for text in answers for word in (*HIDDEN, *NAMES))


@pytest.mark.parametrize("probe", SELECTING, ids=lambda probe: unquote(probe.path)[12:])
def test_what_is_hidden_selects_nothing(world: World, probe: Probe) -> None:
    assert world.ask(world.admin, probe).json()["count"] == 1
    for caller in (world.finance, world.both):
        answer = world.ask(caller, probe)
        assert answer.status_code in (400, 404) or answer.json()["count"] == 0, answer.text


def test_finance_sees_the_contract_amount(world: World) -> None:
    probes = (
        get(CUSTOMERS, filter="合同金额=880001.50", fields="name,contract_amount"),
        get(CUSTOMERS, view="customer_all", limit="500", sort="-contract_amount"),
        get(CUSTOMERS + "/{customer}"),
        get(CUSTOMERS + "/{customer}/history"),
    )
    for probe in probes:
        answer = world.ask(world.finance, probe)
        assert answer.status_code == 200, answer.text
        assert "880001.50" in answer.text
