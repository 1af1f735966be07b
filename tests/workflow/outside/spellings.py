"""Addresses of nobody's internet, and how they can be written."""

from __future__ import annotations

import ipaddress

from hypothesis import strategies as st

NETWORKS = [
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
]

INNER: st.SearchStrategy[ipaddress.IPv4Address] = st.sampled_from(NETWORKS).flatmap(
    lambda network: st.integers(0, network.num_addresses - 1).map(
        lambda offset: ipaddress.IPv4Address(int(network.network_address) + offset)
    )
)


def spellings(address: ipaddress.IPv4Address) -> list[str]:
    """What the resolver of a system takes for the address."""
    number = int(address)
    a, b, c, d = address.packed
    high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
    return [
        str(address),
        str(number),
        hex(number),
        f"0{number:o}",
        f"{a}.{number & 0xFFFFFF}",
        f"{a}.{b}.{(c << 8) + d}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"{a:#x}.{b:#x}.{c:#x}.{d:#x}",
        f"::ffff:{address}",
        f"::ffff:{high}:{low}",
        f"64:ff9b::{address}",
        f"2002:{high}:{low}::1",
        f"::{high}:{low}",
    ]
