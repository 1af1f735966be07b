"""Records and structure: the life of a write, of a query and of a change of the documents."""
