"""Reports: figures and lists as one reader may see them, on a page."""
