#!/usr/bin/python3
"""The peer of the bench's sheets: QGIS's print layout, as PyQGIS drives it (Debian: python3-qgis).

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 bench/maps.py LAND.gpkg EPSG TITLE

It opens the layers townships, villages, borders and seats, and draws them as the program's
sheet does: tints, each border once by its level, a band along the county's own, seats, names
of townships and villages with halos, title, degrees along the frame, legend, scale in
figures and as a bar, north arrow, notes. Then it reads orders from standard input, one JSON
object a line, and writes one line to standard output when each is done:

    {"what": "pdf" | "png" | "atlas", "width": mm, "height": mm, "scale": denominator, "dpi": n, "out": path}

An atlas has one page for each township. What is wrong is said in a line that does not
begin with "done".
"""
import json
import sys

from PyQt5.QtCore import QRectF, Qt
from PyQt5.QtGui import QColor, QFont
from qgis.core import (
    QgsApplication, QgsCategorizedSymbolRenderer, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsFillSymbol, QgsLayoutExporter,
    QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap, QgsLayoutItemMapGrid, QgsLayoutItemPicture,
    QgsLayoutItemScaleBar, QgsLayoutMeasurement, QgsLayoutPoint, QgsLayoutSize, QgsLineSymbol, QgsMarkerSymbol,
    QgsPalLayerSettings, QgsPrintLayout, QgsProject, QgsRendererCategory, QgsRenderContext,
    QgsSimpleLineSymbolLayer, QgsSingleSymbolRenderer, QgsTextBufferSettings, QgsTextFormat, QgsUnitTypes,
    QgsVectorLayer, QgsVectorLayerSimpleLabeling)

FONT = "Noto Sans CJK SC"
TINTS = ["#fbe9d0", "#dcebd3", "#f7dede", "#dfe7f5", "#f3efc9"]
MM = QgsUnitTypes.LayoutMillimeters


def layer(name):
    found = QgsVectorLayer(f"{sys.argv[1]}|layername={name}", name, "ogr")
    if not found.isValid():
        sys.exit(f"{sys.argv[1]} has no layer {name} that QGIS can read")
    QgsProject.instance().addMapLayer(found, False)
    return found


def name(of, em, bold, color):
    """The names of a layer's polygons, inside them, with a halo."""
    settings, style, halo = QgsPalLayerSettings(), QgsTextFormat(), QgsTextBufferSettings()
    font = QFont(FONT)
    font.setBold(bold)
    style.setFont(font)
    style.setSize(em)
    style.setSizeUnit(QgsUnitTypes.RenderMillimeters)
    style.setColor(QColor(color))
    halo.setEnabled(True)
    halo.setSize(0.14 * em)
    halo.setSizeUnit(QgsUnitTypes.RenderMillimeters)
    halo.setColor(QColor("white"))
    style.setBuffer(halo)
    settings.setFormat(style)
    settings.fieldName = "name"
    settings.placement = QgsPalLayerSettings.Horizontal
    of.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    of.setLabelsEnabled(True)


def line(color, width, dash=None, cap=Qt.FlatCap):
    stroke = QgsSimpleLineSymbolLayer(QColor(color), width)
    stroke.setPenCapStyle(cap)
    stroke.setPenJoinStyle(Qt.RoundJoin)
    if dash:
        stroke.setUseCustomDashPattern(True)
        stroke.setCustomDashVector(dash)
    symbol = QgsLineSymbol()
    symbol.changeSymbolLayer(0, stroke)
    return symbol


def layers(grow):
    """All layers in their symbols, the highest first; grow is 1 on A4."""
    QgsProject.instance().removeAllMapLayers()
    band = layer("borders")
    band.setName("band")
    band.setSubsetString("level = 'county'")
    band.setRenderer(QgsSingleSymbolRenderer(line("#e9b7c9", 3.4 * grow)))
    towns = layer("townships")
    towns.setRenderer(QgsCategorizedSymbolRenderer("tint", [
        QgsRendererCategory(i, QgsFillSymbol.createSimple({"color": tint, "outline_style": "no"}), f"tint {i + 1}") for i, tint in enumerate(TINTS)]))
    name(towns, 3.9 * grow, True, "#7a1f2b")
    villages = layer("villages")
    villages.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"style": "no", "outline_style": "no"})))
    name(villages, 2.3 * grow, False, "#222222")
    borders = layer("borders")
    borders.setRenderer(QgsCategorizedSymbolRenderer("level", [
        QgsRendererCategory("county", line("#2b2b2b", 0.55 * grow, [5 * grow, 1.1 * grow, 0.55 * grow, 1.1 * grow]), "county"),
        QgsRendererCategory("township", line("#3d3d3d", 0.36 * grow, [2.6 * grow, 0.8 * grow, 0.36 * grow, 0.8 * grow]), "township"),
        QgsRendererCategory("village", line("#5c5c5c", 0.28 * grow, [0.01, 0.85 * grow], Qt.RoundCap), "village")]))
    seats = layer("seats")
    seats.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple({"name": "circle", "color": "white", "outline_color": "#b3261e", "size": str(1.6 * grow)})))
    return [seats, borders, villages, towns, band]


