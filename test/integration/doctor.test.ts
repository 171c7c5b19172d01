import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'fault';
  readonly detail: string;
  readonly remedy?: string;
}
interface Report {
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

const project = fileURLToPath(new URL('../..', import.meta.url));
const NAMES = [
  'Node',
  'npm',
  'npm packages',
  'Python',
  'Jupyter',
  'tslab',
  'kernel spec',
  'mle-kit',
  'TensorFlow',
  'DuckDB',
  'data',
  'disk',
  'git',
];

function doctor(root: string, args: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'scripts', 'doctor.mjs'), ...args], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
}

const check = (report: Report, name: string) => report.checks.find((one) => one.name === name);

describe('the doctor of this project', { timeout: 120_000 }, () => {
  it('finds everything that set-up brought, and says with how fast a TensorFlow', () => {
    const { stdout, stderr, status } = doctor(project, ['--json']);
    const report = JSON.parse(stdout) as Report;
    expect(report.checks.map(({ name }) => name)).toEqual(NAMES);
    expect(report.checks.filter((one) => one.status === 'fault')).toEqual([]);
    expect(report.ok).toBe(true);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(check(report, 'TensorFlow')?.detail).toMatch(/TensorFlow\.js 4\.22\.0, \d+ GFLOP\/s$/);
    expect(check(report, 'data')?.detail).toMatch(/^\d+ data sets, checksums agree$/);
  });

  it('refuses an option that it does not have', () => {
    const { stderr, status } = doctor(project, ['--jason']);
    expect(status).toBe(1);
    expect(stderr).toContain('Unknown option --jason.');
  });
});

describe('the doctor of a fresh clone', { timeout: 60_000 }, () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'mle-doctor-'));
    for (const part of ['doctor.mjs', 'setup', 'python']) {
      cpSync(join(project, 'scripts', part), join(root, 'scripts', part), { recursive: true });
    }
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'package.json'), '{"type":"module"}');
    writeFileSync(join(root, 'package-lock.json'), '{"packages":{}}');
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('runs without anything installed, and gives every fault the command that mends it', () => {
    const { stdout, status } = doctor(root, ['--json']);
    const report = JSON.parse(stdout) as Report;
    expect(status).toBe(1);
    expect(report.ok).toBe(false);
    expect(report.checks.map(({ name }) => name)).toEqual(NAMES);
    const faults = report.checks.filter((one) => one.status === 'fault');
    expect(faults.map(({ name }) => name)).toEqual(
      NAMES.filter((name) => !['Node', 'npm', 'disk', 'git'].includes(name)),
    );
    for (const { remedy, detail } of faults) {
      expect(remedy).toMatch(/^(node|npm|git) /);
      expect(detail).not.toContain('\n');
    }
  });

  it('says it for people, too, and where to begin', () => {
    const { stdout } = doctor(root, []);
    expect(stdout).toMatch(/^ {2}fault {3}npm packages {2}node_modules is missing or unfinished$/m);
    expect(stdout).toMatch(
      /\n9 faults stop the course\. Begin with: {2}node scripts\/setup\.mjs\n$/,
    );
    expect(stdout).not.toMatch(/^\s+at /m);
  });

  it('names the path of a kernel that is not there any more', () => {
    const kernel = join(root, '.venv/share/jupyter/kernels/tslab');
    mkdirSync(kernel, { recursive: true });
    writeFileSync(join(kernel, 'kernel.json'), JSON.stringify({ argv: ['/gone/node', 'x'] }));
    const report = JSON.parse(doctor(root, ['--json']).stdout) as Report;
    expect(check(report, 'kernel spec')?.detail).toBe(
      'the kernel names /gone/node, which is not there',
    );
  });
});
