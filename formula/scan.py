"""The first look at a text: Unicode form, full-width signs, quotes and brackets.

Everything keeps its place: a character is only ever replaced by one character, so that spans of
the result are spans of the NFC text.
"""

from __future__ import annotations

import re
import unicodedata

from formula.errors import InvalidFormula, Problem, Span, Suggestion

MAX_LENGTH = 10_000
MAX_DEPTH = 64

FULL_WIDTH = str.maketrans("（），＝＞＜＋－＊／％＆！；：", "(),=><+-*/%&!;:")

# Strings, braced names and comments: what is inside them is nobody's syntax.
_PROTECTED = re.compile(
    r"(?P<protected>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|“[^”]*”|‘[^’]*’"
    r"|\{(?:[^{}]|\}\})+\}|[/／]\*.*?\*[/／]|[/／]{2}[^\n]*)"
    r"|(?P<open>[(（\[])|(?P<close>[)）\]])|(?P<stray>['\"“‘”’{}]|[/／]\*)",
    re.DOTALL,
)
_CLOSES = {"(": ")", "（": ")", "[": "]"}
_QUOTES = {"“": "”", "‘": "’", "”": "”", "’": "’", "{": "}", "/*": "*/", "／*": "*/"}


def normalise(text: str) -> str:
    """The text in Unicode form NFC; spans everywhere are into this."""
    return unicodedata.normalize("NFC", text)


def scan(text: str) -> str:
    """The NFC `text` with full-width signs made half-width outside of strings, braces and comments.

    Raises InvalidFormula for a text that is too long or nested too deep, and for quotes, braces
    and brackets without their other half.
    """
    if len(text) > MAX_LENGTH:
        raise InvalidFormula(text, [_limit("length", MAX_LENGTH, Span(MAX_LENGTH, len(text)))])
    if "\0" in text:
        at = text.index("\0")
        raise InvalidFormula(text, [_syntax("control_character", Span(at, at + 1), found="U+0000")])
    pieces: list[str] = []
    opened: list[re.Match[str]] = []
    done = 0
    for match in _PROTECTED.finditer(text):
        pieces.append(text[done : match.start()].translate(FULL_WIDTH))
        pieces.append(_kept(match))
        done = match.end()
        if match["stray"]:
            raise InvalidFormula(text, [_unclosed_quote(text, match)])
        if match["open"]:
            opened.append(match)
            if len(opened) > MAX_DEPTH:
                span = Span(match.start(), match.end())
                raise InvalidFormula(text, [_limit("depth", MAX_DEPTH, span)])
        elif match["close"]:
            _close(text, opened, match)
    if opened:
        raise InvalidFormula(text, [_unclosed_bracket(text, opened)])
    pieces.append(text[done:].translate(FULL_WIDTH))
    return _without_equals("".join(pieces))


def _kept(match: re.Match[str]) -> str:
    piece = match[0]
    if match["protected"] and piece[0] == "／":
        return piece.replace("／", "/")
    return piece if match["protected"] else piece.translate(FULL_WIDTH)


def _without_equals(text: str) -> str:
    leading = re.match(r"[\s\ufeff]*=(?!=)", text)
    return text if leading is None else " " * leading.end() + text[leading.end() :]


def _close(text: str, opened: list[re.Match[str]], match: re.Match[str]) -> None:
    closing = match[0].translate(FULL_WIDTH)
    if opened and _CLOSES[opened[-1][0]] == closing:
        opened.pop()
        return
    span = Span(match.start(), match.end())
    if opened:
        wanted = _CLOSES[opened[-1][0]]
        parameters: dict[str, str | int] = {
            "found": closing,
            "wanted": wanted,
            "position": opened[-1].start() + 1,
        }
        suggestion = Suggestion(wanted, span)
    else:
        parameters = {"found": closing, "wanted": "", "position": match.start() + 1}
        suggestion = Suggestion("", span)
    raise InvalidFormula(text, [Problem("F107", span, parameters, suggestions=(suggestion,))])


def _unclosed_bracket(text: str, opened: list[re.Match[str]]) -> Problem:
    first = opened[0]
    missing = "".join(_CLOSES[match[0]] for match in reversed(opened))
    return Problem(
        "F107",
        Span(first.start(), first.end()),
        {"found": first[0], "wanted": missing, "position": first.start() + 1},
        suggestions=(Suggestion(missing, Span(len(text), len(text))),),
    )


def _unclosed_quote(text: str, match: re.Match[str]) -> Problem:
    found = match[0]
    start = match.start()
    wanted = _QUOTES.get(found, found)
    suggestions: tuple[Suggestion, ...]
    # Input methods toggle: two closing quotes, or one straight, are meant as a pair.
    pair = re.compile(r"[”“\"][^”“\"]*[”“\"]|[’‘'][^’‘']*[’‘']").match(text, start)
    if pair:
        inner = pair[0][1:-1].replace("'", "''")
        suggestions = (Suggestion(f"'{inner}'", Span(*pair.span())),)
    elif found == "}":
        suggestions = (Suggestion("", Span(start, start + 1)),)
    else:
        suggestions = (Suggestion(wanted, Span(len(text), len(text))),)
    return Problem(
        "F107",
        Span(start, match.end()),
        {"found": found, "wanted": wanted, "position": start + 1},
        suggestions=suggestions,
    )


def _limit(what: str, limit: int, span: Span) -> Problem:
    return Problem("F114", span, {"what": what, "limit": limit})


def _syntax(mistake: str, span: Span, *, found: str) -> Problem:
    return Problem("F100", span, {"mistake": mistake, "found": found})
