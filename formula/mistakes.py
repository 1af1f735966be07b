"""Labelled malformed texts: what a syntax error most likely meant, told from examples.

Lark compares the state in which its parser stopped with the state in which it stops on each
example; the nearest example gives the label, and the label gives the words (formula.messages).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lark import Token, Tree, UnexpectedInput
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

from formula.errors import Problem, Span, Suggestion

EXAMPLES: dict[str, list[str]] = {
    "chained_comparison": ["a<b<c", "a=b=c", "IF(a<b<=c,1)"],
    "chained_in": ["a IN b IN c", "a=b IN c", "a IN b = c"],
    "missing_operand": ["a +", "a =", "a AND", "NOT", "f(a +)", "(a *)", "a IN", "-", "[a+]"],
    "missing_operator": [
        "a b",
        "a 'x'",
        "1 a",
        "'x' 'y'",
        "f(a b)",
        "(a) b",
        "a (b) c",
        "(a)(b)",
        "f(a)(b)",
        "a {b}",
        "a #2024-01-01#",
        "2h 30min",
        "[a b]",
        "a = b c",
    ],
    "empty_argument": ["f(a,,b)", "f(,a)", "f(,)"],
    "empty_brackets": ["()", "a + ()", "f(())", "a IN ()"],
    "operator_first": ["* a", "= = a", "f(* a)", "a + * b", "a = > b", "AND a", "f(a, / b)"],
    "name_after_dot": ["a.", "a.1", "a.(b)", "a.'x'"],
    "trailing_comma": ["a,", "a, b", "(a,)", "[a,]", "a IN (a,)"],
    "text_as_call": ["'x'(a)", "1(a)", "{a}(b)"],
    "empty": ["", " "],
}

# What people type between two conditions; formula.md 2.9, W206.
_WORDS = {
    **dict.fromkeys(("且", "并且", "而且", "和"), "AND"),
    **dict.fromkeys(("或", "或者"), "OR"),
    "非": "NOT",
}
_SLANG = {
    **dict.fromkeys("wW", "万"),
    **dict.fromkeys(("m", "M", "mins"), "min"),
    **dict.fromkeys("kK", "000"),
    "hr": "h",
}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(\w+)")
_SIGNS = dict(zip(";、。．【】｛｝—", ",,..[]{}-", strict=True))


def describe(text: str, error: UnexpectedInput, parse: Callable[[str], Tree[Token]]) -> Problem:
    """The problem behind a parser's `error`, with what was probably meant."""
    if isinstance(error, UnexpectedToken):
        return _unexpected_token(text, error, parse)
    assert isinstance(error, UnexpectedCharacters)
    return _unexpected_character(text, error.pos_in_stream or 0)


def _unexpected_token(
    text: str, error: UnexpectedToken, parse: Callable[[str], Tree[Token]]
) -> Problem:
    label = error.match_examples(parse, EXAMPLES, use_accepts=False) or "unexpected"
    token = error.token
    if token.type == "$END":
        span = Span(len(text), len(text))
        if label != "name_after_dot":
            label = "missing_operand" if text.strip() else "empty"
        return Problem("F100", span, {"mistake": label, "found": ""})
    start = token.start_pos if token.start_pos is not None else error.pos_in_stream or 0
    found = str(token)
    span = Span(start, start + len(found))
    if label == "chained_comparison":
        return Problem("F109", span, {"found": found})
    if found in _WORDS:
        return _word_operator(found, span)
    previous = re.search(r"(\w+)[\s\u3000]*$", text[:start])
    if label == "missing_operator" and previous and previous[1] in _WORDS:
        return _word_operator(previous[1], Span(*previous.span(1)))
    return Problem("F100", span, {"mistake": label, "found": found})


def _word_operator(found: str, span: Span) -> Problem:
    word = _WORDS[found]
    return Problem(
        "W206", span, {"found": found, "wanted": word}, suggestions=(Suggestion(f" {word} ", span),)
    )


def _unexpected_character(text: str, start: int) -> Problem:
    found = text[start]
    number = _NUMBER.match(text, start)
    if number:
        return _number_with_letters(number)
    span = Span(start, start + 1)
    if found == "#":
        end = text.find("#", start + 1) + 1 or len(text)
        return Problem("F115", Span(start, end), {"found": text[start:end], "type": "date"})
    if found in _SIGNS:
        return Problem(
            "F100",
            span,
            {"mistake": "wrong_sign", "found": found, "wanted": _SIGNS[found]},
            suggestions=(Suggestion(_SIGNS[found], span),),
        )
    return Problem("F100", span, {"mistake": "unexpected_character", "found": found})


def _number_with_letters(number: re.Match[str]) -> Problem:
    found = number[0]
    span = Span(*number.span())
    if number[2] in _SLANG:
        wanted = number[1] + _SLANG[number[2]]
        return Problem(
            "F100",
            span,
            {"mistake": "number_suffix", "found": found, "suffix": number[2], "wanted": wanted},
            suggestions=(Suggestion(wanted, span),),
        )
    compound = re.fullmatch(r"(?:\d+(?:\.\d+)?(?:小时|分钟|秒|天|周|min|h|d|s)){2,}", found)
    if compound:
        wanted = " + ".join(re.findall(r"\d+(?:\.\d+)?\D+", found))
        return Problem(
            "F100",
            span,
            {"mistake": "compound_duration", "found": found, "wanted": wanted},
            suggestions=(Suggestion(f"({wanted})", span),),
        )
    braced = "{" + found + "}"
    return Problem(
        "F102", span, {"found": found, "wanted": braced}, suggestions=(Suggestion(braced, span),)
    )
