"""Write: documents become files, and findings become marks in the reader's own file."""
