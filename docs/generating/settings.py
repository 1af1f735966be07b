"""The page of settings: what the environment says."""

from __future__ import annotations

from docs.generating.markdown import code, page, table
from docs.generating.words import DEVELOPER_SETTINGS, SETTING_WORDS

INTRO = (
    "七巧板没有配置文件：命令行选项在先，环境变量在后，其余都有默认值。",
    "There is no configuration file: options of the [command line](cli.md), then the environment,"
    " then defaults.",
)


def settings_page() -> str:
    """The page of environment variables."""
    rows = [[code(name), *words] for name, words in SETTING_WORDS.items()]
    server = table(("变量 variable", "默认 default", "说明", "meaning"), rows)
    developer_rows = [[code(name), *words] for name, words in DEVELOPER_SETTINGS.items()]
    developer = table(("变量 variable", "说明", "meaning"), developer_rows)
    last = f"## 开发 For developers\n\n{developer}"
    return page("设置 Settings", INTRO, server, last)
