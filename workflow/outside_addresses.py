"""Which addresses may be connected to: names are resolved once and that very address is used.

Whoever writes a document or a subscription names a host; without this they could reach what is
only meant for this machine or its neighbours (decision 47). Networks that an administrator lists
in the settings are open, whatever they are.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass

from engine.clock import Clock
from engine.database import Connection
from engine.settings_store import read_setting, write_setting
from engine.workspace import Workspace
from workflow.errors import OutsideRefused

NETWORKS = "networks"
MOST_NETWORKS = 50
SHORTEST_PREFIX = {4: 8, 6: 16}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

NEVER_OUTSIDE: Sequence[Network] = (
    # What a cloud tells a machine about itself, with its keys; else an ordinary address.
    ipaddress.ip_network("168.63.129.16/32"),
    # Addresses that Python takes for global in some versions: multicast, relays, benchmarks.
    ipaddress.ip_network("192.88.99.0/24"),
    ipaddress.ip_network("198.18.0.0/15"),
    ipaddress.ip_network("224.0.0.0/3"),
    ipaddress.ip_network("ff00::/8"),
    ipaddress.ip_network("fec0::/10"),
)
NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
COMPATIBLE = ipaddress.ip_network("::/96")


@dataclass(frozen=True, slots=True)
class Place:
    """Where to connect: an address that was looked at, and its port."""

    address: str
    port: int
    family: socket.AddressFamily


def read_networks(work: Workspace) -> tuple[Network, ...]:
    """The networks that an administrator has opened."""
    listed = work.database.read(lambda connection: read_setting(connection, NETWORKS, []))
    return tuple(ipaddress.ip_network(str(each)) for each in listed)  # type: ignore[attr-defined] # a list of texts


def write_networks(
    connection: Connection, clock: Clock, texts: Sequence[str], user: int | None
) -> None:
    """These networks are open from now on, and no others. Raises OutsideRefused."""
    found = [read_network(text) for text in texts]
    if len(found) > MOST_NETWORKS:
        raise OutsideRefused({"most": MOST_NETWORKS}, code="too_many_networks")
    write_setting(connection, clock, NETWORKS, [str(each) for each in found], user)


def read_network(text: str) -> Network:
    """The network `10.1.0.0/16`, or one address. Raises OutsideRefused."""
    try:
        network = ipaddress.ip_network(text.strip())
    except ValueError as error:
        raise OutsideRefused({"network": text[:60]}, code="network_unreadable") from error
    if network.prefixlen < SHORTEST_PREFIX[network.version]:
        raise OutsideRefused({"network": str(network)}, code="network_too_wide")
    return network


def find_place(host: str, port: int, networks: Sequence[Network]) -> Place:
    """Where `host` is, looked up now; the first of its addresses. Raises OutsideRefused where any
    of them may not be connected to: a name that leads both inside and outside is a trap."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OutsideRefused({"host": host[:100]}, code="host_unknown") from error
    places = [
        Place(str(where[0]), port, family)
        for family, _, _, _, where in found
        if family in (socket.AF_INET, socket.AF_INET6)
    ]
    for place in places:
        if not may_connect(ipaddress.ip_address(place.address), networks):
            raise OutsideRefused({"host": host[:100]}, code="address_refused")
    if not places:
        raise OutsideRefused({"host": host[:100]}, code="host_unknown")
    return places[0]


def may_connect(address: Address, networks: Sequence[Network]) -> bool:
    """Whether the address is open: listed, or a public one in every form that it can be read in.

    >>> may_connect(ipaddress.ip_address("8.8.8.8"), ())
    True
    >>> may_connect(ipaddress.ip_address("::ffff:127.0.0.1"), ())
    False
    >>> may_connect(ipaddress.ip_address("10.1.2.3"), (ipaddress.ip_network("10.1.0.0/16"),))
    True
    """
    meant = meant_by(address)
    if any(is_in(each, network) for network in networks for each in (address, meant)):
        return True
    return all(is_public(each) for each in {address, meant})


def meant_by(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour
    if inner is not None:
        return inner
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in NAT64) or address in COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def is_public(address: Address) -> bool:
    """Whether the address belongs to everybody's internet."""
    # A mapped address is judged by what it stands for; Python calls the form itself reserved.
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return True
    if address.is_multicast or address.is_unspecified or not address.is_global:
        return False
    return not any(is_in(address, network) for network in NEVER_OUTSIDE)


def is_in(address: Address, network: Network) -> bool:
    """Whether the network holds the address; one of the other version holds none."""
    return address.version == network.version and address in network
