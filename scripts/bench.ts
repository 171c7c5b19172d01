// npm run bench [-- leastSquares ranking]: the project against its peers, in turn, in one run.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Benchmark } from './bench/benchmark.js';
import { compare, type Spread } from './bench/compare.js';
import { peersPython } from './bench/startPeer.js';

/** A program of its own, which a benchmark starts. */
const STARTED = ['scanCsvPeak.ts', 'scorePeak.ts'];

const root = join(import.meta.dirname, '..');
const rows = new Map<string, Benchmark>();
for (const file of readdirSync(join(root, 'scripts/bench')).sort()) {
  if (!file.endsWith('.ts') || file.endsWith('.d.ts') || STARTED.includes(file)) continue;
  const found = (await import(`./bench/${file}`)) as { readonly benchmark?: Benchmark };
  if (found.benchmark) rows.set(file.slice(0, -3), found.benchmark);
}
const names = [...rows.keys()];
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !names.includes(name));
if (unknown !== undefined) {
  console.error(`bench: no row is called "${unknown}". There are: ${names.join(', ')}.`);
  process.exit(2);
}

const python = peersPython(root);
const lines = [
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}. Medians of five runs of each, in turn; in brackets the smallest and the largest.`,
  '',
  '| | peer | project, ms or MB | peer, ms or MB | ratio | at most | |',
  '|---|---|---:|---:|---:|---:|---|',
];
console.log(lines.join('\n'));
for (const name of wanted.length > 0 ? wanted : names) {
  const benchmark = rows.get(name)!;
  const { project, peer, ratio } = await compare(name, benchmark, { root, python, repeats: 5 });
  const met = ratio.median <= benchmark.atMost ? 'met' : '**missed**';
  const cells = [benchmark.title, benchmark.peer, text(project, 1), text(peer, 1), text(ratio, 3)];
  const line = `| ${[...cells, benchmark.atMost, met].join(' | ')} |`;
  console.log(line);
  lines.push(line);
}
mkdirSync(join(root, 'build'), { recursive: true });
writeFileSync(join(root, 'build', 'bench.md'), `${lines.join('\n')}\n`);

function text({ low, median, high }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}
