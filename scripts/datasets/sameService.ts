// Writes datasets/same-service/same-service.csv and the two pictures of chapter 15: one rain model
// behind FastAPI and behind mle-kit, asked the same by the same clients.
//
//   node scripts/ts.mjs scripts/datasets/sameService.ts [pictures]
//
// FastAPI lives in a virtual environment of its own, .venv-fastapi, made here from hashed
// requirements. wrk measures, Chromium photographs. Then: node scripts/ts.mjs scripts/datasets/make.ts
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  defineSchema,
  hashTable,
  LogisticRegression,
  loadDataset,
  ModelBundle,
  ModelRegistry,
  Pipeline,
  referenceProfile,
  StandardScaler,
  Table,
} from 'mle-kit';
import { writeCsv } from '../../src/data/index.js';
import { findChromium } from '../browser/findChromium.js';
import { photographDocs } from './photographDocs.js';

const root = join(import.meta.dirname, '..', '..');
const here = join(import.meta.dirname, 'fastapi');
const venv = join(root, '.venv-fastapi');
const windows = process.platform === 'win32';
const python = join(venv, windows ? 'Scripts/python.exe' : 'bin/python');
const SECONDS = 3;
const NOT_MEASURED = { perSecond: null, medianMs: null };

/** What both are asked, as bytes: some of it is no JSON. */
const CALLS: Readonly<Record<string, string>> = {
  'a good day': '{"temp_max": 12.8, "temp_min": 5, "wind": 4.7}',
  'a null': '{"temp_max": null, "temp_min": 5, "wind": 4.7}',
  'a number as text': '{"temp_max": "12.8", "temp_min": 5, "wind": 4.7}',
  'a true': '{"temp_max": true, "temp_min": 5, "wind": 4.7}',
  'a field left out': '{"temp_min": 5, "wind": 4.7}',
  'a field too many': '{"temp_max": 12.8, "temp_min": 5, "wind": 4.7, "unit": "F"}',
  'a field twice': '{"temp_max": 12.8, "temp_max": 38, "temp_min": 5, "wind": 4.7}',
  'a NaN': '{"temp_max": NaN, "temp_min": 5, "wind": 4.7}',
  'four faults at once': '{"temp_max": null, "temp_min": "cold", "wind": 470, "unit": "F"}',
};

interface Service {
  readonly url: string;
  readonly about: string;
  readonly child: ChildProcess;
}

function must(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`sameService: "${command} ${args.join(' ')}" failed.`);
}

/** Starts a process that says in one JSON line where it listens; ready when it has answered once. */
async function start(command: string, args: readonly string[], cwd: string): Promise<Service> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  const { url, about = '' } = JSON.parse(line) as { url: string; about?: string };
  for (;;) {
    const { ok } = await ask(url, CALLS['a good day']!).catch(() => ({ ok: false }));
    if (ok) return { url, about, child };
  }
}

async function ask(url: string, body: string) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/predict`, { method: 'POST', headers, body });
  return { ok: response.ok, status: response.status, answer: await response.text() };
}

/** Requests a second and the median time of one, in milliseconds: wrk, 32 connections. */
function load(url: string, body: string, folder: string) {
  const script = join(folder, 'post.lua');
  const lines = ['wrk.method = "POST"', `wrk.body = [[${body}]]`];
  lines.push('wrk.headers["content-type"] = "application/json"');
  writeFileSync(script, lines.join('\n'));
  const args = ['-t1', '-c32', `-d${SECONDS}s`, '--latency', '-s', script, `${url}/predict`];
  const told = execFileSync('wrk', args, { encoding: 'utf8' });
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(told)?.[1]);
  const [, median, unit] = /50%\s+([\d.]+)(us|ms|s)/.exec(told) ?? [];
  const inMs = { us: 0.001, ms: 1, s: 1000 }[unit as 'us'];
  return { perSecond: Math.round(perSecond), medianMs: Number(median) * inMs };
}

if (!existsSync(python)) must(windows ? 'python' : 'python3', ['-m', 'venv', venv]);
const lock = join(here, 'requirements.txt');
must(python, ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', lock]);

const weather = await loadDataset('weather');
const newYear = Date.UTC(2015, 0, 1);
const past = weather.filter((day) => day.location === 'Seattle' && Number(day.date) < newYear);
const X = past.select(['temp_max', 'temp_min', 'wind']);
const wet = past.number('precipitation').map((mm) => (mm > 0 ? 1 : 0));
const pipeline = new Pipeline({
  steps: [new StandardScaler()],
  model: new LogisticRegression(),
}).fit(X, wet);
const degrees = { kind: 'number', unit: '°C', range: [-40, 50] } as const;
const bundle = new ModelBundle({
  pipeline,
  input: defineSchema({
    temp_max: degrees,
    temp_min: degrees,
    wind: { kind: 'number', unit: 'm/s', range: [0, 40] },
  }),
  output: { kind: 'classification', name: 'wet', classes: [0, 1], positiveClass: 1 },
  reference: referenceProfile(X),
});

const folder = mkdtempSync(join(tmpdir(), 'same-service-'));
const running: Service[] = [];
try {
  const registry = await ModelRegistry.open(join(folder, 'registry'));
  const version = await registry.publish(bundle, {
    name: 'rain',
    metrics: { accuracy: { estimate: 0.8, low: 0.76, high: 0.84, level: 0.95 } },
    dataset: { name: 'weather: Seattle before 2015', sha256: hashTable(X), rows: X.rowCount },
  });
  const file = join(folder, 'model.json');
  writeFileSync(file, JSON.stringify([pipeline.state.steps[0], pipeline.state.model]));

  const fastapi = await start(python, ['-B', 'run.py', file], here);
  running.push(fastapi);
  const serve = ['serve', `rain@${version}`, '--registry', registry.directory, '--port', '0'];
  const own = await start(
    process.execPath,
    [join(root, 'src/bin/mle.js'), ...serve, '--json', '--log-level', 'error'],
    root,
  );
  running.push(own);

  if (process.argv[2] !== 'pictures') {
    const code = readFileSync(join(here, 'service.py'), 'utf8').trimEnd();
    const rows = [];
    for (const [name, service] of [
      ['FastAPI', fastapi],
      ['mle-kit', own],
    ] as const) {
      for (const [call, body] of Object.entries(CALLS)) {
        const { status, answer } = await ask(service.url, body);
        const first = call === 'a good day';
        const { perSecond, medianMs } = first ? load(service.url, body, folder) : NOT_MEASURED;
        rows.push({
          service: name,
          version: service.about || `mle-kit 0.1.0, Node ${process.versions.node}`,
          call,
          body,
          status,
          answer: answer.replace(/,"id":"[^"]*"/, ''), // of the request: another each time
          per_second: perSecond,
          median_ms: medianMs,
          code: first && name === 'FastAPI' ? code : null,
        });
      }
    }
    mkdirSync(join(root, 'datasets/same-service'), { recursive: true });
    await writeCsv(Table.fromRows(rows), join(root, 'datasets/same-service/same-service.csv'));
  }

  const chromium = findChromium();
  if (chromium === undefined) throw new Error('sameService: no Chromium for the pictures.');
  const pictures = join(root, 'notebooks', 'images');
  mkdirSync(pictures, { recursive: true });
  for (const [name, { url }] of Object.entries({ fastapi, 'mle-kit': own })) {
    await photographDocs(chromium, `${url}/docs`, join(pictures, `15-docs-${name}.png`), root);
  }
} finally {
  for (const { child } of running) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
