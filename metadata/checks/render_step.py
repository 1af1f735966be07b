"""Can a report be drawn and kept where a step says?"""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.known import unknown_fields
from metadata.checks.site import Site, gives_people, named
from metadata.documents.field import FileField
from metadata.problems import Place, Problem
from metadata.step_kinds.render import RenderStep


def check_render(site: Site, step: RenderStep, place: Place) -> Iterator[Problem]:
    """The report is there and about such records, the field takes it, the reader is a person."""
    name = (site.app, step.report)
    yield from named(site.draft, site.workflow, "report", name, place.at("report"))
    report = site.workflow.reports.get(name)
    if report is not None and report.table not in {None, site.automation.table}:
        parameters = {"name": step.report, "table": report.table or ""}
        yield Problem("report_of_other_table", place.at("report"), parameters)
    yield from gives_people(site.formula("reader"), place.at("reader"))
    table = site.table(None)
    if table is None:
        return
    where = place.at("field")
    yield from unknown_fields(table, [(step.field, where)])
    field = table.fields.get(step.field)
    if field is not None and field.type != "file":
        yield Problem("not_a_file_field", where, {"name": step.field, "type": field.type})
    elif field is not None and isinstance(field.document, FileField) and field.document.accept:
        # None of the kinds that a field can name is HTML.
        yield Problem("field_refuses_html", where, {"name": step.field})
