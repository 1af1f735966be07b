"""The models of all documents: the source of the JSON Schemas.

A model says the shape of one document and nothing about other documents; what must hold between
documents is looked for in `metadata.resolve` and `metadata.checks`.
"""
