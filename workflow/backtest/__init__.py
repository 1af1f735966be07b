"""A draft replayed over the recorded past: nothing written, nothing sent."""
