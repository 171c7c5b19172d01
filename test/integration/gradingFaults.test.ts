import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAssignment, gradeSubmissions } from 'mle-kit/grading';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { whyNotApart } from './whyNotApart.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-faults-'));
const at = (...path: string[]) => join(folder, ...path);
const RIGHT =
  'function total(list) { return list.reduce((a, b) => a + b, 0); }\nfunction largest(list) { return Math.max(...list); }';
const { PATH } = process.env;

/** A bubblewrap that works, but for what is done first. */
function meddle(first: string): void {
  mkdirSync(at('bin'), { recursive: true });
  const script = `#!/bin/sh\nPATH='${PATH}'\ncd '${folder}'\n${first}\nexec bwrap "$@"\n`;
  writeFileSync(at('bin', 'bwrap'), script, { mode: 0o755 });
  process.env.PATH = `${at('bin')}:${PATH}`;
}

/** Grades one after the other; `then` is called when the first one is done. */
function grade(out: string, then = () => {}) {
  const progress = { start() {}, advance: (done: number) => done === 1 && then(), finish() {} };
  const options = { parallel: 1, progress };
  return gradeSubmissions(at('in'), at('built', 'sums.bundle.json'), at(out), options);
}
const mark = (file: string) => writeFileSync(at(file), '');
const stored = (out: string) =>
  ['ada', 'bo'].filter((student) => existsSync(at(out, 'marks', `${student}.json`)));

const fault = whyNotApart();
describe.skipIf(fault)(`a failure that is not the student's${fault ? `: ${fault}` : ''}`, () => {
  beforeAll(async () => {
    const script = join(import.meta.dirname, 'attacks', 'sums.ts');
    await buildAssignment(script, at('built'), { students: ['ada', 'bo'] });
  }, 60_000);
  beforeEach(() => {
    mkdirSync(at('in'), { recursive: true });
    for (const student of ['ada', 'bo']) writeFileSync(at('in', `${student}.ts`), RIGHT);
  });
  afterEach(() => {
    process.env.PATH = PATH;
    for (const file of ['broken', 'once']) rmSync(at(file), { force: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['compiling', 'compileEntry', 'was not there'],
    ['starting a submission', 'runnerEntry', 'may not'],
  ])(
    'stops a run of which %s breaks half-way, and the same call goes on from there',
    async (_, entry, words) => {
      meddle(`case "$*" in *${entry}.js) [ -e broken ] && { echo '${words}' >&2; exit 1; };; esac`);
      await expect(grade(entry, () => mark('broken'))).rejects.toThrow(
        new RegExp(`does not start: .*${words}`),
      );
      expect(stored(entry)).toEqual(['ada']);
      expect(existsSync(at(entry, 'outputs', 'bo.json'))).toBe(false);
      rmSync(at('broken'));
      const { marks, reused } = await grade(entry);
      expect([marks.map(({ earned }) => earned), reused]).toEqual([[5, 5], 1]);
    },
    60_000,
  );

  it('costs nobody anything when it passes by', async () => {
    meddle('case "$*" in *compileEntry.js) [ -e once ] && { rm once; exit 1; };; esac');
    const { marks } = await grade('passing', () => mark('once'));
    expect(existsSync(at('once'))).toBe(false);
    expect(marks.map(({ earned, notes }) => [earned, notes])).toEqual([
      [5, []],
      [5, []],
    ]);
  }, 60_000);

  it('refuses to begin where the built library does not do what it should', async () => {
    mark('empty');
    meddle(`for one; do
      [ "$one" = --chdir ] && set -- "$@" --ro-bind '${at('empty')}' /course/src/dist/index.js
      shift; set -- "$@" "$one"
    done`);
    await expect(grade('stale')).rejects.toThrow(
      /a submission that is right is not found right, so nobody is graded: .*mean.*setup\.mjs/,
    );
    expect(existsSync(at('stale'))).toBe(false);
  }, 60_000);

  it('is not taken for a wrong answer where the comparing process dies of something else', async () => {
    const source = readFileSync(join(import.meta.dirname, 'attacks', 'sums.ts'), 'utf8').replace(
      'call: (answer, list) => answer(list),',
      `call: (answer, list) => answer(list),
  compare: (came, wanted) => {
    const { existsSync, rmSync } = process.getBuiltinModule('node:fs');
    if (!existsSync('${at('once')}')) return came === wanted;
    rmSync('${at('once')}');
    process.exit(1);
  },`,
    );
    const near = mkdtempSync(join(import.meta.dirname, '..', '..', 'build', 'faults-'));
    try {
      writeFileSync(join(near, 'sums.ts'), source);
      await buildAssignment(join(near, 'sums.ts'), at('dying'), { students: ['ada', 'bo'] });
    } finally {
      rmSync(near, { recursive: true, force: true });
    }
    mark('once');
    const bundle = at('dying', 'sums.bundle.json');
    const { marks } = await gradeSubmissions(at('in'), bundle, at('dying', 'out'));
    expect(existsSync(at('once'))).toBe(false);
    expect(marks.map(({ earned }) => earned)).toEqual([5, 5]);
  }, 60_000);

  it('leaves no marks for a file that cannot be read', async () => {
    const gone = () => rmSync(at('in', 'bo.ts'));
    await expect(grade('unread', gone)).rejects.toThrow(
      /bo handed in .*bo\.ts, but it cannot be read \(ENOENT\)\. Make it readable/,
    );
    expect(stored('unread')).toEqual(['ada']);
  }, 60_000);

  it('is still the fault of a submission where only that one does not start', async () => {
    writeFileSync(at('in', 'bo.ts'), `const mleKnown = 1;\n${RIGHT}`);
    const { marks } = await grade('own');
    expect(marks.map(({ earned }) => earned)).toEqual([5, 0]);
    expect(marks[1]!.notes.join()).toMatch(/the notebook cannot be run: it ended by itself/);
    expect(JSON.parse(readFileSync(at('own', 'marks', 'bo.json'), 'utf8')).earned).toBe(0);
  }, 60_000);
});
