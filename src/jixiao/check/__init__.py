"""Check: documents become findings."""
