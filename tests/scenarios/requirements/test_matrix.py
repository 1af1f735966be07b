"""The matrix of requirements names tests that are there, and has every test of a requirement."""

import re
from pathlib import Path

HERE = Path(__file__).parent
MATRIX = HERE.parents[2] / "docs" / "requirements-matrix.md"
NUMBERS = (
    "077 078 079 080a 080b 080c 081 082 083 084 085 086 087 096 097 098 105 106 107 "
    "120 121 122 123 124 125 135 145 146 147 148 "
    "180 181"
)


def test_the_matrix_and_the_tests_agree() -> None:
    written = MATRIX.read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_r\w+)`", written))
    sources = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
    assert named == set(re.findall(r"^def (test_r[0-9]\w+)", sources, re.MULTILINE))


def test_every_number_has_its_line() -> None:
    rows = re.findall(r"^\| ([0-9]{3}[a-c]?) \|", MATRIX.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == NUMBERS.split()
