export type { BarOptions, BarSeries } from './bar.js';
export { bar } from './bar.js';
export type { BoxOptions } from './box.js';
export { box } from './box.js';
export type { BoxesOnImageOptions, BoxScene, NamedBox } from './boxesOnImage.js';
export { boxesOnImage } from './boxesOnImage.js';
export type { CalibrationPlotOptions } from './calibrationPlot.js';
export { calibrationPlot } from './calibrationPlot.js';
export type { CombineOptions } from './combine.js';
export { combine } from './combine.js';
export type { ConfusionMatrixPlotOptions } from './confusionMatrixPlot.js';
export { confusionMatrixPlot } from './confusionMatrixPlot.js';
export type { DecisionRegionsOptions } from './decisionRegions.js';
export { decisionRegions } from './decisionRegions.js';
export type { DiagramOptions, DiagramStation } from './diagram.js';
export { diagram } from './diagram.js';
export type { ElbowPlotOptions } from './elbowPlot.js';
export { elbowPlot } from './elbowPlot.js';
export type {
  AxisTitle,
  Figure,
  FigureOptions,
  Json,
  JsonObject,
  ReferenceLine,
} from './figure.js';
export type { GroupLabels } from './groups.js';
export type { HeatMapOptions } from './heatMap.js';
export { heatMap } from './heatMap.js';
export type { HistogramOptions } from './histogram.js';
export { histogram } from './histogram.js';
export type { BinRule, HistogramBins } from './histogramBins.js';
export { countInBins, histogramBins } from './histogramBins.js';
export type { GridImage, ImageGridOptions } from './imageGrid.js';
export { imageGrid } from './imageGrid.js';
export type { IntervalPlotOptions, NamedInterval } from './intervalPlot.js';
export { intervalPlot } from './intervalPlot.js';
export type { LearningCurvePlotOptions } from './learningCurvePlot.js';
export { learningCurvePlot } from './learningCurvePlot.js';
export type { LineOptions } from './line.js';
export { line } from './line.js';
export type { LossHistory, LossPlotOptions } from './lossPlot.js';
export { lossPlot } from './lossPlot.js';
export type { GridMark, MarkGridOptions } from './markGrid.js';
export { markGrid } from './markGrid.js';
export type { PairPlotColumn, PairPlotOptions } from './pairPlot.js';
export { pairPlot } from './pairPlot.js';
export type { PrecisionRecallPlotOptions } from './precisionRecallPlot.js';
export { precisionRecallPlot } from './precisionRecallPlot.js';
export type { RadarOptions, RadarSeries } from './radar.js';
export { radar } from './radar.js';
export type { ResidualPlotOptions } from './residualPlot.js';
export { residualPlot } from './residualPlot.js';
export type { RocPlotOptions } from './rocPlot.js';
export { rocPlot } from './rocPlot.js';
export type { ScatterOptions } from './scatter.js';
export { scatter } from './scatter.js';
export type { Series } from './series.js';
export type { SilhouettePlotOptions } from './silhouettePlot.js';
export { silhouettePlot } from './silhouettePlot.js';
export type { SliderOptions } from './slider.js';
export { slider } from './slider.js';
export type { SpectrogramOptions } from './spectrogram.js';
export { spectrogram } from './spectrogram.js';
export type { Coordinates } from './validate.js';
export { MAX_POINTS } from './validate.js';
export type { ViolinOptions } from './violin.js';
export { violin } from './violin.js';
