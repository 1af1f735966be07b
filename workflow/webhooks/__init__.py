"""Webhooks in both directions, signed as Standard Webhooks says."""
