import { assertInteger } from '../core/index.js';
import type { Figure, JsonObject } from './figure.js';
import { HEIGHT, headingLayout, INK, pageLayout, WIDTH } from './layout.js';
import { groupStyle } from './palette.js';
import { oneLine, plotlyText, wrap } from './text.js';
import { assertAltText, assertText } from './validate.js';

/** One station of a `diagram`. */
export interface DiagramStation {
  readonly name: string;
  /** What leaves it: the words below its name, such as '1,461 rows'. */
  readonly value: string;
  /** Whether it stands out in colour and in shape. Default false. */
  readonly marked?: boolean;
}

/** What `diagram` draws. */
export interface DiagramOptions {
  /** Three to twelve, in the order in which they are walked. */
  readonly stations: readonly DiagramStation[];
  readonly title: string;
  /** The finding in a sentence of at least 20 characters; not the kind of picture. */
  readonly altText: string;
}

// In pixels. The words stand outside the ring, at its sides and at its ends.
const PAPER = { x: WIDTH - 40, y: HEIGHT - 60 } as const;
const RING = { x: 132, y: 130 } as const; // half-axes
const NODE = { size: 34, arrow: 14, gap: 7 } as const;
const CHARACTER = 7; // of the words' size, on average and a little more

/**
 * Stations in a loop: what a process hands on from step to step, and that it starts again.
 *
 * The first station stands at the top, the others follow clockwise, and an arrow leads from each to
 * the next and from the last back to the first.
 *
 * @param options the stations and the required words.
 * @returns A figure for `show`, without axes.
 * @throws MlError OUT_OF_RANGE (fewer than 3 stations or more than 12) | INVALID_ARGUMENT (a station
 *   without name or value, an empty title, an alt text too short or naming the kind of picture).
 *
 * Cost: O(stations). Inputs are not changed. The same input gives the same bytes.
 *
 * @example diagram({ stations: [{ name: 'Data', value: '9 rows' }, { name: 'Model', value: '2 weights' }, { name: 'API', value: '200 OK' }], title: 'A loop', altText: 'Nine rows become two weights and an answer.' }).data.length; // 3
 */
export function diagram(options: DiagramOptions): Figure {
  const { stations, title } = options;
  assertInteger('diagram', 'stations.length', stations.length, 3, 12);
  for (const [i, { name, value }] of stations.entries()) {
    assertText('diagram', `stations[${i}].name`, name);
    assertText('diagram', `stations[${i}].value`, value);
  }
  assertText('diagram', 'title', title);
  assertAltText('diagram', options.altText);

  const places = stations.map((_, i) => placeOf(i, stations.length));
  const heading = headingLayout(title, undefined, [], WIDTH);
  const layout: JsonObject = {
    ...pageLayout(WIDTH, heading.top + PAPER.y + 20, heading.top),
    margin: { l: 20, r: 20, t: heading.top, b: 20 },
    title: heading.title,
    showlegend: false,
    xaxis: { visible: false, fixedrange: true, range: [-PAPER.x / 2, PAPER.x / 2] },
    yaxis: { visible: false, fixedrange: true, range: [-PAPER.y / 2, PAPER.y / 2] },
  };
  return {
    data: [arrows(places), nodes(stations, places), names(stations, places)],
    layout,
    title,
    altText: oneLine(options.altText),
  };
}

/** A place on the ring, in pixels from its middle. */
interface Place {
  readonly x: number;
  readonly y: number;
}

function placeOf(index: number, count: number): Place {
  const angle = (2 * Math.PI * index) / count;
  const digits = (pixels: number) => Math.round(pixels * 10) / 10 + 0; // no −0: JSON has none
  return { x: digits(RING.x * Math.sin(angle)), y: digits(RING.y * Math.cos(angle)) };
}

/** Lines from middle to middle, each with a head where the next circle begins to cover it. */
function arrows(places: readonly Place[]): JsonObject {
  const legs = places.map((from, i) => [from, places[(i + 1) % places.length]!] as const);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    showlegend: false,
    hoverinfo: 'skip',
    x: legs.flatMap(([from, to]) => [from.x, to.x, null]),
    y: legs.flatMap(([from, to]) => [from.y, to.y, null]),
    line: { color: INK, width: 1.5 },
    marker: {
      symbol: 'arrow',
      angleref: 'previous',
      color: INK,
      opacity: 1,
      size: legs.flatMap(() => [0, NODE.arrow, 0]),
      standoff: legs.flatMap(() => [0, NODE.size / 2, 0]),
    },
  };
}

/** Circles that bear the number of their station. */
function nodes(stations: readonly DiagramStation[], places: readonly Place[]): JsonObject {
  const styles = stations.map(({ marked }) => groupStyle(marked ? 1 : 0));
  return {
    type: 'scatter',
    mode: 'markers+text',
    showlegend: false,
    x: places.map(({ x }) => x),
    y: places.map(({ y }) => y),
    text: places.map((_, i) => String(i + 1)),
    textposition: 'middle center',
    textfont: { color: '#ffffff', size: 14 },
    marker: {
      color: styles.map(({ color }) => color),
      symbol: styles.map(({ symbol }) => symbol),
      // A diamond of the same width looks smaller than a circle, and its number needs the room.
      size: stations.map(({ marked }) => NODE.size * (marked ? 1.2 : 1)),
      opacity: 1,
    },
    customdata: stations.map(({ name, value }) => [plotlyText(name), plotlyText(value)]),
    hovertemplate: '%{customdata[0]}<br>%{customdata[1]}<extra></extra>',
  };
}

/** The words of each station, on the outer side of its circle. */
function names(stations: readonly DiagramStation[], places: readonly Place[]): JsonObject {
  const words = stations.map((station, i) => besideNode(station, places[i]!));
  return {
    type: 'scatter',
    mode: 'text',
    showlegend: false,
    hoverinfo: 'skip',
    x: words.map(({ x }) => x),
    y: words.map(({ y }) => y),
    text: words.map(({ text }) => text),
    textposition: words.map(({ position }) => position),
    textfont: { color: INK, size: 13 },
    cliponaxis: false,
  };
}

/** Where the words of one station stand, in lines that fit between the ring and the edge. */
function besideNode(station: DiagramStation, { x, y }: Place) {
  const away = NODE.gap + (station.marked ? 1.6 : 1) * (NODE.size / 2); // a diamond is wider
  const side = Math.sign(Math.round(x));
  const room = side === 0 ? PAPER.x : PAPER.x / 2 - Math.abs(x) - away;
  const lines = (text: string) => wrap(text, Math.floor(room / CHARACTER)).map(plotlyText);
  const text = [...lines(station.name).map((line) => `<b>${line}</b>`), ...lines(station.value)];
  const position =
    side === 0
      ? y > 0
        ? 'top center'
        : 'bottom center'
      : side > 0
        ? 'middle right'
        : 'middle left';
  return {
    x: x + side * away,
    y: side === 0 ? y + Math.sign(y) * (away - 4) : y,
    text: text.join('<br>'),
    position,
  };
}
