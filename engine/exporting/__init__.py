"""Records into files: read bit by bit in one snapshot, told for people, written as they come."""
