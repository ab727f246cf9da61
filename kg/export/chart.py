"""A chart as SVG or PNG: dots (targets beside results), a ranking, or lines over the years.

Drawn by altair and vl-convert, without a browser or a network. Title, unit, source and notes stand in the picture, so
that it says by itself what it shows. Axes of amounts start at nought; where another one does not, a note says so. A
year that nothing is told of breaks its line. A range is a bar, 以上 and 以内 are arrows, 左右 is hollow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.errors import OutputError, installing
from kg.query.plot import Plot, Point

ENDINGS = (".svg", ".png")
_FONT = (
    "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, WenQuanYi Zen Hei, "
    "sans-serif"
)
_WIDTH, _ROW, _COLUMN = 460, 24, 92
_INK, _PALE, _GRID = "#2b3440", "#6b7785", "#e6e9ed"
_COLORS = {"achieved": "#1f6fb2", "target": "#d9711c"}
_PALER = {"achieved": "#8db8da", "target": "#ecb68f"}
_LINES = ("#1f6fb2", "#d9711c", "#2a8f5b", "#b03a5b", "#7a5cb8", "#8a6d1f", "#4a7f8c", "#555f6b")
_CLIP = re.compile("clip[0-9]{1,9}")
_SCALE = 2  # pixels of a PNG to each of the drawing
_WORDS = {"achieved": ("结果", "result"), "target": ("目标", "target")}


def check(out: Path) -> None:
    """Raise OutputError where no chart can be drawn to a file, before anything is loaded."""
    if out.suffix.lower() not in ENDINGS:
        raise OutputError(out, "is neither SVG nor PNG", f"give a file that ends in {' or '.join(ENDINGS)}")
    if not (find_spec("altair") and find_spec("vl_convert")):
        remedy = installing("chart", "altair", "vl-convert-python")
        raise OutputError("kg chart", "needs altair and vl-convert", remedy)


def picture(plot: Plot, out: Path) -> bytes:
    """The chart in the form that the ending of a file asks for; raises OutputError, also without altair."""
    check(out)
    import altair
    import vl_convert

    spec = _drawn(altair, plot).to_dict()
    if out.suffix.lower() == ".svg":
        return _numbered(vl_convert.vegalite_to_svg(spec)).encode()
    return bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE))


def _numbered(svg: str) -> str:
    """The drawing with its names of clips counted from 0: vl-convert counts on from one drawing to the next."""
    found = {name: f"clip{at}" for at, name in enumerate(dict.fromkeys(_CLIP.findall(svg)))}
    return _CLIP.sub(lambda match: found[match[0]], svg)


def _drawn(alt: Any, plot: Plot) -> Any:
    drawn = {"dots": _dots, "ranking": _ranking, "line": _line}[plot.kind](alt, plot)
    unit = f"Unit: {plot.unit}" if plot.english else f"单位：{plot.unit}"
    head = alt.TitleParams(
        plot.title, subtitle=[unit], anchor="start", fontSize=17, subtitleFontSize=12, subtitleColor=_PALE, color=_INK,
        offset=14,
    )  # fmt: skip
    foot = alt.TitleParams(
        _foot(plot), orient="bottom", anchor="start", fontSize=11, fontWeight="normal", color=_PALE, offset=14,
        lineHeight=16,
    )  # fmt: skip
    return (
        alt.concat(drawn.properties(title=head), title=foot)
        .configure(font=_FONT, background="white", padding=18)
        .configure_view(stroke=None)
        .configure_axis(
            gridColor=_GRID,
            domain=False,
            ticks=False,
            labelColor=_INK,
            labelFontSize=12,
            labelPadding=8,
            labelLimit=260,
        )
        .configure_legend(labelFontSize=12, labelColor=_INK, title=None, symbolSize=110)
    )


def _foot(plot: Plot) -> list[str]:
    """Source and notes, in lines that are not longer than the drawing."""
    source = "Source: " if plot.english else "资料来源："
    more = len(plot.sources) - 4
    named = ", ".join(plot.sources[:4]) if plot.english else "、".join(plot.sources[:4])
    if more > 0:
        named += f" and {more} more" if plot.english else f"等{len(plot.sources)}份文件"
    notes = [*_key(plot), *plot.notes]
    if not _starts_at_nought(plot):
        notes.append("The axis does not start at 0." if plot.english else "坐标轴不从0开始。")
    if _has_gaps(plot):
        notes.append("A line is broken where a year is not told." if plot.english else "没有数据的年份，线段断开。")
    return [line for text in (source + named, *notes) for line in _wrapped(text)]


def _key(plot: Plot) -> list[str]:
    """What the marks mean that do not say it by themselves."""
    if plot.kind == "line":
        told = [("achieved", "实线为结果", "solid: results"), ("target", "虚线、空心为目标", "dashed, hollow: targets")]
        found = {point.status for point in plot.points}
    elif plot.kind == "ranking":
        told = [("open", "浅色为约数、界限或区间", "pale: about, a bound or a range")]
        found = {"open" for point in plot.points if point.bound != "exact"}
    else:
        told = [
            ("about", "空心为“左右”", "hollow: about"), ("at_least", "右箭头为“以上”", "arrow to the right: at least"),
            ("at_most", "左箭头为“以内”", "arrow to the left: at most"), ("range", "横条为区间", "bar: a range"),
        ]  # fmt: skip
        found = {point.bound for point in plot.points}
    words = [(zh, en)[plot.english] for name, zh, en in told if name in found]
    mark = ("；", "; ")[plot.english]
    return [mark.join(words) + ("。", ".")[plot.english]] if words else []


def _wrapped(text: str, most: int = 92) -> list[str]:
    """A text in lines: a Chinese character is as wide as two others.

    >>> _wrapped("目标与结果", 6)
    ['目标与', '结果']
    """
    lines, width = [""], 0
    for letter in text:
        size = 1 if letter.isascii() else 2
        if width + size > most:
            lines.append("")
            width = 0
        lines[-1] += letter
        width += size
    return lines


def _starts_at_nought(plot: Plot) -> bool:
    """Whether the axis starts at nought: of amounts always, of bars because their length is what is read."""
    return plot.is_amount or plot.kind == "ranking"


def _rows(points: Sequence[Point], english: bool) -> list[dict[str, Any]]:
    return [
        {
            "place": point.place, "year": point.year, "status": _WORDS[point.status][english], "at": point.at,
            "low": point.at if point.low is None else point.low, "high": point.at if point.high is None else point.high,
            "bound": point.bound, "text": point.text,
        }
        for point in points
    ]  # fmt: skip


def _data(alt: Any, rows: Sequence[Mapping[str, Any]]) -> Any:
    return alt.Data(values=list(rows))


def _axis(alt: Any, plot: Plot, name: str = "at") -> Any:
    """The axis of the numbers."""
    numbers = [edge for point in plot.points for edge in (point.at, point.low, point.high) if edge is not None]
    low, high = min(numbers), max(numbers)
    room = (high - low) * 0.08 or abs(high) * 0.08 or 1
    if _starts_at_nought(plot):
        low, high = min(low, 0.0), max(high, 0.0)
        domain = [low - room if low < 0 else 0, high + room if high > 0 else 0]
    else:
        domain = [low - room, high + room]
    return alt.Scale(domain=domain, nice=False, zero=False)


def _places(alt: Any, plot: Plot) -> Any:
    return alt.Y("place:N", sort=list(plot.places), title=None, axis=alt.Axis(grid=True))


def _tone(alt: Any, plot: Plot) -> Any:
    """The color of a result or a target; the heads of the columns say which is which."""
    words = {_WORDS[status][plot.english]: color for status, color in _COLORS.items()}
    told = [word for status, (word, _) in zip(_COLORS, words.items(), strict=True)
            if any(point.status == status for point in plot.points)]  # fmt: skip
    scale = alt.Scale(domain=told, range=[words[word] for word in told])
    return alt.Color("status:N", scale=scale, legend=None)


def _marks(alt: Any, plot: Plot, base: Any, axis: Any) -> list[Any]:
    """A mark for every number: a point, a ring for about, an arrow where one side is open, a bar for a range."""
    at, tone = alt.X("at:Q", scale=axis, title=None, axis=_ruler(alt, True)), _tone(alt, plot)
    bar = base.transform_filter("datum.bound === 'range'").mark_bar(size=9, cornerRadius=4)
    shapes = (
        ("exact", {"filled": True, "size": 70}),
        ("about", {"filled": False, "size": 130, "strokeWidth": 2.2}),
        ("at_least", {"filled": True, "size": 110, "shape": "triangle-right"}),
        ("at_most", {"filled": True, "size": 110, "shape": "triangle-left"}),
    )
    return [
        bar.encode(x=alt.X("low:Q", scale=axis, title=None), x2="high:Q", color=tone),
        *(
            base.transform_filter(f"datum.bound === '{bound}'").mark_point(opacity=1, **shape).encode(x=at, color=tone)
            for bound, shape in shapes
        ),
    ]


def _ruler(alt: Any, across: bool) -> Any:
    return alt.Axis(orient="top" if across else "left", format=",~r", tickCount=6)


def _columns(alt: Any, plot: Plot, rows: list[dict[str, Any]]) -> list[Any]:
    """What the numbers are in words, in columns beside the drawing, each under a head in its color."""
    layers = []
    told = [status for status in _COLORS if any(point.status == status for point in plot.points)]
    for number, status in enumerate(told):
        word, color = _WORDS[status][plot.english], _COLORS[status]
        year = next(point.year for point in plot.points if point.status == status)
        own = [row for row in rows if row["status"] == word]
        at = alt.value(_WIDTH + 16 + _COLUMN * number)
        text = alt.Chart(_data(alt, own)).mark_text(align="left", fontSize=12, color=color)
        layers.append(text.encode(x=at, y=_places(alt, plot), text="text:N"))
        head = alt.Chart(_data(alt, [{"head": f"{year} {word}"}]))
        layers.append(
            head.mark_text(align="left", fontSize=12, fontWeight="bold", color=color).encode(
                x=at, y=alt.value(-13), text="head:N"
            )
        )
    return layers


def _dots(alt: Any, plot: Plot) -> Any:
    rows = _rows(plot.points, plot.english)
    base = alt.Chart(_data(alt, rows)).encode(y=_places(alt, plot))
    axis = _axis(alt, plot)
    tie = (
        base.mark_rule(color="#c3cad3", strokeWidth=2)
        .transform_aggregate(least="min(at)", most="max(at)", groupby=["place"])
        .encode(x=alt.X("least:Q", scale=axis, title=None, axis=_ruler(alt, True)), x2="most:Q")
    )
    return alt.layer(tie, *_marks(alt, plot, base, axis), *_columns(alt, plot, rows)).properties(
        width=_WIDTH, height=_ROW * len(plot.places)
    )


def _ranking(alt: Any, plot: Plot) -> Any:
    rows = [row | {"from": 0} for row in _rows(plot.points, plot.english)]
    base = alt.Chart(_data(alt, rows)).encode(y=_places(alt, plot))
    axis = _axis(alt, plot)
    exact = base.mark_bar(height=14, cornerRadiusEnd=2).encode(
        x=alt.X("at:Q", scale=axis, title=None, axis=_ruler(alt, True)),
        color=alt.condition("datum.bound === 'exact'", _tone(alt, plot), alt.value(_PALER[plot.points[0].status])),
    )
    spread = (
        base.transform_filter("datum.bound === 'range'")
        .mark_rule(strokeWidth=3, color=_INK)
        .encode(x=alt.X("low:Q", scale=axis), x2="high:Q")
    )
    return alt.layer(exact, spread, *_columns(alt, plot, rows)).properties(width=_WIDTH, height=_ROW * len(plot.places))


def _line(alt: Any, plot: Plot) -> Any:
    rows = _rows(plot.points, plot.english)
    years = sorted({point.year for point in plot.points})
    whole = list(range(years[0], years[-1] + 1))
    axis = _axis(alt, plot)
    scale = alt.Scale(domain=list(plot.places), range=list(_LINES[: len(plot.places)]))
    legend = alt.Legend(orient="right") if len(plot.places) > 1 else None
    by_year = alt.X("year:O", scale=alt.Scale(domain=whole), title=None, axis=alt.Axis(labelAngle=0, grid=False))
    at = alt.Y("at:Q", scale=axis, title=None, axis=_ruler(alt, False))
    color = alt.Color("place:N", scale=scale, legend=legend)
    layers = []
    for status, dash in (("achieved", [1, 0]), ("target", [4, 4])):
        word = _WORDS[status][plot.english]
        own = [row for row in rows if row["status"] == word]
        if not own:
            continue
        gaps = [
            {"place": place, "year": year, "at": None}
            for place in plot.places
            for year in whole
            if not any(row["place"] == place and row["year"] == year for row in own)
        ]
        drawn = alt.Chart(_data(alt, [*own, *gaps])).encode(x=by_year, color=color)
        layers.append(
            drawn.mark_line(strokeWidth=2.2, strokeDash=dash, invalid="break-paths-show-path-domains").encode(y=at)
        )
        points = alt.Chart(_data(alt, own)).encode(x=by_year, color=color)
        hollow = status == "target"
        layers.append(
            points.mark_point(
                filled=not hollow, size=80, opacity=1, strokeWidth=2, **({"fill": "white"} if hollow else {})
            ).encode(y=at)
        )
        layers.append(
            points.transform_filter("datum.bound === 'range'")
            .mark_rule(strokeWidth=5, opacity=0.5)
            .encode(y=alt.Y("low:Q", scale=axis, title=None), y2="high:Q")
        )
        layers.append(points.mark_text(dy=15 if hollow else -13, fontSize=11).encode(y=at, text="text:N"))
    return alt.layer(*layers).properties(width=max(_WIDTH, 70 * len(whole)), height=300)


def _has_gaps(plot: Plot) -> bool:
    """Whether a place has a year without a number between two that have one."""
    if plot.kind != "line":
        return False
    for place in plot.places:
        years = sorted({point.year for point in plot.points if point.place == place and point.status == "achieved"})
        if years and len(years) <= years[-1] - years[0]:
            return True
    return False
