"""An import step by step: upload, look at the columns, try, run, report, undo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from engine.access import access_of
from engine.actor import Actor, Origin
from engine.errors import ImportState
from engine.exporting.columns import guard
from engine.exporting.formats import UTF8_MARK, csv_lines
from engine.importing.jobs import (
    OPEN,
    Job,
    State,
    Upload,
    add_job,
    end_job,
    read_job,
    read_lines,
    remap_job,
    take_job,
)
from engine.importing.matching import Mode
from engine.importing.parts import read_parts, reasons_text, told_refused
from engine.importing.proposal import importable_fields, propose
from engine.importing.running import open_course
from engine.importing.trying import try_job
from engine.importing.undoing import undo_job
from runtime.errors import BadRequest, BodyProblem, InvalidBody
from runtime.http.call import Answer, Call, Endpoint, Schema
from runtime.http.exports import disposition
from runtime.http.ids import read_id
from runtime.http.imports import BINARY, LONGEST_NAME, MOST_FILE, table_named
from runtime.http.records import known_words
from runtime.import_runs import is_alone

Json = dict[str, object]

IMPORTS_PATH = "/api/v1/imports"
IMPORT_PATH = IMPORTS_PATH + "/{import}"
LONGEST_TEXT = 1_000
LINE = {"zh": "行号", "en": "Line"}
REASON = {"zh": "原因", "en": "Reason"}


def importer(call: Call) -> Actor:
    """Whose import it is, and will be recorded as."""
    return replace(call.actor, origin=Origin.IMPORT)


def job_of(call: Call) -> Job:
    """The path's import."""
    id = read_id(call.path["import"], "unknown_import", "import")
    return read_job(call.work, importer(call), id)


def state_of(call: Call, job: Job) -> State:
    """Where the import stands now."""
    return job.state_at(
        call.work.now(),
        is_live=call.site.imports.is_live(job.id),
        is_alone=is_alone(call.work.database),
    )


# -- upload and columns


def answer_upload(call: Call) -> Answer:
    """The file is kept; its columns have the fields that they probably are."""
    known_words(call, "table", "name", "sheet")
    actor = importer(call)
    upload = Upload(
        table_named(call, actor, call.query.get("table", "")),
        call.query.get("name", "file.csv")[:LONGEST_NAME],
        call.body,
        call.query.get("sheet") or None,
    )
    return Answer(proposal_json(call, add_job(call.work, actor, upload)), 201)


def answer_columns(call: Call) -> Answer:
    """The columns are the fields that the person says; others are guessed again."""
    job, body = job_of(call), call.object()
    mapping, sheet = body.get("mapping", {}), body.get("sheet")
    wrong = [
        BodyProblem("unknown_property", f"/{name}", {"name": name[:100]})
        for name in body
        if name not in {"mapping", "sheet"}
    ]
    if not isinstance(mapping, dict) or not all(isinstance(it, str) for it in mapping.values()):
        wrong.append(BodyProblem("must_be_object", "/mapping"))
    if sheet is not None and not isinstance(sheet, str):
        wrong.append(BodyProblem("not_a_text", "/sheet"))
    if wrong:
        raise InvalidBody(wrong)
    actor = importer(call)
    changed = replace(job, mapping=cast("Mapping[str, str]", mapping), options=dict(job.options))
    if isinstance(sheet, str):
        changed.options["sheet"] = sheet
    # A mapping that cannot be is refused before it is kept.
    told = proposal_json(call, changed)
    remap_job(call.work, actor, job, changed.mapping, cast("str | None", sheet))
    return Answer(told)


def proposal_json(call: Call, job: Job) -> Json:
    """The import with its columns."""
    mask = access_of(call.work.catalog, call.actor).table(job.table)
    columns, total = propose(mask.table, mask, read_lines(call.work, job), job.mapping)
    return {
        **status_json(call, job),
        "total": total,
        "columns": [column.told for column in columns],
        "fields": importable_fields(mask.table, mask, call.language),
    }


