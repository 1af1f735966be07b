"""Approvals: who decides, in which order, and what follows."""
