"""The documents: what an app is made of, how documents are read, checked, compared and planned.

``documents → read_documents → resolve_documents → check_documents → diff → plan``; no database.
"""
