/** The parts of Observable Plot that the charts use, and no others: loaded as one file, once, when the first chart has something to draw. */
export { areaY, axisX, axisY, contour, dot, gridY, line, plot, rectX, rectY, ruleX, ruleY } from '@observablehq/plot';
