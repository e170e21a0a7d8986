"""One module a format: bytes in, Layout out."""
