"""Stores and leads of a pharmacy chain, and where each lead is to go."""

from math import asin, cos, radians, sin, sqrt

from tests.scenarios.requirements.company import Company, Json

LEAD = "pharmacy.lead"
STORES: dict[str, Json] = {
    "wulin": {"region": "330105", "place": (30.2741, 120.1630), "categories": ["rx", "chronic"]},
    "binjiang": {"region": "330108", "place": (30.2084, 120.2110), "categories": ["chronic", "tcm"]}
    | {"takes_high": True},
    "xixi": {"region": "330106", "place": (30.2791, 120.0780), "categories": ["rx", "chronic"]}
    | {"takes_high": True},
    "chengzhan": {"region": "330102", "place": (30.2430, 120.1830), "categories": ["chronic"]}
    | {"is_open": False},
    "shaoxing": {"region": "330602", "place": (29.9980, 120.5850), "categories": ["rx", "tcm"]},
}
LEADS: dict[str, tuple[Json, tuple[float, float] | None]] = {
    "closest to one that is closed": ({"category": "chronic", "ticket": "80"}, (30.2430, 120.183)),
    "a kind that the nearest does not sell": ({"category": "tcm"}, (30.2741, 120.1630)),
    "a large basket": ({"category": "chronic", "ticket": "300"}, (30.2741, 120.1630)),
    "a basket just below": ({"category": "chronic", "ticket": "299.99"}, (30.2741, 120.1630)),
    "another city is nearer": ({"category": "rx"}, (30.0000, 120.5800)),
    "nobody sells it": ({"category": "device"}, (30.2741, 120.1630)),
    "no place": ({"category": "rx"}, None),
    "on the other side": ({"category": "chronic"}, (30.19, 120.25)),
}


def point(place: object) -> Json | None:
    """A place as it is written."""
    return None if place is None else dict(zip(("lat", "lng"), place, strict=True))  # type: ignore[call-overload]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great circle between two places (haversine)."""
    (lat, lng), (there, across) = (tuple(map(radians, it)) for it in (one, other))
    part = sin((there - lat) / 2) ** 2 + cos(lat) * cos(there) * sin((across - lng) / 2) ** 2
    return 2 * 6371 * asin(sqrt(part))


def expected(name: str) -> list[str]:
    """Whom the lead goes to, one after the other: stores of Hangzhou that fit, nearest first."""
    lead, place = LEADS[name]
    fitting = [
        login
        for login, store in STORES.items()
        if str(store["region"]).startswith("3301")
        and store.get("is_open", True)
        and lead["category"] in store["categories"]  # type: ignore[operator]
        and (float(str(lead.get("ticket", 0))) < 300 or store.get("takes_high"))
    ]
    if place is None:
        return fitting[:1]
    return sorted(fitting, key=lambda login: kilometres(place, STORES[login]["place"]))[:2]  # type: ignore[arg-type]


def make_lead(company: Company, name: str) -> str:
    """A lead of Hangzhou comes in."""
    values, place = LEADS[name]
    known = {"region": "330100", "source": "mini_program", "place": point(place)}
    return company.create("root", LEAD, name=name, **known, **values)


def clerk(company: Company, lead: str) -> str:
    """The login of who has the lead."""
    found = company.record(LEAD, lead)["clerk"]
    return next((login for login, id in company.ids.items() if id == found), "")
