"""Outside systems that speak REST, by their documents: calls, contact, syncs in both directions."""
