"""Examples in docstrings are true."""

import doctest
import importlib

import pytest

from tests.architecture.source import PACKAGES, sources

WITH_EXAMPLES = [each.module for each in sources(*PACKAGES) if "\n    >>> " in each.text]


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_of_a_module_run(module: str) -> None:
    results = doctest.testmod(importlib.import_module(module))
    assert results.attempted > 0
    assert results.failed == 0
