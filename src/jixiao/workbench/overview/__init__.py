"""Overviews (总览): what many filings say together, counted in the database, as lists with a chart and its numbers."""
