"""Relations between printed figures as data (勾稽关系): the language, its binding to a document, its evaluation.

`file` reads relations, `findings` checks a document against them; `constraints` is the arithmetic by itself.
"""
