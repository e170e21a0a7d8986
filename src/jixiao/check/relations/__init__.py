"""Relations between printed figures as data (勾稽关系): the language, its binding to a document, its evaluation."""
