"""Charts as Word and WPS draw and edit them (DrawingML charts): grouped columns and pies, black on white first.

The colours differ in lightness as well, because most copies are printed in black and white.
"""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.write.charts.chart import number
from jixiao.write.charts.draw import COLOURS
from jixiao.write.docx.chart_book import SHEET, column_of
from jixiao.write.docx.names import XML, attributes
from jixiao.write.docx.styles import LATIN_FONT, TABLE_FONT
from jixiao.write.markup import escaped
from jixiao.write.paper import Chart, Series

# Word and WPS put labels into slices that have the room: the slices are light enough to read them on.
SLICES = ("9DC3E6", "F4B183", "C5E0B4", "FFE699", "D9C3E8", "AEE0E8", "DBDBDB", "F2C4C4", "BCD2B0", "E8D9C0")
_SMALL = 1000  # hundredths of a point
_TWO_PLACES = 2
_GREY = "D9D9D9"


def chart_xml(chart: Chart) -> str:
    """Give the part of a chart, its numbers in it and in the workbook beside it."""
    plot = _pie(chart) if chart.kind == "pie" else _columns(chart)
    legend = _legend() if chart.kind == "column" and len(chart.series) > 1 else ""
    return (
        f'{XML}<c:chartSpace {attributes("c", "a", "r")}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}</c:plotArea>{legend}<c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"<a:ln><a:noFill/></a:ln></c:spPr>{_letters(_SMALL)}"
        f'<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _columns(chart: Chart) -> str:
    series = "".join(
        f"<c:ser>{_name(at, each)}{_filled(COLOURS[at % len(COLOURS)].strip('#').upper())}"
        f'<c:invertIfNegative val="0"/>{_labels(chart, "outEnd", value=True)}{_data(chart, at)}</c:ser>'
        for at, each in enumerate(chart.series)
    )
    return (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{_gap(chart)}"/><c:axId val="1"/><c:axId val="2"/></c:barChart>{_axes(chart)}'
    )


def _gap(chart: Chart) -> int:
    """Wide gaps between few columns, so that two of them do not become walls."""
    return 160 if len(chart.categories) * len(chart.series) < 6 else 80


def _axes(chart: Chart) -> str:
    line = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln></c:spPr>'
    grid = f'<c:majorGridlines><c:spPr><a:ln w="6350">{_solid(_GREY)}</a:ln></c:spPr></c:majorGridlines>'
    title = (
        f'<c:title><c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:p><a:pPr>{_defaults(_SMALL)}</a:pPr>'
        f'<a:r><a:rPr lang="zh-CN" sz="{_SMALL}" b="0">{_font()}</a:rPr><a:t>{escaped(chart.unit)}</a:t></a:r></a:p>'
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
        if chart.unit
        else ""
    )
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}<c:crossAx val="2"/><c:crosses val="autoZero"/>'
        '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        f'{_floor(chart)}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/>{grid}{title}<c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{line}'
        '<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _floor(chart: Chart) -> str:
    """Columns begin at zero: cut off below, a small change looks like a large one."""
    below = any(value < 0 for series in chart.series for value in series.values)
    return "" if below else '<c:min val="0"/>'


def _pie(chart: Chart) -> str:
    """A pie takes the first series; a slice of nothing gets no label, because labels of 0% lie upon each other."""
    series = chart.series[0] if chart.series else Series("", [])
    points = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:bubble3D val="0"/>{_slice(SLICES[at % len(SLICES)])}</c:dPt>'
        for at in range(len(chart.categories))
    )
    nothing = [at for at, value in enumerate(series.values) if not value]
    labels = _labels(chart, "bestFit", category=True, percent=True, without=nothing)
    data = f"<c:ser>{_name(0, series)}{points}{labels}{_data(chart, 0)}</c:ser>" if chart.series else ""
    return f'<c:pieChart><c:varyColors val="1"/>{data}<c:firstSliceAng val="{_first_angle(series)}"/></c:pieChart>'


def _first_angle(series: Series) -> int:
    """Turn the pie so that the largest slice lies to the left: labels of small ones stand below each other then."""
    whole = sum(series.values)
    if not whole:
        return 0
    largest = max(series.values)
    before = sum(series.values[: series.values.index(largest)])
    return round(270 - (before + largest / 2) / whole * 360) % 360


def _name(at: int, series: Series) -> str:
    place = f"{SHEET}!${column_of(at)}$1"
    points = f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escaped(series.name)}</c:v></c:pt>'
    return (
        f'<c:idx val="{at}"/><c:order val="{at}"/>'
        f"<c:tx><c:strRef><c:f>{place}</c:f><c:strCache>{points}</c:strCache></c:strRef></c:tx>"
    )


def _data(chart: Chart, at: int) -> str:
    """Categories and numbers of a series, with the place in the workbook that they come from."""
    last = len(chart.categories) + 1
    column = column_of(at)
    words = "".join(f'<c:pt idx="{i}"><c:v>{escaped(word)}</c:v></c:pt>' for i, word in enumerate(chart.categories))
    numbers = "".join(
        f'<c:pt idx="{i}"><c:v>{number(value)}</c:v></c:pt>' for i, value in enumerate(chart.series[at].values)
    )
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    return (
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{count}{words}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f>"
        f"<c:numCache><c:formatCode>General</c:formatCode>{count}{numbers}</c:numCache></c:numRef></c:val>"
    )


def _labels(
    chart: Chart,
    place: str,
    *,
    value: bool = False,
    category: bool = False,
    percent: bool = False,
    without: list[int] | None = None,
) -> str:
    gone = "".join(f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>' for at in without or ())
    shown = {"LegendKey": False, "Val": value, "CatName": category, "SerName": False, "Percent": percent}
    switches = "".join(f'<c:show{name} val="{on:d}"/>' for name, on in {**shown, "BubbleSize": False}.items())
    pattern = "0.00%" if percent else _pattern(chart)
    leaders = '<c:separator> </c:separator><c:showLeaderLines val="1"/>' if category else ""
    return (
        f'<c:dLbls>{gone}<c:numFmt formatCode="{pattern}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln>'
        f'</c:spPr>{_letters(_SMALL)}<c:dLblPos val="{place}"/>{switches}{leaders}</c:dLbls>'
    )


def _pattern(chart: Chart) -> str:
    """The number format of labels: as many decimals as the numbers are given with."""
    places = max(map(_places, _values(chart)), default=_TWO_PLACES)
    return f"0.{'0' * places}" if places else "0"


def _places(number: object) -> int:
    return len(str(number).partition(".")[2])


def _values(chart: Chart) -> Iterator[object]:
    return (number(value) for series in chart.series for value in series.values)


def _legend() -> str:
    return f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_letters(_SMALL)}</c:legend>'


def _filled(colour: str) -> str:
    return f"<c:spPr>{_solid(colour)}</c:spPr>"


def _slice(colour: str) -> str:
    return f'<c:spPr>{_solid(colour)}<a:ln w="6350">{_solid("595959")}</a:ln></c:spPr>'


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _letters(size: int) -> str:
    return f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{_defaults(size)}</a:pPr><a:endParaRPr/></a:p></c:txPr>"


def _defaults(size: int) -> str:
    return f'<a:defRPr sz="{size}" b="0">{_solid("000000")}{_font()}</a:defRPr>'


def _font() -> str:
    return f'<a:latin typeface="{LATIN_FONT}"/><a:ea typeface="{TABLE_FONT}"/>'
