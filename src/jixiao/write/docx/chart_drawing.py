"""A chart in the text: the drawing that shows it, its caption below, and the parts that it brings along."""

from __future__ import annotations

from jixiao.write.charts.chart import described
from jixiao.write.docx import names
from jixiao.write.docx.chart import chart_xml
from jixiao.write.docx.chart_book import book
from jixiao.write.docx.geometry import EMU, twips
from jixiao.write.docx.names import NAMESPACES, relations
from jixiao.write.docx.text import paragraph, run
from jixiao.write.markup import escaped
from jixiao.write.paper import Chart
from jixiao.write.zipped import Entry, member

CHART_WIDTH = twips(150)
CHART_HEIGHT = twips(82)


def chart_parts(chart: Chart, number: int, new_page: bool) -> list[str]:
    """Give the drawing of the chart of this number, and its caption."""
    drawing = f"<w:r>{_drawing(chart, number)}</w:r>"
    caption = [paragraph("Caption", run(chart.caption))] if chart.caption else []
    return [paragraph("Chart", drawing, new_page=new_page), *caption]


def chart_entries(chart: Chart, number: int) -> list[Entry]:
    """Give the parts of the package that belong to a chart."""
    book_name = f"Microsoft_Excel_Sheet{number}.xlsx"
    links = relations(("rId1", names.kind("package"), f"../embeddings/{book_name}"))
    return [
        member(f"word/{chart_file(number)}", chart_xml(chart).encode()),
        member(f"word/charts/_rels/chart{number}.xml.rels", links.encode()),
        member(f"word/embeddings/{book_name}", book(chart)),
    ]


def chart_file(number: int) -> str:
    """Give the name of a chart's part within word/."""
    return f"charts/chart{number}.xml"


def chart_relation(number: int) -> str:
    """Give the id of the relationship that leads from the document to a chart."""
    return f"rIdChart{number}"


def _drawing(chart: Chart, number: int) -> str:
    size = f'cx="{CHART_WIDTH * EMU}" cy="{CHART_HEIGHT * EMU}"'
    about = f'id="{number}" name="图表 {number}" descr="{escaped(f"{chart.caption}。{described(chart)}")}"'
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {about}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{NAMESPACES["c"]}">'
        f'<c:chart r:id="{chart_relation(number)}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
