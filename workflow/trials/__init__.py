"""Guarded rollout: a version of an automation beside the one before it, until a metric decides."""
