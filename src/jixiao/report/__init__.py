"""The readable report of `check`: one self-contained HTML page; and the words that the terminal shares with it."""
