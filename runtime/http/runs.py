"""Runs: what automations have done and are doing, why, and how to mend them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engine.access import access_of
from engine.errors import InvalidQuery, QueryProblem
from metadata.documents.label import text_in
from runtime.errors import NotAllowed
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.ids import LARGEST, read_id, read_number
from runtime.http.records import RECORD_PATH, known_words, record_of, table_of
from workflow.gauges import read_gauges
from workflow.mending import (
    Button,
    buttons_of,
    press_button,
    reset_breaker,
    restart_run,
    resume_run,
    stop_run,
)
from workflow.run_pages import Wanted, list_runs, read_run
from workflow.trying import try_automation

Json = dict[str, object]

RUNS_PATH = "/api/v1/runs"
RUN_PATH = RUNS_PATH + "/{run}"
AUTOMATION_PATH = "/api/v1/apps/{app}/automations/{automation}"
MOST_RUNS = 200
METRICS_TYPE = "text/plain; version=0.0.4"
NO_CONTENT = 204


def answer_runs(call: Call) -> Answer:
    """Runs, newest first, as far as the caller may know of them."""
    known_words(call, "app", "automation", "state", "table", "record", "cursor", "limit")
    query = call.query
    app = query.get("app")
    for name in ("automation", "table"):
        if name in query and app is None:
            raise InvalidQuery([QueryProblem("missing", "app")])
    if ("table" in query) is not ("record" in query):
        raise InvalidQuery([QueryProblem("missing", "record" if "table" in query else "table")])
    wanted = Wanted(
        app=app,
        automation=f"{app}.{query['automation']}" if "automation" in query else None,
        state=query.get("state"),
        table=f"{app}.{query['table']}" if "table" in query else None,
        record=read_number(query, "record", None, LARGEST),
        before=read_number(query, "cursor", None, LARGEST),
        most=read_number(query, "limit", 50, MOST_RUNS) or 1,
    )
    return Answer(list_runs(call.work, call.actor, wanted))


def answer_run(call: Call) -> Answer:
    """One run with its trace."""
    known_words(call)
    return Answer(read_run(call.work, call.actor, run_of(call)))


def run_of(call: Call) -> int:
    """The id of the path's run."""
    return read_id(call.path["run"], "unknown_run", "run")


class ResumeBody(Body):
    """`values` are variables by `key` or `key.part`."""

    step: Literal["retry", "skip"]
    values: dict[str, object] = Field(default_factory=dict, max_length=100)


def answer_resume(call: Call) -> Answer:
    """A dead run goes on."""
    known_words(call)
    body = read_body_as(ResumeBody, call)
    skips = body.step == "skip"
    resume_run(call.work, call.actor, run_of(call), skips=skips, values=body.values)
    return Answer(status=NO_CONTENT)


def answer_cancel(call: Call) -> Answer:
    """The run is cancelled."""
    known_words(call)
    stop_run(call.work, call.actor, run_of(call))
    return Answer(status=NO_CONTENT)


def answer_restart(call: Call) -> Answer:
    """The run is cancelled, and the present version of its automation runs instead."""
    known_words(call)
    return started(restart_run(call.work, call.actor, run_of(call)))


def started(run: int | None) -> Answer:
    """The run that was started, if one was."""
    return Answer({"run": None if run is None else str(run)})


def answer_try(call: Call) -> Answer:
    """What the automation would do, without doing it."""
    known_words(call)
    record = read_id(call.path["record"], "unknown_id")
    place = call.path["app"], call.path["automation"]
    return Answer(try_automation(call.work, call.actor, place, record))


def answer_reset(call: Call) -> Answer:
    """An automation that was stopped may start again."""
    known_words(call)
    reset_breaker(call.work, call.actor, call.path["app"], call.path["automation"])
    return Answer(status=NO_CONTENT)


def answer_buttons(call: Call) -> Answer:
    """The buttons of a record."""
    known_words(call)
    buttons = buttons_of(call.work, call.actor, table_of(call), record_of(call))
    return Answer({"buttons": [button_json(it, call.language) for it in buttons]})


def button_json(button: Button, language: str) -> Json:
    """A button as the caller sees it."""
    automation = button.automation
    return {
        "key": automation.key,
        "label": text_in(automation.labels, language),
        "is_open": button.is_open,
    }


def answer_press(call: Call) -> Answer:
    """A button is pressed; with an `Idempotency-Key` once."""
    known_words(call)
    key = call.idempotency_key()
    once = None if key is None else f"key:{call.actor.user}:{key}"
    place = table_of(call), record_of(call)
    return started(press_button(call.work, call.actor, place, call.path["automation"], once))


def answer_metrics(call: Call) -> Answer:
    """How much there is to do, as Prometheus reads it; to whoever has the power `settings`."""
    known_words(call)
    if not access_of(call.work.catalog, call.actor).has_power("settings"):
        raise NotAllowed("power_needed", {"power": "settings"})
    found = read_gauges(call.work)
    lines = [f'tangram_runs{{state="{state}"}} {count}' for state, count in found.runs.items()]
    lines += [
        f"tangram_events_waiting {found.events}",
        f"tangram_jobs_due {found.jobs}",
        f"tangram_jobs_oldest_seconds {found.oldest_seconds:g}",
        f"tangram_jobs_dead {found.dead_jobs}",
    ]
    return Answer(("\n".join(lines) + "\n").encode(), media_type=METRICS_TYPE)


RUNS = (
    Endpoint(
        "GET",
        RUNS_PATH,
        answer_runs,
        "Runs of automations, newest first",
        query={
            "app": "the key of an app",
            "automation": "the key of one of its automations",
            "state": "queued, running, waiting, done, dead or cancelled",
            "table": "with `record`: the runs for one record",
            "record": "its id",
            "cursor": "`next` of the page before",
            "limit": "1 to 200",
        },
    ),
    Endpoint("GET", RUN_PATH, answer_run, "One run with its trace"),
    Endpoint(
        "POST",
        RUN_PATH + "/resume",
        answer_resume,
        "Go on with a dead run",
        body=schema_of(ResumeBody),
        status=NO_CONTENT,
    ),
    Endpoint("POST", RUN_PATH + "/cancel", answer_cancel, "Cancel a run", status=NO_CONTENT),
    Endpoint(
        "POST",
        RUN_PATH + "/restart",
        answer_restart,
        "Cancel a run and begin again with the present version",
    ),
    Endpoint(
        "POST",
        AUTOMATION_PATH + "/try/{record}",
        answer_try,
        "What an automation would do for a record",
    ),
    Endpoint(
        "DELETE",
        AUTOMATION_PATH + "/breaker",
        answer_reset,
        "Let an automation start again that was stopped",
        status=NO_CONTENT,
    ),
    Endpoint("GET", RECORD_PATH + "/buttons", answer_buttons, "The buttons of a record"),
    Endpoint(
        "POST",
        RECORD_PATH + "/buttons/{automation}",
        answer_press,
        "Press a button",
    ),
    Endpoint("GET", "/metrics", answer_metrics, "How much there is to do, for Prometheus"),
)
