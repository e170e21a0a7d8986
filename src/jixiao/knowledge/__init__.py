"""What the state has decided, as data files: schemes, vocabulary, patterns."""
