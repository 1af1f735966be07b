"""Records out of files: read, mapped to fields, written in batches, reported line by line."""
