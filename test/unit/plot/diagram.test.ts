import { describe, expect, it } from 'vitest';
import {
  type DiagramStation,
  diagram,
  type Figure,
  type JsonObject,
} from '../../../src/plot/index.js';

const words = {
  title: 'Once around',
  altText: 'Nine rows become two weights, and these an answer to a caller.',
};
const walk = (count: number): DiagramStation[] =>
  Array.from({ length: count }, (_, i) => ({ name: `Station ${i}`, value: `value ${i}` }));
const draw = (stations: readonly DiagramStation[], over = {}) =>
  diagram({ ...words, stations, ...over });

const [ARROWS, NODES, NAMES] = [0, 1, 2] as const;
const list = <T>(figure: Figure, trace: number, key: string) => figure.data[trace]![key] as T[];
const marker = <T>(figure: Figure, trace: number, key: string) =>
  (figure.data[trace]!.marker as JsonObject)[key] as T[];

describe('diagram', () => {
  it('puts the first station at the top and the others clockwise on the ring', () => {
    const figure = draw(walk(4));
    const [x, y] = ['x', 'y'].map((key) => list<number>(figure, NODES, key)) as [
      number[],
      number[],
    ];
    expect([x[0], x[2]]).toEqual([0, 0]); // top and bottom
    expect([y[1], y[3]]).toEqual([0, 0]); // right and left
    expect(y[0]).toBeGreaterThan(0);
    expect(x[1]).toBeGreaterThan(0);
    expect([y[2], x[3]]).toEqual([-y[0]!, -x[1]!]);
    expect(list(figure, NODES, 'text')).toEqual(['1', '2', '3', '4']);
  });

  it.each([3, 8, 12])('leads an arrow from each of %i stations to the next, and home', (count) => {
    const figure = draw(walk(count));
    const x = list<number>(figure, NODES, 'x');
    const legs = x.flatMap((from, i) => [from, x[(i + 1) % count]!, null]);
    expect(list(figure, ARROWS, 'x')).toEqual(legs);
    expect(marker(figure, ARROWS, 'size').filter((size) => size !== 0)).toHaveLength(count);
  });

  it('writes name and value of each station on the outer side of its circle', () => {
    const figure = draw(walk(4));
    expect(list<string>(figure, NAMES, 'text')[1]).toBe('<b>Station 1</b><br>value 1');
    expect(list(figure, NAMES, 'textposition')).toEqual([
      'top center',
      'middle right',
      'bottom center',
      'middle left',
    ]);
    const [outer, inner] = [NAMES, NODES].map((trace) => list<number>(figure, trace, 'x'));
    expect(outer![1]).toBeGreaterThan(inner![1]!);
    expect(outer![3]).toBeLessThan(inner![3]!);
  });

  it('marks a station by colour and by shape, so that either alone suffices', () => {
    const figure = draw([...walk(3), { name: 'Broken', value: 'here', marked: true }]);
    const [color, symbol] = ['color', 'symbol'].map((key) => marker<string>(figure, NODES, key));
    expect(new Set(color!.slice(0, 3))).toEqual(new Set([color![0]]));
    expect(color![3]).not.toBe(color![0]);
    expect(symbol![3]).not.toBe(symbol![0]);
  });

  it('breaks words that would run over the edge, and shows them as written', () => {
    const value = 'a < b & c, and so on for as long as anyone would care to read it';
    const text = list<string>(draw([...walk(1), { name: 'N', value }, ...walk(2)]), NAMES, 'text');
    const lines = text[1]!.split('<br>');
    expect(lines.length).toBeGreaterThan(2);
    expect(text[1]).toContain('a &lt; b &amp; c');
    expect(lines.slice(1).join(' ').replace('&lt;', '<').replace('&amp;', '&')).toBe(value);
  });

  it('is plain JSON, the same bytes every time, and leaves its input alone', () => {
    const stations = Object.freeze(walk(8).map((station) => Object.freeze(station)));
    const text = JSON.stringify(draw(stations));
    expect(JSON.parse(text)).toEqual(draw(stations));
    expect(JSON.stringify(draw(stations))).toBe(text);
  });

  it.each([
    ['two stations', walk(2), {}, 'OUT_OF_RANGE'],
    ['thirteen stations', walk(13), {}, 'OUT_OF_RANGE'],
    ['a station without a name', [...walk(3), { name: ' ', value: 'x' }], {}, 'stations[3].name'],
    ['a station without a value', [...walk(3), { name: 'x', value: '' }], {}, 'stations[3].value'],
    ['an empty title', walk(3), { title: '' }, 'INVALID_ARGUMENT'],
    ['a short alt text', walk(3), { altText: 'A loop.' }, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, stations, over, code) => {
    expect(() => draw(stations, over)).toThrow(code);
  });
});
