"""The formula language (公式). Imports nothing of ours; `formula.sql` is loaded only when asked for.

    text ──parse──▶ tree.Node ──check──▶ typed.Typed ──compile_python──▶ callable
                                              │
                                              ├──to_sql──▶ SqlValue (SQLite or PostgreSQL)
                                              └──references──▶ what it reads

==============  ========================================  ===========================
stage           from → to                                 module
==============  ========================================  ===========================
parse           text → tree, spans                        formula.syntax
check           tree + Scope → typed tree, problems       formula.check
compile_python  typed tree → f(row, context)              formula.evaluate
to_sql          typed tree + SqlTables → SqlValue         formula.sql
explain         evaluation with the value of every part   formula.explain
references      fields read; rename in the text           formula.references
render          tree → canonical text                     formula.render
==============  ========================================  ===========================
"""
