"""Papers (文书): forms in the county's layout as docx, xlsx, pdf, and a year as an archive with a manifest."""
