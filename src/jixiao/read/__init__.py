"""Read: bytes become a Layout, and a Layout becomes documents of model/, each value with its place."""
