"""History (留痕): an append-only log with a hash chain, and every change of every figure."""
