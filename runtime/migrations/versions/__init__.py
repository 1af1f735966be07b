"""The versions of the system tables, oldest first."""
