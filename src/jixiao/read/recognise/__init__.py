"""Layout in, documents of model/ out: by vocabulary and geometry, never by template."""
