"""The pages at `/f/{token}`: a form for whoever has the link, without signing in (decision 45).

Plain HTML that old phones show. The server looks at the rules again with every sending: what they
ask for besides comes with the next page, and nothing that was typed is lost.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from engine.actor import Actor
from engine.errors import WriteRefused
from engine.form_links import PublicForm, find_form
from engine.form_role import shown_fields
from engine.messages import refusal_words
from engine.public_forms import FormState, look_at_form, readable_values, send_form
from engine.writing.change import Refusal
from metadata.documents.label import text_in
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.form_inputs import Posted, name_of, value_of
from runtime.http.form_page import (
    STYLE_PATH,
    TRAP,
    Filled,
    Problems,
    draw_form,
    draw_notice,
    draw_thanks,
    new_key,
    say,
    style_answer,
)

FORM_PATH = "/f/{token}"
FORM_TYPE = "application/x-www-form-urlencoded"
MOST_BODY = 1024 * 1024
MOST_NAMES = 2_000
LONGEST_PARAMETER = 500
LONGEST_KEY = 60
FROM_URL = "u."
"""Before the names of what was in the address of the form."""
KNOWS_OF_RECORDS = frozenset({"not_unique"})
"""Refusals that tell what other records hold."""

log = logging.getLogger("tangram.forms")


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a form."""

    call: Call
    form: PublicForm
    actor: Actor


def answer_form(call: Call) -> Answer:
    """The empty form, with its defaults."""
    visit = open_form(call)
    if visit is None:
        return draw_notice("form_gone", call.language, 404)
    hidden = {
        name: call.query[name][:LONGEST_PARAMETER]
        for name in visit.form.public.from_url
        if name in call.query
    }
    values = readable_values(call.work, visit.form, hidden)
    state = look_at_form(call.work, visit.form, visit.actor, values)
    filled = Filled({}, hidden, new_key())
    return draw_form(call.work, visit.form, state, filled, call.language)


def answer_sent(call: Call) -> Answer:
    """What was sent is a record, and the browser is told to go on; or the form comes again with
    everything that is wrong."""
    visit = open_form(call)
    if visit is None:
        return draw_notice("form_gone", call.language, 404)
    if is_foreign(call.headers):
        return draw_notice("form_foreign", call.language, 403)
    posted = read_form(call)
    if posted is None:
        return draw_notice("form_unreadable", call.language, 400)
    if any(posted.get(TRAP, ())):
        return thank(call)
    return take(visit, posted)


def answer_thanks(call: Call) -> Answer:
    """The page after sending."""
    visit = open_form(call)
    if visit is None:
        return draw_notice("form_gone", call.language, 404)
    return draw_thanks(visit.form, call.language, path_of(call))


def answer_style(call: Call) -> Answer:
    """The style sheet of all forms."""
    return style_answer()


def open_form(call: Call) -> Visit | None:
    """The form that the link opens, None where it opens none."""
    form = find_form(call.work, call.path["token"])
    return None if form is None else Visit(call, form, form.actor(call.language))


def path_of(call: Call) -> str:
    """The address of the form, without what was in it besides."""
    return FORM_PATH.format(token=call.path["token"])


def thank(call: Call) -> Answer:
    """The browser goes on to the thanks: loading that page again sends nothing again."""
    return Answer(b"", 303, {"Location": f"{path_of(call)}/thanks"}, "text/plain")