def place(layout, item, x, y, width, height):
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y, MM))
    item.attemptResize(QgsLayoutSize(width, height, MM))
    return item


def text(layout, said, em, x, y, width, height):
    """A line of text, em in millimetres."""
    label = QgsLayoutItemLabel(layout)
    label.setText(said)
    font = QFont(FONT)
    font.setPointSizeF(em * 72 / 25.4)
    label.setFont(font)
    label.setHAlign(Qt.AlignHCenter)
    return place(layout, label, x, y, width, height)


def frame(chart, crs, u):
    """The frame and the degrees along it, in steps that leave six or more across."""
    chart.setFrameEnabled(True)
    chart.setFrameStrokeWidth(QgsLayoutMeasurement(0.5 * u, MM))
    grid = QgsLayoutItemMapGrid("degrees", chart)
    grid.setCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
    grid.setUnits(QgsLayoutItemMapGrid.MapUnit)
    grid.setIntervalX(0.1)
    grid.setIntervalY(0.1)
    grid.setStyle(QgsLayoutItemMapGrid.FrameAnnotationsOnly)
    grid.setAnnotationEnabled(True)
    grid.setAnnotationFormat(QgsLayoutItemMapGrid.DegreeMinute)
    chart.grids().addGrid(grid)


def sheet(order, crs, extent):
    """The layout of an order, and its map."""
    width, height = order["width"], order["height"]
    u = min(width, height) / 210
    drawn = layers(u ** 0.5)
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(width, height, MM))
    chart = QgsLayoutItemMap(layout)
    place(layout, chart, 9 * u, 18 * u, width - 18 * u, height - 34 * u)
    chart.setLayers(drawn)
    chart.setCrs(crs)
    chart.setExtent(extent)
    chart.setScale(order["scale"])
    frame(chart, crs, u)
    text(layout, sys.argv[3], 6 * u, 9 * u, 5 * u, width - 18 * u, 10 * u)
    text(layout, f"1:{order['scale']}", 2.6 * u, width / 2 - 30 * u, height - 14 * u, 60 * u, 4 * u)
    text(layout, "本图界线不作实地划界依据", 2.2 * u, 9 * u, height - 8 * u, 80 * u, 4 * u)
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(chart)
    place(layout, legend, width - 50 * u, height - 70 * u, 40 * u, 50 * u)
    bar = QgsLayoutItemScaleBar(layout)
    bar.setStyle("Single Box")
    bar.setLinkedMap(chart)
    bar.setUnits(QgsUnitTypes.DistanceKilometers)
    bar.setUnitLabel("km")
    bar.setNumberOfSegments(4)
    bar.setUnitsPerSegment(max(order["scale"] / 50000, 0.5))
    place(layout, bar, width / 2 - 40 * u, height - 10 * u, 80 * u, 8 * u)
    north = QgsLayoutItemPicture(layout)
    north.setPicturePath(QgsApplication.svgPaths()[0] + "arrows/NorthArrow_02.svg")
    place(layout, north, width - 25 * u, 22 * u, 12 * u, 12 * u)
    return layout, chart, drawn


def pdf():
    """Vector, its texts as text, with layers' place on the earth."""
    s = QgsLayoutExporter.PdfExportSettings()
    s.forceVectorOutput = True
    s.appendGeoreference = True
    s.textRenderFormat = QgsRenderContext.TextFormatAlwaysText
    return s


def write(order, crs, extent):
    layout, chart, drawn = sheet(order, crs, extent)
    exporter = QgsLayoutExporter(layout)
    if order["what"] == "png":
        s = QgsLayoutExporter.ImageExportSettings()
        s.dpi = order["dpi"]
        return exporter.exportToImage(order["out"], s)
    if order["what"] == "pdf":
        return exporter.exportToPdf(order["out"], pdf())
    atlas = layout.atlas()
    atlas.setCoverageLayer(drawn[3])
    atlas.setEnabled(True)
    chart.setAtlasDriven(True)
    chart.setAtlasScalingMode(QgsLayoutItemMap.Auto)
    chart.setAtlasMargin(0.1)
    return QgsLayoutExporter.exportToPdf(atlas, order["out"], pdf())[0]


def main():
    crs = QgsCoordinateReferenceSystem(sys.argv[2])
    QgsProject.instance().setCrs(crs)
    land = layer("townships")
    extent = QgsCoordinateTransform(land.crs(), crs, QgsProject.instance()).transformBoundingBox(land.extent())
    print("done", flush=True)
    for order in sys.stdin:
        result = write(json.loads(order), crs, extent)
        print("done" if result == QgsLayoutExporter.Success else f"QGIS says {result}", flush=True)


QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
main()
app.exitQgis()
