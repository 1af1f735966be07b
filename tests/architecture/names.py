"""Names that say nothing: job titles for classes, drawers for modules, verbs of no verb."""

import re
from collections.abc import Iterator

from tests.architecture.source import Source, classes, functions

JOB_TITLES = {"Manager", "Service", "Handler", "Helper", "Processor", "Wrapper", "Factory", "Util"}
DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager", "service"}
EMPTY_VERBS = {"process", "handle", "do", "manage", "perform_action", "process_data", "do_it"}


def name_findings(source: Source) -> Iterator[str]:
    """Yield the names in the file that our style refuses."""
    module = source.module.split(".")[-1]
    if set(module.split("_")) & DRAWERS:
        yield source.finding(source.tree, f"a module named {module} is a drawer")
    for owner in classes(source.tree):
        words = re.findall(r"[A-Z][a-z]*", owner.name)
        titles = {word.removesuffix("s") for word in words} & JOB_TITLES
        if titles:
            yield source.finding(owner, f"class {owner.name} has the job title {titles.pop()}")
    for function in functions(source.tree):
        if function.name.lstrip("_") in EMPTY_VERBS:
            yield source.finding(function, f"{function.name} does not say what it does")
        if set(function.name.split("_")) & {"util", "utils", "helper", "helpers"}:
            yield source.finding(function, f"{function.name} has a name for a drawer")
