"""The published JSON Schemas: `*.schema.json`, written by ``python -m metadata.schema``."""
