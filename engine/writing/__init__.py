"""The eight verbs of a record write, one module each; used only by `engine.write_record`."""
