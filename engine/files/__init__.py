"""Uploaded files: their content in a store, what is known of them, and who may see them."""
