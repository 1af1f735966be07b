"""Reports: which there are, and each as a page to be read and printed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256

from engine.errors import InvalidQuery, QueryProblem
from metadata.documents.label import label_texts, text_in
from metadata.resolved_reports import Report
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.form_page import HTML
from runtime.http.ids import read_id
from runtime.http.opened_app import access_to
from runtime.http.records import known_words
from workflow.reports.drawing import draw_report, find_report, open_reports
from workflow.reports.page import style

Json = dict[str, object]

REPORTS_PATH = "/api/v1/apps/{app}/reports"
REPORT_PATH = REPORTS_PATH + "/{report}"


@cache
def headers() -> Mapping[str, str]:
    """Nothing in the page may act, nothing comes from elsewhere and nothing is sent; the one style
    sheet is known by its content."""
    digest = b64encode(sha256(style().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'; sandbox"
    )
    return {"Content-Security-Policy": policy, "Cache-Control": "private, no-store"}


def answer_reports(call: Call) -> Answer:
    """The reports of an app that the caller may open."""
    known_words(call)
    app = call.path["app"]
    access_to(call, app)
    found = open_reports(call.work, call.actor, app)
    return Answer({"reports": [report_json(report, call.language) for report in found]})


def report_json(report: Report, language: str) -> Json:
    """A report as it is chosen; with `table` it is about one record of it."""
    description = report.document.description
    return {
        "key": report.key,
        "label": text_in(report.labels, language),
        "description": text_in(label_texts(description, ""), language) if description else "",
        "table": report.table,
    }


def answer_report(call: Call) -> Answer:
    """The report as the caller may see it at this moment."""
    known_words(call, "record")
    report = find_report(call.work, call.actor, call.path["app"], call.path["report"])
    text = call.query.get("record")
    if (text is None) is not (report.table is None):
        code = "missing" if text is None else "unknown_parameter"
        raise InvalidQuery([QueryProblem(code, "record")])
    record = None if text is None else read_id(text, "unknown_id")
    actor = replace(call.actor, language=call.language)
    page = draw_report(call.work, actor, report, record)
    return Answer(page.encode(errors="replace"), 200, headers(), HTML)


REPORTS = (
    Endpoint("GET", REPORTS_PATH, answer_reports, "The reports of an app that may be opened"),
    Endpoint(
        "GET",
        REPORT_PATH,
        answer_report,
        "A report as a page to be read and printed",
        query={"record": "the record that it is about, where it is about one"},
        is_long=True,
    ),
)
