import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { projectPaths } from '../../scripts/setup/paths.mjs';

interface Run {
  readonly name: string;
  readonly lines: readonly string[];
  readonly sameTwice: boolean;
  readonly convolution: readonly number[];
  readonly embedding: readonly number[];
}

const program = fileURLToPath(new URL('fixtures/neural-training.ts', import.meta.url));
const noNative = fileURLToPath(new URL('fixtures/no-native.cjs', import.meta.url));
const tsx = fileURLToPath(import.meta.resolve('tsx/cli'));
const native = existsSync(projectPaths().binding);

function start(environment: Record<string, string>) {
  return spawnSync(process.execPath, [tsx, '--conditions=source', program], {
    env: { ...process.env, MLE_BACKEND: '', NODE_NO_WARNINGS: '1', ...environment },
    encoding: 'utf8',
  });
}

function train(environment: Record<string, string>): Run {
  const { stdout, stderr, status } = start(environment);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Run;
}

const furthest = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

describe('the tensor backends', () => {
  const wasm = train({ MLE_BACKEND: 'wasm' });
  const reference = train({ MLE_BACKEND: native ? 'native' : 'cpu' });

  it('train a convolution to the same losses', () => {
    expect(wasm.convolution).toHaveLength(8);
    expect(wasm.convolution[7]).toBeLessThan(0.2); // it learned something
    expect(furthest(wasm.convolution, reference.convolution)).toBeLessThan(1e-4);
  });

  it('train an embedding to the same losses', () => {
    expect(wasm.embedding).toHaveLength(8);
    expect(wasm.embedding[7]).toBeLessThan(0.25);
    expect(furthest(wasm.embedding, reference.embedding)).toBeLessThan(1e-4);
  });

  it('repeat their losses exactly', () => {
    expect(train({ MLE_BACKEND: 'wasm' })).toEqual(wasm);
  });

  it('say once which of them runs, however often they are asked for', () => {
    expect(wasm.lines).toEqual(['[backend] WebAssembly (MLE_BACKEND=wasm)']);
    expect(wasm.sameTwice).toBe(true);
  });

  it('fall back to WebAssembly with the reason in the line', () => {
    const run = train({ NODE_OPTIONS: `--require ${JSON.stringify(noNative)}` });
    expect(run.name).toBe('wasm');
    expect(run.lines).toEqual([
      '[backend] WebAssembly (native TensorFlow does not load: libtensorflow_cc.so.2: ' +
        'cannot open shared object file: No such file or directory)',
    ]);
    expect(run.convolution).toEqual(wasm.convolution);
  });

  it('never fall back from a forced one', () => {
    const { stderr, status } = start({
      MLE_BACKEND: 'native',
      NODE_OPTIONS: `--require ${JSON.stringify(noNative)}`,
    });
    expect(status).toBe(1);
    expect(stderr).toContain('MLE_BACKEND is "native", but native TensorFlow does not load');
    expect(stderr).toContain('[BACKEND_UNAVAILABLE]');
    expect(stderr).toContain('npm run doctor');
  });

  it('refuse a name that is none of theirs', () => {
    const { stderr, status } = start({ MLE_BACKEND: 'gpu' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/MLE_BACKEND is "gpu".*"native", "wasm", "cpu".*\[INVALID_ARGUMENT\]/);
  });
}, 60_000);
