"""What each step does: one module for each `do`, as in `metadata.step_kinds`."""
