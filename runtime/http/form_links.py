"""The links of an app's public forms, for those who build its views."""

from __future__ import annotations

from engine.access import Access
from engine.form_links import PublicForm, close_link, list_links, public_form, renew_link
from metadata.documents.label import label_texts, text_in
from runtime.errors import NotAllowed, NotFound
from runtime.http.call import Answer, Call, Endpoint, Schema
from runtime.http.opened_app import access_to
from runtime.http.public_forms import FORM_PATH
from runtime.http.records import known_words

FORMS_PATH = "/api/v1/apps/{app}/forms"
LINK_PATH = FORMS_PATH + "/{view}/link"


def answer_forms(call: Call) -> Answer:
    """The public forms of the app, each with its link where it has one."""
    known_words(call)
    access = builder_of(call)
    app = call.path["app"]
    links = list_links(call.work, app)
    found = [
        {
            "view": form.view.key,
            "label": text_in(label_texts(form.view.label, form.view.key), call.language),
            "table": form.table.key,
            "path": path_of(links[form.view.key]) if form.view.key in links else None,
        }
        for owner, key in call.work.resolved.views
        if owner == app
        if (form := seen_form(call, access, key)) is not None
    ]
    return Answer({"forms": found})


def answer_renew(call: Call) -> Answer:
    """The form has a new link, and only that."""
    form = required_form(call)
    token = renew_link(call.work, call.actor, form.app, form.view.key)
    return Answer({"path": path_of(token)}, 201)


def answer_close(call: Call) -> Answer:
    """The form has no link."""
    form = required_form(call)
    close_link(call.work, form.app, form.view.key)
    return Answer(status=204)


def path_of(token: str) -> str:
    """Where the form is."""
    return FORM_PATH.format(token=token)


def builder_of(call: Call) -> Access:
    """The caller's mask; they may build the app's views. Raises NotFound and NotAllowed."""
    app = call.path["app"]
    access = access_to(call, app)
    if not access.may_build(app, "view"):
        raise NotAllowed("build_needed", {"app": app[:50]})
    return access


def seen_form(call: Call, access: Access, key: str) -> PublicForm | None:
    """The public form of that view, None where there is none or its table is hidden."""
    form = public_form(call.work.resolved, call.path["app"], key)
    return None if form is None or form.table.name not in access.tables else form


def required_form(call: Call) -> PublicForm:
    """The form of the path. Raises NotFound."""
    form = seen_form(call, builder_of(call), call.path["view"])
    if form is None:
        parameters = {"kind": "view", "key": call.path["view"][:50]}
        raise NotFound("unknown_document", parameters)
    return form


PATH: Schema = {"type": "object", "properties": {"path": {"type": "string"}}, "required": ["path"]}

FORM_LINKS = (
    Endpoint("GET", FORMS_PATH, answer_forms, "The public forms of an app and their links"),
    Endpoint(
        "POST",
        LINK_PATH,
        answer_renew,
        "Give a public form a new link; the one before opens nothing any more",
        answer=PATH,
        status=201,
    ),
    Endpoint("DELETE", LINK_PATH, answer_close, "Take a public form's link back", status=204),
)
