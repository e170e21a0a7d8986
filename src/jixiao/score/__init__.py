"""Score: a scheme and a form give scores, each with its reason."""
