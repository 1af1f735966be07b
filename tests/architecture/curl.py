"""The little of curl that the documentation's commands use, for machines that have none."""

import argparse
import sys
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import quote

import httpx


def main() -> None:
    """The request has been made, and its answer is on standard output."""
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("-s", action="store_true")
    parser.add_argument("-G", action="store_true")
    parser.add_argument("-X", dest="method")
    parser.add_argument("-H", dest="headers", action="append", default=[])
    parser.add_argument("-d", dest="data", action="append", default=[])
    parser.add_argument("-c", dest="jar", type=Path)
    parser.add_argument("--data-binary", dest="file")
    parser.add_argument("--data-urlencode", dest="encoded", action="append", default=[])
    asked = parser.parse_args()
    url, content = asked.url, "&".join(asked.data).encode() or None
    if asked.file is not None:
        content = Path(asked.file.removeprefix("@")).read_bytes()
    if asked.G:
        pairs = (text.partition("=") for text in asked.encoded)
        url = f"{url}?{'&'.join(f'{name}={quote(value)}' for name, _, value in pairs)}"
    method = asked.method or ("GET" if content is None else "POST")
    headers = dict(text.split(": ", 1) for text in asked.headers)
    answer = httpx.request(method, url, headers=headers, content=content, timeout=60)
    if asked.jar is not None:
        asked.jar.write_text(SimpleCookie(answer.headers.get("set-cookie", "")).output())
    sys.stdout.buffer.write(answer.content)


if __name__ == "__main__":
    main()
