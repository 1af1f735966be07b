"""Words of customer relationship management, which only packages may know."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Source

ENGLISH = {
    *("crm", "customer", "customers", "lead", "leads", "opportunity", "opportunities"),
    *("salesperson", "salespeople", "inquiry", "inquiries", "quotation", "quotations"),
}
CHINESE = ("客户", "线索", "商机", "询盘", "跟进", "销售", "公众号", "抖音", "展会", "竞品")

# "this leads to", "they lead to a cycle": the verb, not the record.
VERB = re.compile(r"\bleads? (to|back|into|nowhere|there|the way)\b", re.IGNORECASE)


def words_in(text: str) -> list[str]:
    """Return the business words of a text; camelCase, snake_case and prose are split alike."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", VERB.sub(" ", text))
    found = [word for word in re.findall(r"[A-Za-z]+", split) if word.lower() in ENGLISH]
    return found + [word for word in CHINESE if word in text]


def text_findings(source: Source) -> Iterator[str]:
    """Yield every line with such a word, comments and docstrings too."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        for word in words_in(line):
            yield f"{source.path}:{number}: says {word}"


def code_findings(source: Source, *, strings: bool) -> Iterator[str]:
    """Yield such words in names, and with `strings` in texts that are no docstrings."""
    docstrings = {id(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(source.tree):
        if id(node) in docstrings:
            continue
        for text in texts_of(node, strings=strings):
            for word in words_in(text):
                yield source.finding(node, f"says {word}")


def texts_of(node: ast.AST, *, strings: bool) -> Iterator[str]:
    """Yield the names that a node gives or uses, and its text if it is one."""
    match node:
        case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name
        case ast.ClassDef(name=name) | ast.alias(name=name):
            yield name
        case ast.keyword(arg=str(name)):
            yield name
        case ast.Constant(value=str(text)) if strings:
            yield text
