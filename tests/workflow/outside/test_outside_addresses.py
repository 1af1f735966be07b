"""No spelling of an inner address gets through; listed networks do."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.outside.spellings import INNER, spellings
from workflow.errors import OutsideRefused
from workflow.outside_addresses import find_place, may_connect, read_network


@given(INNER, st.data())
def test_no_spelling_of_an_inner_address_is_open(
    address: ipaddress.IPv4Address, data: st.DataObject
) -> None:
    host = data.draw(st.sampled_from(spellings(address)))
    with pytest.raises(OutsideRefused) as refused:
        find_place(host, 80, ())
    assert refused.value.code in ("address_refused", "host_unknown")


@given(INNER, st.data())
def test_what_is_listed_is_open_in_every_spelling(
    address: ipaddress.IPv4Address, data: st.DataObject
) -> None:
    host = data.draw(st.sampled_from(spellings(address)[:10]))
    place = find_place(host, 81, (ipaddress.ip_network(address),))
    assert place.port == 81
    assert str(address) in str(place.address) or "ffff" in place.address


@pytest.mark.parametrize(
    "text",
    [
        *("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1"),
        *("168.63.129.16", "100.100.100.200", "169.254.169.254"),
        *("::ffff:169.254.169.254", "64:ff9b:1::7f00:1"),
    ],
)
def test_an_address_of_nobodys_internet_is_closed(text: str) -> None:
    assert not may_connect(ipaddress.ip_address(text), ())


@pytest.mark.parametrize(
    "text", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:101:101::1"]
)
def test_an_ordinary_address_is_open(text: str) -> None:
    assert may_connect(ipaddress.ip_address(text), ())


def test_a_name_that_leads_inside_is_closed() -> None:
    with pytest.raises(OutsideRefused, match="address_refused"):
        find_place("localhost", 80, ())
    assert find_place("localhost", 80, (read_network("127.0.0.0/8"), read_network("::1")))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0.0.0.0/0", "network_too_wide"),
        ("::/0", "network_too_wide"),
        ("10.1.2.3/8", "network_unreadable"),
        ("inside", "network_unreadable"),
    ],
)
def test_a_network_that_opens_too_much_is_refused(text: str, code: str) -> None:
    with pytest.raises(OutsideRefused, match=code):
        read_network(text)
