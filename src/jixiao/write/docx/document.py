"""A paper as a Word document: its sections one after the other, and the package around them."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.write.docx.chart_drawing import chart_entries, chart_file, chart_parts, chart_relation
from jixiao.write.docx.contents import Entry, contents_parts
from jixiao.write.docx.figures import Figures
from jixiao.write.docx.flow import Placed, Section, flow
from jixiao.write.docx.geometry import Page, page_of
from jixiao.write.docx.names import CORE, TYPE_OF_CHART, XML, attributes, types
from jixiao.write.docx.pages import page_numbers
from jixiao.write.docx.paragraphs import heading, height_of, plain_paragraph
from jixiao.write.docx.static import ENDINGS, FOOTERS, OVERRIDES, document_relations, static_entries
from jixiao.write.docx.table import Sized, between_tables, table_parts
from jixiao.write.docx.text import in_last_paragraph, spacer
from jixiao.write.markup import escaped
from jixiao.write.paper import Chart, Contents, Heading, Paper, Paragraph
from jixiao.write.wide import Piece
from jixiao.write.zipped import member, zip_file

_LEVEL = 5  # of compression: a third faster than the usual 6 and as small within two percent


def write_docx(paper: Paper) -> bytes:
    """Give a paper as a docx by GB/T 9704; the same paper gives the same bytes."""
    body = _Body(paper)
    xml = body.xml()
    charts = {chart_relation(number): chart_file(number) for number in range(1, len(body.charts) + 1)}
    overrides = OVERRIDES | {f"word/{file}": TYPE_OF_CHART for file in charts.values()}
    parts = {
        "[Content_Types].xml": types(ENDINGS, overrides),
        "word/_rels/document.xml.rels": document_relations(charts),
        "docProps/core.xml": _properties(paper),
        "word/document.xml": xml,
    }
    entries = [member(name, text.encode(), _LEVEL) for name, text in parts.items()]
    drawn = [entry for number, chart in enumerate(body.charts, 1) for entry in chart_entries(chart, number)]
    return zip_file([*entries[:1], *static_entries(), *entries[1:], *drawn])


class _Body:
    """Writes the sections; `charts` are those met on the way."""

    def __init__(self, paper: Paper) -> None:
        self.charts: list[Chart] = []
        self._paper = paper
        self._sections = flow(paper)
        self._figures = Figures()
        self._sized = dict(sized for section in self._sections for sized in _sized(section))

    def xml(self) -> str:
        """Give the part word/document.xml."""
        parts: list[str] = []
        for number, section in enumerate(self._sections):
            own = between_tables([part for placed in section.placed for part in self._parts(placed, section)])
            last = section is self._sections[-1]
            about = self._section(page_of(section.landscape), first=not number)
            if last:
                if not own or own[-1].startswith("<w:tbl>"):
                    own.append(spacer())
                own.append(about)
            else:
                in_last_paragraph(own, about)
            parts += own
        spaces = attributes("w", "r", "wp", "a", "c", "mc", "w15")
        return f'{XML}<w:document {spaces} mc:Ignorable="w15"><w:body>{"".join(parts)}</w:body></w:document>'

    def _parts(self, placed: Placed, section: Section) -> list[str]:
        content, page = placed.content, page_of(section.landscape)
        if isinstance(content, Heading):
            return [heading(content, placed.number, placed.new_page)]
        if isinstance(content, Paragraph):
            return [plain_paragraph(content, self._figures, page, placed.new_page, first=placed.drop)]
        if isinstance(content, Contents):
            return [contents_parts(content, self._entries(), placed.new_page)]
        if isinstance(content, Chart):
            self.charts.append(content)
            return chart_parts(content, len(self.charts), placed.new_page)
        return table_parts(placed, self._sized[id(content)], page, self._figures)

    def _entries(self) -> list[Entry]:
        pages = page_numbers(self._sections, self._sized)
        numbered = [placed for section in self._sections for placed in section.placed if placed.number]
        return [Entry(*placed.entry, placed.number, pages[placed.number]) for placed in numbered]

    @property
    def _has_cover(self) -> bool:
        return any(placed.drop for placed in self._sections[0].placed[:1])

    def _section(self, page: Page, *, first: bool) -> str:
        lying = ' w:orient="landscape"' if page.width > page.height else ""
        sides = " ".join(f'w:{side}="{getattr(page, side)}"' for side in ("top", "right", "bottom", "left"))
        return (
            f'<w:sectPr>{FOOTERS if self._paper.page_numbers else ""}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{lying}/>'
            f'<w:pgMar {sides} w:header="851" w:footer="{page.footer}" w:gutter="0"/><w:cols w:space="425"/>'
            f'{"<w:titlePg/>" if first and self._has_cover else ""}<w:docGrid w:linePitch="312"/></w:sectPr>'
        )


def _sized(section: Section) -> Iterator[tuple[int, Sized]]:
    """The tables of a section by the id of their piece, each with what headings take of the page that it begins."""
    page = page_of(section.landscape)
    taken: int | None = 0
    for placed in section.placed:
        content = placed.content
        taken = 0 if placed.new_page else taken
        if isinstance(content, Piece):
            yield id(content), Sized(content, page, taken)
        if taken is not None:
            taken = taken + height_of(content, page) if isinstance(content, Heading | Paragraph) else None


def _properties(paper: Paper) -> str:
    """Title and author; no dates, so that the same paper gives the same bytes."""
    space = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    title, author = escaped(paper.title), escaped(paper.author)
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{CORE}" {space}><dc:title>{title}</dc:title>'
        f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy></cp:coreProperties>"
    )
