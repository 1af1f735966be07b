"""Reports of the sales office: what a seller has on their own, and one lead on a page."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, cast

from engine.database import Database
from engine.files.store import FileStore
from engine.files.stored import StoredFile, read_files
from engine.writing.rows import Rows
from metadata.resolved_reports import Report
from tests.engine.shop_app import Body, field, label
from tests.engine.shops import open_shop
from tests.workflow.sales import Office, on_lead, sources_of
from workflow.reports.drawing import draw_report

OWN: Body = {
    "key": "own",
    "label": {"zh": "我的线索", "en": "My leads"},
    "totals": [
        {"table": "lead", "filter": "负责人=CURRENT_USER()"}
        | {"measures": {"mine": "COUNT()", "worth": "SUM(金额)", "best": "MAX(金额)"}},
        {"table": "lead", "measures": {"everyone": "COUNT()", "secrets": "COUNTA(底价)"}},
        {"table": "word", "measures": {"words": "COUNT()"}},
    ],
    "values": {"share": "ROUND(STEP.mine/STEP.everyone*100,0) & '%'", "nothing": "1/0"},
    "lists": {
        "leads": {"table": "lead", "filter": "负责人=CURRENT_USER()", "order": ["-amount"]}
        | {"columns": {"name": "名称", "amount": "金额", "owner": "负责人", "secret": "底价"}}
        | {"most": 2},
        "sources": {"table": "lead", "group_by": {"source": "来源"}, "order": ["-n"]}
        | {"columns": {"n": "COUNT()", "part": "COUNT()/STEP.everyone"}},
    },
    "template": {
        "zh": "<p>{{ mine }}|{{ worth }}|{{ best }}|{{ everyone }}|{{ secrets }}|{{ words }}</p>"
        "<p>{{ share }}|{{ nothing }}|{{ 'ja' if mine >= 2 else 'nein' }}</p>"
        "{% for r in leads %}<i>{{ r.name }};{{ r.amount }};{{ r.owner }};{{ r.secret }}</i>"
        "{% else %}<b></b>{% endfor %}"
        "{% for r in sources %}<s>{{ r.source }}={{ r.n }}</s>{% endfor %}",
        "en": "<p>{{ mine }} of mine</p>",
    },
}
ONE: Body = {
    "key": "one",
    "label": label("线索一页"),
    "table": "lead",
    "values": {"name": "名称", "secret": "底价", "owner": "负责人"},
    "lists": {
        "visits": {"table": "visit", "filter": "线索=STEP.record", "columns": {"text": "内容"}}
    },
    "template": "<h1>{{ name }}</h1>{{ secret }}|{{ owner }}"
    "{% for v in visits %}<p>{{ v.text }}</p>{% endfor %}",
}
LARGE: Body = {
    "key": "large",
    "label": label("太大"),
    "lists": {"leads": {"table": "lead", "columns": {"name": "名称"}, "most": 500}},
    "template": "{% for a in leads %}{% for b in leads %}"
    + "<p>长</p>" * 700
    + "{% endfor %}{% endfor %}",
}
OWN_ONLY: Body = {
    "key": "own_only",
    "label": label("只看自己"),
    "tables": {"lead": {"read": "负责人=CURRENT_USER()", "fields": {"*": "read"}}},
    "reports": ["own"],
}


def render(**more: object) -> Body:
    """A step that keeps the page of the lead."""
    return {"do": "render", "report": "one", "field": "pages", **more}


class ReportOffice(Office):
    """The office with its reports. 李四 sells and sees every lead but its secret; 王五 sees his own
    leads whole."""

    def draw(self, user: int, key: str = "own", record: int | None = None) -> str:
        """What stands in the report that the person sees."""
        page = draw_report(self.work, self.actor(user), self.report(key), record)
        return page.split("<main>\n")[1].split("\n</main>")[0]

    def report(self, key: str) -> Report:
        """A report of the office."""
        return self.work.resolved.reports["sales", key]

    def pages(self, lead: int, key: str = "pages") -> list[StoredFile]:
        """The pages that a lead holds."""
        ids = self.company.read(
            lambda it: Rows(it, self.work.catalog, is_writing=False).link_ids(
                "sales.lead", key, lead
            )
        )
        dialect = self.work.database.dialect
        found = self.company.read(lambda it: read_files(it, dialect, ids))
        return [found[id] for id in ids]

    def content(self, file: StoredFile) -> str:
        """What stands in a page that is kept."""
        return FileStore(self.work.files).place_of(file.sha256).read_text(encoding="utf-8")


def open_reports(database: Database, files: Path, *steps: Mapping[str, object]) -> ReportOffice:
    """The office with its reports and an automation of these steps for every new lead."""
    sources: dict[Any, Any] = deepcopy(dict(sources_of(*([on_lead(*steps)] if steps else []))))
    lead = sources["sales", "table", "lead"]
    lead["fields"] += [
        field("pages", "file", "页面"),
        field("page", "file", "最新页面", max_files=1),
    ]
    for report in (OWN, ONE, LARGE):
        sources["sales", "report", str(report["key"])] = deepcopy(report)
    sources["sales", "role", "own_only"] = deepcopy(OWN_ONLY)
    cast(Body, sources["sales", "role", "seller"])["reports"] = "*"
    return ReportOffice(open_shop(database, files, sources).work)
