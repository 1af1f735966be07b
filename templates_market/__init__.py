"""Packages: apps as folders that can be installed, with their records."""
