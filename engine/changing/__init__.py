"""The parts of a metadata change; `engine.change_documents` puts them in order."""
