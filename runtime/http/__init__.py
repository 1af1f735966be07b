"""The HTTP interface: thin asynchronous functions over the engine's plain ones."""
