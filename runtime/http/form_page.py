"""The pages of public forms as HTML: templates in `pages/`, no script, nothing from elsewhere."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from engine.form_links import PublicForm
from engine.public_forms import FormState
from engine.workspace import Workspace
from runtime.http.call import Answer
from runtime.http.form_inputs import (
    Input,
    Posted,
    colors_of,
    input_of,
    said,
    typed_of,
)
from runtime.page_messages import PAGE_WORDS

STYLE_PATH = "/f/form.css"
HTML = "text/html; charset=utf-8"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {"Content-Security-Policy": POLICY, "X-Robots-Tag": "noindex"}
YEAR = 31_536_000
TRAP = "homepage"
"""The input that no person sees; programs fill in everything."""

Problems = Mapping[str, Sequence[str]]
"""What is wrong, by field; under '' what is wrong with the whole."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page."""

    label: str
    help: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled in so far. `hidden` are the texts out of the address, by parameter;
    `key` tells this page from others, so that it is sent once."""

    typed: Posted
    hidden: Mapping[str, str]
    key: str
    problems: Problems = field(default_factory=dict)


def new_key() -> str:
    """What tells a page from others."""
    return secrets.token_urlsafe(16)


@cache
def templates() -> Environment:
    """The templates; everything put into them is escaped."""
    return Environment(
        loader=PackageLoader("runtime.http", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def style() -> bytes:
    """The style sheet."""
    return (files("runtime.http") / "pages" / "form.css").read_bytes()


@cache
def style_address() -> str:
    """Where browsers find the style sheet; another one has another address."""
    return f"{STYLE_PATH}?v={sha256(style()).hexdigest()[:12]}"


def style_answer() -> Answer:
    """The style sheet, to be kept by browsers."""
    kept = {"Cache-Control": f"public, max-age={YEAR}, immutable"}
    return Answer(style(), 200, kept, "text/css; charset=utf-8")


def say(code: str, language: str, **parameters: str | int) -> str:
    """The words of a page."""
    return PAGE_WORDS[code][language].format_map(parameters)


def draw(
    name: str, language: str, status: int, headers: Mapping[str, str], **parts: object
) -> Answer:
    """The page `name` with these parts."""

    def word(code: str, **parameters: str | int) -> str:
        return say(code, language, **parameters)

    text = (
        templates()
        .get_template(name)
        .render(language=language, style=style_address(), word=word, **parts)
    )
    return Answer(text.encode(errors="replace"), status, {**HEADERS, **headers}, HTML)


def draw_notice(code: str, language: str, status: int) -> Answer:
    """A page that says why there is no form."""
    text = say(f"{code}_more", language)
    return draw("notice.html", language, status, {}, title=say(code, language), text=text)


def draw_thanks(form: PublicForm, language: str, path: str) -> Answer:
    """The page after sending; it says nothing of what was sent."""
    thanks = said(form.public.thanks, language) or say("form_thanks", language)
    return draw(
        "thanks.html",
        language,
        200,
        {},
        title=say("form_sent", language),
        text=thanks,
        heading=heading_of(form, language),
        path=path,
    )


def draw_form(
    work: Workspace,
    form: PublicForm,
    state: FormState,
    filled: Filled,
    language: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """The form with what was typed in it, and every problem at its field."""
    sections = tuple(draw_sections(work, form, state, filled, language))
    inputs = [each for section in sections for each in section.inputs]
    broken = [each for each in inputs if each.problems]
    return draw(
        "form.html",
        language,
        status,
        headers or {},
        title=heading_of(form, language),
        intro=said(form.public.intro, language),
        button=said(form.public.button, language) or say("form_send", language),
        sections=sections,
        shown=",".join(state.shown),
        hidden=filled.hidden,
        form_key=filled.key,
        trap=TRAP,
        broken=broken,
        general=tuple(filled.problems.get("", ())),
        has_required=any(each.is_required for each in inputs),
    )


def draw_sections(
    work: Workspace,
    form: PublicForm,
    state: FormState,
    filled: Filled,
    language: str,
) -> Iterable[Section]:
    """The sections with the fields that are shown now."""
    for section in form.view.sections:
        inputs = []
        for place in section.fields:
            if place.field not in state.shown:
                continue
            found = form.table.fields[place.field]
            default = state.defaults.get(found.key)
            typed = {**typed_of(found, default, work.time_zone), **filled.typed}
            inputs.append(
                input_of(
                    found,
                    place,
                    section,
                    typed,
                    colors=colors_of(work.resolved, form.table.app, found),
                    is_required=found.key in state.required,
                    problems=filled.problems.get(found.key, ()),
                    language=language,
                )
            )
        if inputs:
            label, help = said(section.label, language), said(section.help, language)
            yield Section(label, help, tuple(inputs))


def heading_of(form: PublicForm, language: str) -> str:
    """What the form is called."""
    return said(form.public.heading or form.view.label, language)
