/** Anything that survives `JSON.stringify` unchanged. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A record of JSON values, such as one Plotly trace or a Plotly layout. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * A picture as data: a Plotly specification with the two sentences that a picture must not lack.
 *
 * Plain JSON of our own light types, so a figure can be stored, compared and drawn anywhere, and
 * nothing here loads Plotly. `data` holds at most 5,000 points.
 */
export interface Figure {
  /** Plotly traces, in drawing order. */
  readonly data: readonly JsonObject[];
  /** Plotly layout, fonts, colours and sizes included: no template of the viewer changes it. */
  readonly layout: JsonObject;
  /** What the picture is about, as plain text. */
  readonly title: string;
  /** What the picture shows, for those who cannot see it: one line of plain text. */
  readonly altText: string;
}

/** What an axis measures. `unit: null` says "no unit": counts, shares, scores. */
export interface AxisTitle {
  readonly label: string;
  readonly unit: string | null;
}

/** A line across the whole picture at one value of one axis, such as "no error" at y = 0. */
export interface ReferenceLine {
  readonly axis: 'x' | 'y';
  /** Where, in the units of that axis. */
  readonly at: number;
  /** Words written beside the line. */
  readonly label?: string;
}

/** What every picture is asked for. */
export interface FigureOptions {
  readonly title: string;
  readonly xTitle: AxisTitle;
  readonly yTitle: AxisTitle;
  /** The finding in a sentence of at least 20 characters; not the kind of picture. */
  readonly altText: string;
  /** Logarithmic axes; every value must then be positive. Default false. */
  readonly xLog?: boolean;
  readonly yLog?: boolean;
  /** Ends of an axis, in its units. Default: what the data need. */
  readonly xRange?: readonly [number, number];
  readonly yRange?: readonly [number, number];
  readonly referenceLines?: readonly ReferenceLine[];
}
