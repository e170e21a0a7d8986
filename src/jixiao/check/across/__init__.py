"""Papers of one unit in several files, held against each other, and against the accounts of the year before.

`desk` takes in file after file, `papers` is a document as the others see it, `rounds` those that belong together,
`joined` their figures as one book for relations.
"""
