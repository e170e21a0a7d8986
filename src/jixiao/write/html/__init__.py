"""HTML (网页): a paper as one page without script or anything to fetch, readable on a phone, in print on A4."""

from jixiao.write.html.page import write_html

__all__ = ["write_html"]