# -- trial and run


def read_options(call: Call) -> Json:
    """How lines become records: mode and key."""
    body = call.object() if call.body else {}
    wrong = [
        BodyProblem("unknown_property", f"/{name}", {"name": name[:100]})
        for name in body
        if name not in {"mode", "key", "on_error"}
    ]
    mode, key = body.get("mode", Mode.CREATE.value), body.get("key")
    if mode not in set(Mode):
        wrong.append(BodyProblem("not_an_option", "/mode", {"options": ", ".join(Mode)}))
    if key is not None and not isinstance(key, str):
        wrong.append(BodyProblem("not_a_text", "/key"))
    if body.get("on_error", "skip") != "skip":
        wrong.append(BodyProblem("not_an_option", "/on_error", {"options": "skip"}))
    if wrong:
        raise InvalidBody(wrong)
    return {"mode": mode, "key": key}


def answer_trial(call: Call) -> Answer:
    """What a run would do with every line of the file; nothing of it stays."""
    job, options = job_of(call), read_options(call)
    actor = replace(importer(call), language=call.language)
    trial = try_job(call.work, actor, job, options, call.site.imports.ending.is_set)
    return Answer(trial.told(call.language))


def answer_run(call: Call) -> Answer:
    """The import runs in the background; asking for it tells how far it is. One that was
    interrupted or cancelled goes on where it stopped, in the way it began."""
    job, options = job_of(call), read_options(call)
    runs, actor = call.site.imports, importer(call)
    state = state_of(call, job)
    if state not in OPEN:
        raise ImportState({"state": state.value})
    if job.line and "mode" in job.options:
        options = {name: job.options.get(name) for name in ("mode", "key")}
    course = open_course(call.work, actor, job, options)
    mapped = course.imported.mapped
    options |= {"headings": list(mapped.headings), "lines": len(mapped.lines)}
    take_job(call.work, job, options, is_alone=is_alone(call.work.database))
    runs.start(course)
    return Answer(status_json(call, read_job(call.work, actor, job.id)), 202)


def answer_status(call: Call) -> Answer:
    """Where the import stands; before it was begun with its columns."""
    known_words(call)
    job = job_of(call)
    if state_of(call, job) is State.UPLOADED:
        return Answer(proposal_json(call, job))
    return Answer(status_json(call, job))


def answer_cancel(call: Call) -> Answer:
    """The import stops after the lines it is at; what is written stays and can be undone."""
    job = job_of(call)
    if not end_job(call.work, job, State.CANCELLED):
        raise ImportState({"state": job.state.value})
    return Answer(status_json(call, read_job(call.work, importer(call), job.id)))


def status_json(call: Call, job: Job) -> Json:
    """Where the import stands, and how far it came."""
    report, options = job.report, job.options
    return {
        "id": str(job.id),
        "table": job.table,
        "file": job.file_name,
        "state": state_of(call, job).value,
        "at": job.at.isoformat(),
        "ended_at": None if job.ended_at is None else job.ended_at.isoformat(),
        "size": options.get("size"),
        "sheets": options.get("sheets", []),
        "sheet": options.get("sheet"),
        "earlier": options.get("earlier"),
        "mode": options.get("mode"),
        "key": options.get("key"),
        "mapping": dict(job.mapping),
        "total": report.get("total", options.get("lines")),
        "line": report.get("line", 0),
        "created": report.get("created", 0),
        "updated": report.get("updated", 0),
        "refused_lines": report.get("refused_lines", 0),
    }


# -- report and undo


