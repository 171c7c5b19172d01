import { readSync } from 'node:fs';

/**
 * Asks at the terminal and waits for a line, without its end.
 *
 * It blocks, so that the cell of a lesson needs no `await`; nothing else runs meanwhile.
 *
 * @returns undefined when the input has ended.
 */
export function askLine(question: string): string | undefined {
  process.stdout.write(question);
  const bytes: number[] = [];
  const one = new Uint8Array(1);
  for (;;) {
    try {
      if (readSync(0, one) === 0) return bytes.length > 0 ? decode(bytes) : undefined;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return undefined; // how Windows tells the end
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
      continue;
    }
    if (one[0] === 10) return decode(bytes);
    bytes.push(one[0]!);
  }
}

function decode(bytes: readonly number[]): string {
  return Buffer.from(bytes).toString('utf8').replace(/\r$/, '');
}
