"""The process: HTTP, identity, the command line, migrations. Nothing of ours imports it."""