def answer_report(call: Call) -> Answer:
    """The refused lines: as JSON, or as a CSV file to be corrected and imported again."""
    known_words(call, "format")
    job, kind = job_of(call), call.query.get("format", "json")
    if kind not in {"json", "csv"}:
        wanted = {"parameter": "format", "wanted": "json, csv"}
        raise BadRequest("parameter_unusable", 400, wanted)
    refused = (
        told_refused(entry, call.language)
        for part in read_parts(call.work.database, job.id)
        for entry in part.refused
    )
    headings = cast("list[str]", job.options.get("headings", []))
    if kind == "json":
        told = {**status_json(call, job), "headings": headings, "refused": list(refused)}
        return Answer(told)
    headers = {"Content-Disposition": disposition(f"refused-{job.file_name}.csv", "refused.csv")}
    text = b"".join((UTF8_MARK, *corrections(headings, refused, call.language)))
    return Answer(text, headers=headers, media_type="text/csv; charset=utf-8")


def corrections(headings: list[str], refused: Iterator[Json], language: str) -> Iterator[bytes]:
    """The lines as they came, with their line number and reasons in columns that no field has."""
    spoken = "en" if language == "en" else "zh"
    yield csv_lines([[*headings, LINE[spoken], REASON[spoken]]])
    for entry in refused:
        cells = [guard(cell) for cell in cast("list[str]", entry["cells"])]
        cells += [""] * (len(headings) - len(cells))
        line, reasons = str(entry["line"]), guard(reasons_text(entry))
        yield csv_lines([[*cells[: len(headings)], line, reasons]])


def answer_undo(call: Call) -> Answer:
    """The records that the import made and nobody changed since are deleted."""
    job = job_of(call)
    undone = undo_job(call.work, importer(call), job, state_of(call, job))
    return Answer(
        {
            "deleted": undone.deleted,
            "kept_count": undone.kept_count,
            "updated_count": undone.updated_count,
            "kept": [kept.told(call.language) for kept in undone.kept or ()],
        }
    )


OPTIONS: Schema = {
    "type": "object",
    "properties": {
        "mode": {"enum": [mode.value for mode in Mode]},
        "key": {"type": ["string", "null"], "description": "the field that tells records apart"},
        "on_error": {"enum": ["skip"]},
    },
    "additionalProperties": False,
}
COLUMNS: Schema = {
    "type": "object",
    "properties": {
        "mapping": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "field by heading; an empty text leaves the column out",
        },
        "sheet": {"type": "string"},
    },
    "additionalProperties": False,
}

IMPORT_STEPS = (
    Endpoint(
        "POST",
        IMPORTS_PATH,
        answer_upload,
        "Upload a CSV or XLSX file to import; its columns with the fields they probably are",
        query={
            "table": "app.table",
            "name": "the file's name",
            "sheet": "the sheet of a workbook",
        },
        status=201,
        is_long=True,
        most_body=MOST_FILE,
        takes=BINARY,
    ),
    Endpoint("GET", IMPORT_PATH, answer_status, "Where an import stands", is_long=True),
    Endpoint(
        "PUT",
        IMPORT_PATH + "/mapping",
        answer_columns,
        "Say which columns are which fields",
        body=COLUMNS,
        is_long=True,
    ),
    Endpoint(
        "POST",
        IMPORT_PATH + "/preview",
        answer_trial,
        "Try the whole file: what would be stored, doubtful cells, refused lines",
        body=OPTIONS,
        is_long=True,
    ),
    Endpoint(
        "POST",
        IMPORT_PATH + "/run",
        answer_run,
        "Run an import in the background, or go on with it",
        body=OPTIONS,
        status=202,
        is_long=True,
    ),
    Endpoint("POST", IMPORT_PATH + "/cancel", answer_cancel, "Stop an import"),
    Endpoint(
        "GET",
        IMPORT_PATH + "/report",
        answer_report,
        "The refused lines of an import",
        query={"format": "json, csv; json by itself"},
        is_long=True,
    ),
    Endpoint(
        "POST",
        IMPORT_PATH + "/undo",
        answer_undo,
        "Delete what an import made and nobody changed since",
        is_long=True,
    ),
)
