"""Who gets a record: ordered rules, pickers, and the trace that says why."""
