"""People and places: the tree of regions, units, users, and what each may do where."""
