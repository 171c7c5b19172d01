import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { Benchmark } from './benchmark.js';
import { MIXED_ROWS } from './mixedCsv.js';
import { benchmark as readCsv } from './readCsv.js';

export const benchmark: Benchmark = {
  ...readCsv,
  peer: 'papaparse, dynamicTyping',
  atMost: 0.1,
  threads: 2,
  preparePeer(folder) {
    return () => {
      const text = readFileSync(join(folder, 'data.csv'), 'utf8');
      const { data } = Papa.parse<Record<string, number | string>>(text, {
        header: true,
        dynamicTyping: true,
        skipEmptyLines: true,
      });
      const last = data[MIXED_ROWS - 1]!;
      return [data.length, last.x17 as number, (last.word3 as string).length];
    };
  },
};
