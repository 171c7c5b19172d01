import { describe, expect, it } from 'vitest';
import { describeBackend } from '../../../src/models/neural/describeBackend.js';
import { failureReason } from '../../../src/models/neural/failureReason.js';

describe('describeBackend', () => {
  it.each([
    [{ name: 'native' }, '[backend] native TensorFlow'],
    [{ name: 'wasm', reason: 'MLE_BACKEND=wasm' }, '[backend] WebAssembly (MLE_BACKEND=wasm)'],
    [{ name: 'cpu', reason: 'why' }, '[backend] plain JavaScript (why)'],
  ] as const)('says what runs: %j', (backend, line) => {
    expect(describeBackend(backend)).toBe(line);
  });
});

describe('failureReason', () => {
  const reason = (error: unknown) => failureReason('native TensorFlow', error);

  it('names a package that is not installed', () => {
    expect(reason(new Error("Cannot find module '@tensorflow/tfjs-node'\nRequire stack:"))).toBe(
      'native TensorFlow is not installed',
    );
  });

  it('names a binding that was never compiled', () => {
    expect(
      reason(new Error('The Node.js native addon module (x.node) can not be found at path: /a/b')),
    ).toBe('native TensorFlow is not built here');
  });

  it.each([
    ['/home/me/lib/libx.so.2: wrong ELF class', 'libx.so.2: wrong ELF class'],
    [
      'C:\\Users\\me\\x.node is not a valid Win32 application.',
      'x.node is not a valid Win32 application.',
    ],
  ])('keeps the first line of anything else, without folders: %s', (message, short) => {
    expect(reason(new Error(`${message}\nmore`))).toBe(`native TensorFlow does not load: ${short}`);
  });

  it('cuts a long one', () => {
    expect(reason('x'.repeat(500))).toHaveLength('native TensorFlow does not load: '.length + 91);
  });
});
