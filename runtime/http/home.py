"""What a browser finds where the screens were not built, and the description of the interface."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from runtime.http.call import Answer, Call, Endpoint
from runtime.openapi import describe

PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}}
@media (prefers-color-scheme:dark){{body{{background:#111;color:#ddd}}a{{color:#8bf}}}}</style>
<h1>{title}</h1>
<p>{text}</p>
<ul>
<li><a href="/api/v1/openapi.json">OpenAPI</a></li>
<li><a href="/api/v1/health">{health}</a></li>
</ul>
</html>
"""
TEXTS = {
    "zh": {
        "title": "七巧板",
        "text": "服务正在运行，界面还没有构建：运行 python3 dev.py run，或安装发布的包。"
        "/api/v1 接口和 tangram 命令行可以使用。",
        "health": "运行状态",
    },
    "en": {
        "title": "Tangram",
        "text": "The server is running, but its screens were not built: run python3 dev.py run, or"
        " install a released package. The interface at /api/v1 and the command line work.",
        "health": "Health",
    },
}


def answer_home(call: Call) -> Answer:
    """A page that says what is here."""
    page = PAGE.format(language=call.language, **TEXTS[call.language])
    return Answer(page.encode(), media_type="text/html; charset=utf-8")


def description_of(endpoints: Sequence[Endpoint]) -> Callable[[Call], Answer]:
    """What answers the description of these endpoints."""

    def answer_openapi(call: Call) -> Answer:
        """The description of the interface."""
        return Answer(describe(endpoints))

    return answer_openapi


def home(endpoints: Sequence[Endpoint]) -> tuple[Endpoint, ...]:
    """The endpoints about the others."""
    return (
        Endpoint(
            "GET",
            "/api/v1/openapi.json",
            description_of(endpoints),
            "The description of this interface",
            is_public=True,
        ),
    )
