"""Writes the schema files: ``python -m metadata.schema``."""

from __future__ import annotations

import sys

from metadata.schema.files import write_schemas

if __name__ == "__main__":
    for path in write_schemas():
        sys.stdout.write(f"{path.name}\n")
