"""A public form of the shop, to bend."""

from collections.abc import Mapping

from tests.metadata.shop import DELETE


def form(**changes: object) -> Mapping[str, object]:
    """The shop's view as a public form, bent further."""
    made: dict[str, object] = {
        "view orders /type": "form",
        "view orders /columns": DELETE,
        "view orders /filter": DELETE,
        "view orders /sort": DELETE,
        "view orders /sections": [{"fields": [{"field": "why", "span": 12, "help": "说明"}]}],
        "view orders /public": {
            "heading": {"zh": "订货", "en": "Order"},
            "from_url": {"utm_source": "channel"},
            "values": {"count": 1},
        },
    }
    return {**made, **changes}
