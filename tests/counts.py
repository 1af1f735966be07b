"""How often a property is tried: little while coding, more in every run, most with `--long`."""

import os

IS_LONG = os.environ.get("TANGRAM_LONG") == "1"
IS_QUICK = os.environ.get("TANGRAM_QUICK") == "1"


def count(*, quick: int, normal: int, long: int) -> int:
    """Return the number for this run, as in `@settings(max_examples=count(…))`."""
    if IS_LONG:
        return long
    return quick if IS_QUICK else normal
