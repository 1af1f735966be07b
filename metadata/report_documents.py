"""The reports among the documents of a draft."""

from __future__ import annotations

from collections.abc import Iterator

from metadata.documents.report import ReportDocument
from metadata.draft import Draft


def report_documents(draft: Draft) -> Iterator[tuple[str, ReportDocument]]:
    """(app, document) of every report."""
    for app, document in draft.of_kind("report"):
        assert isinstance(document, ReportDocument)
        yield app, document
