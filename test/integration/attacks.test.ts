import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildAssignment,
  type GradeReport,
  gradeSubmissions,
  writeClassReports,
} from 'mle-kit/grading';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CODE_ATTACKS } from './attacks/codeAttacks.js';
import { FILE_ATTACKS } from './attacks/fileAttacks.js';
import { SLY_ATTACKS } from './attacks/slyAttacks.js';
import { whyNotApart } from './whyNotApart.js';

const ATTACKS = { ...CODE_ATTACKS, ...SLY_ATTACKS };

const folder = mkdtempSync(join(tmpdir(), 'mle-attacks-'));
const submissions = join(folder, 'submissions');
const LARGEST =
  'function largest(list) { let most = list[0]; for (let i = 1; i < list.length; i++) if (list[i] > most) most = list[i]; return most; }';
const TOTAL = 'function total(list: number[]): number { return list.reduce((a, b) => a + b, 0); }';

/** Submissions that have done nothing but the work. */
const HONEST: Readonly<Record<string, readonly string[]>> = {
  honest: [TOTAL, LARGEST],
  'honest-warns': [
    "console.warn('careful'); process.emitWarning('deprecated'); process.stderr.write('hm');",
    `${TOTAL.replace('{ return', "{ console.error('adding'); return")}`,
    LARGEST,
  ],
  'honest-untidy': [
    'const total = 3 +;', // a cell that is no code
    'function total() { return 1; }',
    "throw new Error('I wonder what this does');",
    TOTAL.replace('function', 'export function'), // once more, and right
    "Promise.reject(new Error('nobody waits for this'));",
    "setTimeout(() => { throw new Error('late'); }, 1);",
    'const largest = (list) => Math.max(...list);',
  ],
};

const students = new Map<string, string>(); // by what it does
let report: GradeReport;
let server: Server;
let connections = 0;

const notebook = (cells: readonly string[]) =>
  JSON.stringify({
    cells: cells.map((source) => ({ cell_type: 'code', source, metadata: {}, outputs: [] })),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });

const fault = whyNotApart();
describe.skipIf(fault)(`submissions among attacks${fault ? `: ${fault}` : ''}`, () => {
  beforeAll(async () => {
    server = createServer(() => {
      connections += 1;
    }).listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    const { port } = server.address() as { port: number };
    mkdirSync(submissions);
    const roster: string[] = [];
    for (const [name, cells] of Object.entries(HONEST)) {
      roster.push(name);
      writeFileSync(join(submissions, `${name}.ipynb`), notebook(cells));
    }
    const known = readFileSync(join(submissions, 'honest.ipynb'), 'utf8');
    let number = 100;
    const next = (name: string) => {
      const student = `s${number++}`;
      students.set(name, student);
      roster.push(student);
      return student;
    };
    for (const [name, { cells }] of Object.entries(ATTACKS)) {
      const text = notebook(
        [LARGEST, ...cells].map((cell) => cell.replaceAll('PORT', String(port))),
      );
      writeFileSync(join(submissions, `${next(name)}.ipynb`), text);
    }
    for (const [name, { handIn }] of Object.entries(FILE_ATTACKS)) {
      handIn(submissions, next(name), known);
    }
    const script = join(import.meta.dirname, 'attacks', 'sums.ts');
    await buildAssignment(script, join(folder, 'built'), { students: roster });
    report = await gradeSubmissions(
      submissions,
      join(folder, 'built', 'sums.bundle.json'),
      join(folder, 'out'),
      { limits: { seconds: 1, memoryMb: 512, outputMb: 2, diskMb: 32 } },
    );
  }, 300_000);

  afterAll(() => {
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const marksOf = (student: string) => report.marks.find((marks) => marks.student === student)!;

  /** All that the marks say in words. */
  function words(student: string): string {
    const { exercises, notes } = marksOf(student);
    return [...notes, ...exercises.flatMap(({ tests }) => tests.map(({ why }) => why))].join('\n');
  }

  describe('honest work', () => {
    it.each(Object.keys(HONEST))('keeps its points among attacks: %s', (student) => {
      const { earned, points, exercises } = marksOf(student);
      expect([earned, points, exercises.map(({ attempted }) => attempted)]).toEqual([
        5,
        5,
        [true, true],
      ]);
    });

    it('has a line for what did not run, and none for a warning', () => {
      expect(marksOf('honest-warns').notes).toEqual([]);
      expect(marksOf('honest-untidy').notes).toEqual([
        expect.stringMatching(/^cell 1 is left out: line 1: Unexpected ";"/),
        'cell 3 stopped: I wonder what this does',
      ]);
    });
  });

  describe('an attack earns nothing for what it attacks, and is told of:', () => {
    it.each(Object.entries(ATTACKS))('%s', (name, { says, spoils }) => {
      const student = students.get(name)!;
      const [total, largest] = marksOf(student).exercises;
      expect(total!.earned).toBe(0);
      expect(words(student)).toMatch(says);
      if (!spoils) expect(largest!.earned).toBe(2);
    });

    it.each(Object.entries(FILE_ATTACKS))('%s', (name, { says }) => {
      const student = students.get(name)!;
      expect(marksOf(student).exercises[0]!.earned).toBe(0);
      expect(words(student)).toMatch(says);
    });
  });

  describe('the grader', () => {
    it('is alive, and has marked everybody', () => {
      expect(Object.keys({ ...ATTACKS, ...FILE_ATTACKS }).length).toBeGreaterThanOrEqual(30);
      expect(report.marks).toHaveLength(students.size + Object.keys(HONEST).length);
      expect(readdirSync(join(folder, 'out', 'marks'))).toHaveLength(report.marks.length);
    });

    it('writes reports in which an attack is text, and no markup, formula or line of its own', async () => {
      await writeClassReports(join(folder, 'out'), report.bundle, report.marks, report.sources);
      const read = (...path: string[]) => readFileSync(join(folder, 'out', ...path), 'utf8');
      const marked = /<(img|script|b)\b|\u202e|\p{Cc}(?<!\n)/u;
      expect(read('class.html')).toContain('cell 2 stopped: =cmd');
      expect(read('class.html')).not.toMatch(marked);
      for (const { student } of report.marks) {
        expect(read('students', student, 'report.html')).not.toMatch(marked);
        expect(read('students', student, 'report.md')).not.toMatch(
          /(?<!\\)<|(?<!\\)\]\(|\u202e|^honest/m,
        );
      }
      const cells = read('class.csv')
        .split('\n')
        .flatMap((line) => line.split(','));
      expect(cells.filter((cell) => /^["']?[=+@\t\r-]/.test(cell))).toEqual([]);
    });

    it('was reached by no connection', () => {
      expect(connections).toBe(0);
    });

    it('gave no submission the phrase or a solution to print', () => {
      const files = readdirSync(join(folder, 'out', 'outputs'));
      for (const file of files) {
        expect(readFileSync(join(folder, 'out', 'outputs', file), 'utf8')).not.toContain(
          'THE SECRET',
        );
      }
    });
  });
});
