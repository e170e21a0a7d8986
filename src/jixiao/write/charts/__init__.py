"""Charts (图) as SVG, for pages of HTML and for PDF: grouped columns, and pies with their labels outside."""

from jixiao.write.charts.chart import chart_svg, described, number

__all__ = ["chart_svg", "described", "number"]
