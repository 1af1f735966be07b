"""CPU per request over HTTP: ours and the floor's, over the same rows, in turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from tests.benchmarks.load import Request, http, send_load
from tests.benchmarks.places import Place, item
from tests.benchmarks.processes import OURS, cpu_seconds, environment_of, free_port, running

RECORDS = "/api/v1/apps/bench/tables/item/records"
FILTER = quote("类别='b' AND 合计>500")
WARM_UP = 200


@dataclass(frozen=True)
class Case:
    """One kind of request. `at_most` is the ratio to hold (architecture.md)."""

    name: str
    at_most: float
    count: int
    status: int
    request: Callable[[Place, int], Request]


@dataclass(frozen=True)
class Measured:
    """CPU milliseconds per request, server and database, of one run of one case."""

    case: str
    ours: float
    floor: float


def get(place: Place, run: int) -> Request:
    """One record by id."""
    ids = place.ids
    return lambda i: http("GET", f"{RECORDS}/{ids[i * 37 % len(ids)]}", place.token)


def page(place: Place, run: int) -> Request:
    """50 records, filtered by an indexed field and a stored formula, sorted by the formula."""
    words = f"?filter={FILTER}&sort=-total&limit=50"
    return lambda i: http("GET", RECORDS + words, place.token)


def create(place: Place, run: int) -> Request:
    """A record more."""
    owner = {"owner": str(place.user)}
    return lambda i: http("POST", RECORDS, place.token, {"values": {**item(i), **owner}})


def update(place: Place, run: int) -> Request:
    """Two fields of a record that was never changed before."""
    count = 2 * (CASES[3].count + WARM_UP)
    ids = place.ids[run * count :]
    body = {"values": {"price": "3.50", "city": "杭州"}}
    return lambda i: http("PATCH", f"{RECORDS}/{ids[i]}", place.token, body, '"1"')


CASES = (
    Case("get one record", 1.5, 4_000, 200, get),
    Case("list 50, filtered and sorted", 1.3, 600, 200, page),
    Case("create one record", 1.8, 2_000, 201, create),
    Case("update one record", 1.8, 2_000, 200, update),
)


def measure_requests(place: Place, runs: int) -> Iterator[Measured]:
    """Every case, `runs` times, the two servers in turns so that the machine's moods hit both."""
    for run in range(runs):
        ours = with_server(our_command(place), place, run, is_ours=True)
        floor = with_server(floor_command(place), place, run, is_ours=False)
        for case in CASES:
            yield Measured(case.name, ours[case.name], floor[case.name])


def our_command(place: Place) -> Callable[[int], Sequence[str]]:
    """How our server is started on a port."""
    return lambda port: ("-c", OURS, "serve", "--port", str(port))


def floor_command(place: Place) -> Callable[[int], Sequence[str]]:
    """How the floor's server is started on a port."""
    module = ("-m", "tests.benchmarks.floor_server", place.database)
    return lambda port: (*module, str(port), place.token, str(place.user))


def with_server(
    command: Callable[[int], Sequence[str]], place: Place, run: int, *, is_ours: bool
) -> dict[str, float]:
    """CPU milliseconds per request of every case, by a server started for this."""
    port = free_port()
    environment = environment_of(place.settings)
    found = {}
    with running(command(port), port, environment) as server:
        for case in CASES:
            shift = 0 if is_ours else case.count + WARM_UP
            request = shifted(case.request(place, run), shift)
            checked(send_load(port, request, WARM_UP, case.status).failures)
            before = cpu_seconds((server, *place.servers))
            load = send_load(port, shifted(request, WARM_UP), case.count, case.status)
            checked(load.failures)
            spent = cpu_seconds((server, *place.servers)) - before
            found[case.name] = spent / case.count * 1_000
    return found


def shifted(request: Request, by: int) -> Request:
    """The same requests, begun further on: what one server changed the other finds unchanged."""
    return lambda i: request(i + by)


def checked(failures: int) -> None:
    """A request that was refused is no measurement."""
    if failures:
        raise RuntimeError(f"{failures} requests were not answered as expected")
