"""The commands: one module each, and what they share to read files, show results and tell failures."""
