"""The package as others meet it: what it offers, and what it does not load."""

import subprocess
import sys

PROGRAM = """
import sys
import datetime
import formula
from formula.types import Number

fields = {"a": formula.FieldName("a", ("a", "数量"), Number(0))}
scope = formula.Scope({"t": formula.TableNames("t", ("t",), fields)}, "t")
typed = formula.check("数量*2 & '件'", scope, formula.Use.FIELD).require()
context = formula.Context(now=datetime.datetime.now(datetime.UTC))
print(formula.evaluate(typed, {"a": 21}, context))
heavy = ("sqlalchemy", "fastapi", "pydantic", "pypinyin", "phonenumbers", "psycopg")
print([name for name in heavy if name in sys.modules])
"""


def test_evaluating_loads_no_database_and_no_server() -> None:
    ended = subprocess.run(
        (sys.executable, "-c", PROGRAM), capture_output=True, text=True, check=True
    )
    assert ended.stdout.split("\n")[:2] == ["42件", "[]"]
