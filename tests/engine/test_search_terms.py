"""The terms of a text: every search that it answers finds one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.pinyin_initials import FILE, pinyin_letters, read_dictionaries, text_of
from engine.search_terms import (
    LONG,
    MOST_CHARACTERS,
    codes_of,
    grams_of,
    initials_of,
    match_initials,
    match_words,
    terms_of,
    wanted_of,
)

CODES = codes_of("crm__lead.company")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("青禾家具", "青禾 禾家 家具 具"),
        ("Ab-C", "ab b c"),
        ("138 0013", "13 38 8 00 01 13 3"),
        ("a_b", "a b"),
        ("É", "É"),
        ("——", ""),
        ("x" * (MOST_CHARACTERS + 1), LONG),
    ],
)
def test_a_text_has_a_term_for_each_pair(text: str, terms: str) -> None:
    assert " ".join(grams_of(text)) == terms


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("青禾家具", ["qhjj", "hjj", "jj", "j"]),
        ("重庆银行", ["cqyh", "qyh", "yh", "h"]),
        ("青禾A1", ["qha1", "ha1", "a1", "1"]),
        ("ABC", []),
        ("青 禾", ["q", "h"]),
    ],
)
def test_chinese_has_initials(text: str, initials: list[str]) -> None:
    assert list(initials_of(text)) == initials


def test_long_names_have_short_initials() -> None:
    assert max(map(len, initials_of("青" * 100))) == 8
    assert len(list(initials_of("青" * 100))) == 24


letters = st.text(st.sampled_from("青禾家具aB1 -,，é𠮷"), max_size=12)


@given(letters, st.data())
def test_whatever_a_text_holds_is_among_its_terms(text: str, data: st.DataObject) -> None:
    lowered = text.lower()
    start = data.draw(st.integers(0, len(lowered)))
    word = lowered[start : data.draw(st.integers(start, len(lowered)))]
    grams = set(grams_of(text))
    for part in word.split():
        wanted = wanted_of(part)
        if wanted is not None:
            assert set(wanted.whole) <= grams
            assert all(any(gram.startswith(it) for gram in grams) for it in wanted.begun)


def test_terms_are_marked_with_their_field() -> None:
    other = codes_of("crm__lead.mobile")
    terms = terms_of([(CODES, "青禾"), (other, None), (other, "12")]).split(" ")
    text, initials = CODES.text, CODES.initials
    assert terms[:2] == [f"{text}青禾", f"{text}禾"]
    assert terms[2:4] == [f"{initials}qh", f"{initials}h"]
    assert terms[4:] == [f"{other.text}12", f"{other.text}2"]


@pytest.mark.parametrize(
    ("dialect", "found", "initials"),
    [
        (
            "sqlite",
            '(("{t}青禾" AND "{t}禾家") OR "{t}zzz") AND (("{t}1"*) OR "{t}zzz")',
            '"{i}qh"*',
        ),
        (
            "postgresql",
            "(('{t}青禾' & '{t}禾家') | '{t}zzz') & (('{t}1':*) | '{t}zzz')",
            "'{i}qh':*",
        ),
    ],
)
def test_a_search_asks_for_the_terms_of_the_fields(dialect: str, found: str, initials: str) -> None:
    codes = {"t": CODES.text, "i": CODES.initials}
    words = [it for it in map(wanted_of, ("青禾家", "1")) if it is not None]
    assert match_words(dialect, words, [CODES]) == found.format(**codes)
    assert match_initials(dialect, "qh", [CODES]) == initials.format(**codes)


def test_the_file_of_initials_says_what_the_dictionaries_say() -> None:
    assert pinyin_letters() == read_dictionaries()
    assert text_of(pinyin_letters()) == FILE.read_text(encoding="utf-8")