def is_foreign(headers: Mapping[str, str]) -> bool:
    """Whether another site's page sent this. Old phones send no such headers; without a session
    there is nothing that a foreign page could use."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin", "null")
    return origin != "null" and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def read_form(call: Call) -> Posted | None:
    """What the page sent, None where it cannot be read."""
    kind = call.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != FORM_TYPE:
        return None
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(
            call.body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_NAMES,
        )
    except ValueError:
        return None
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def take(visit: Visit, posted: Posted) -> Answer:
    """What was typed is sent on, as far as the rules show its fields."""
    call, form = visit.call, visit.form
    hidden = {
        name: posted[FROM_URL + name][0][:LONGEST_PARAMETER]
        for name in form.public.from_url
        if FROM_URL + name in posted
    }
    key = next(iter(posted.get("form_key", ())), "")
    usable = 0 < len(key) <= LONGEST_KEY and key.isascii()
    filled = Filled(posted, hidden, key if usable else new_key())
    drawn = set(next(iter(posted.get("shown", ())), "").split(","))
    on_page = [it for it in shown_fields(form.view) if it in drawn or name_of(it) in posted]
    behind = readable_values(call.work, form, hidden)
    typed = {key: value_of(form.table.fields[key], posted) for key in on_page}
    state = look_at_form(call.work, form, visit.actor, {**behind, **typed})
    grown = [key for key in state.shown if key not in on_page]
    if grown or not usable:
        names = [text_in(form.table.fields[key].labels, call.language) for key in grown]
        comma = "，" if call.language == "zh" else ", "
        said = [say("form_grown", call.language, names=comma.join(names))] if grown else []
        return again(visit, state, replace(filled, problems={"": said}), 422)
    wait = call.site.pace.begin(form.name, call.address, call.work.now())
    if wait is not None:
        seconds = max(1, int(wait.total_seconds()))
        said = [say("form_too_often", call.language, minutes=-(-seconds // 60))]
        late = replace(filled, problems={"": said})
        return again(visit, state, late, 429, {"Retry-After": str(seconds)})
    values = {key: value for key, value in typed.items() if key in state.shown}
    try:
        send_form(call.work, form, visit.actor, {**behind, **values}, filled.key)
    except WriteRefused as refused:
        problems = problems_of(visit, state, refused.outcomes[0].refusals)
        return again(visit, state, replace(filled, problems=problems), 422)
    return thank(call)


def again(
    visit: Visit,
    state: FormState,
    filled: Filled,
    status: int,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """The form with what was typed, and what is wrong with it."""
    call = visit.call
    return draw_form(
        call.work,
        visit.form,
        state,
        filled,
        call.language,
        status=status,
        headers=headers,
    )


def problems_of(visit: Visit, state: FormState, refusals: Sequence[Refusal]) -> Problems:
    """What is wrong, at the fields that are shown. What a visitor cannot mend is the builder's
    affair: the log says it, the visitor that the form is broken."""
    language = visit.call.language
    found: dict[str, list[str]] = {}
    for refusal in refusals:
        if refusal.field in state.shown:
            known = refusal.code in KNOWS_OF_RECORDS and not refusal.message
            said = (
                say("form_value_refused", language) if known else refusal_words(refusal, language)
            )
            found.setdefault(refusal.field or "", []).append(said)
        elif refusal.message and refusal.field is None:
            found.setdefault("", []).append(words(refusal, language))
        else:
            log.warning("%s cannot be sent: %s %s", visit.form.name, refusal.code, refusal.field)
            found[""] = [say("form_unusable", language)]
    return found


def words(refusal: Refusal, language: str) -> str:
    """The sentence of a refusal, which tells nothing of other records."""
    if refusal.code in KNOWS_OF_RECORDS and not refusal.message:
        return say("form_value_refused", language)
    return refusal_words(refusal, language)


PUBLIC_FORMS = (
    Endpoint("GET", FORM_PATH, answer_form, "A public form", is_public=True),
    Endpoint(
        "POST",
        FORM_PATH,
        answer_sent,
        "Send a public form",
        is_public=True,
        most_body=MOST_BODY,
        takes=(FORM_TYPE,),
        status=303,
    ),
    Endpoint(
        "GET",
        FORM_PATH + "/thanks",
        answer_thanks,
        "The page after a public form was sent",
        is_public=True,
    ),
    Endpoint("GET", STYLE_PATH, answer_style, "The style of public forms", is_public=True),
)
