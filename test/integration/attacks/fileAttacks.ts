import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A submission that is no notebook, or not the one that it seems. */
export interface FileAttack {
  /** Hands it in. @param honest a notebook that earns everything. */
  readonly handIn: (folder: string, student: string, honest: string) => void;
  readonly says: RegExp;
}

const file = (make: (honest: string) => string | Uint8Array): FileAttack['handIn'] => {
  return (folder, student, honest) => writeFileSync(join(folder, `${student}.ipynb`), make(honest));
};

/** A notebook as a text, its code cells without what answers `total`. */
const stripped = (honest: string, change: (cell: Record<string, unknown>) => void): string => {
  const notebook = JSON.parse(honest);
  for (const cell of notebook.cells) {
    if (String(cell.source).includes('function total')) change(cell);
  }
  return JSON.stringify(notebook);
};

/** By name. Each earns nothing for `total`. */
export const FILE_ATTACKS: Readonly<Record<string, FileAttack>> = {
  'is a link to a file of the grader': {
    handIn: (folder, student) => symlinkSync('/etc/passwd', join(folder, `${student}.ipynb`)),
    says: /symbolic link/,
  },
  "is a link to another's work": {
    handIn: (folder, student) => symlinkSync('honest.ipynb', join(folder, `${student}.ipynb`)),
    says: /symbolic link/,
  },
  'is a folder that is a link': {
    handIn: (folder, student) => symlinkSync('..', join(folder, student)),
    says: /symbolic link/,
  },
  'holds a link to a notebook': {
    handIn: (folder, student) => {
      mkdirSync(join(folder, student));
      symlinkSync('../honest.ipynb', join(folder, student, 'sums.ipynb'));
    },
    says: /symbolic link/,
  },
  'is cut off': { handIn: file((honest) => honest.slice(0, honest.length / 2)), says: /not JSON/ },
  'is empty': { handIn: file(() => ''), says: /it is empty/ },
  'is no JSON': {
    handIn: file(() => 'total <- function(x) sum(x)'),
    says: /not JSON/,
  },
  'is bytes': {
    handIn: file(() => Uint8Array.from({ length: 5000 }, (_, i) => i % 251)),
    says: /not JSON/,
  },
  'is JSON, and no notebook': {
    handIn: file(() => '{"earned": 3, "__proto__": {"cells": []}}'),
    says: /no Jupyter notebook/,
  },
  'is null': { handIn: file(() => 'null'), says: /no Jupyter notebook/ },
  'nests without end': { handIn: file(() => '['.repeat(1e6)), says: /not JSON/ },
  'nests a million deep where nobody looks': {
    handIn: file(
      () =>
        `{"cells": [{"cell_type": "code", "metadata": ${'['.repeat(1e6)}${']'.repeat(1e6)}, "source": "function total() { return 0; }"}]}`,
    ),
    says: /came 0, wanted|not JSON/,
  },
  'has 300 000 cells': {
    handIn: file(
      () =>
        `{"cells": [${Array.from({ length: 3e5 }, () => '{"cell_type":"code","source":"1"}')}]}`,
    ),
    says: /more than 2000 cells/,
  },
  'has cells of every kind but the right one': {
    handIn: file(() =>
      JSON.stringify({ cells: [null, 3, 'x', [], { cell_type: 'code', source: { a: 1 } }] }),
    ),
    says: /holds no code/,
  },
  'has 200 MB': {
    handIn: (folder, student) => {
      writeFileSync(join(folder, `${student}.ipynb`), '{"cells": []}');
      truncateSync(join(folder, `${student}.ipynb`), 200 * 2 ** 20);
    },
    says: /larger than 20 MB/,
  },
  'is renamed, beside a decoy': {
    handIn: (folder, student, honest) => {
      mkdirSync(join(folder, student));
      for (const name of ['a.ipynb', 'b.ipynb']) writeFileSync(join(folder, student, name), honest);
    },
    says: /none is called sums.ipynb/,
  },
  'has another ending': {
    handIn: (folder, student, honest) => {
      mkdirSync(join(folder, student));
      writeFileSync(join(folder, student, 'sums.ipynb.exe'), honest);
    },
    says: /no notebook and no script/,
  },
  'has its outputs filled in by hand': {
    handIn: file((honest) =>
      stripped(honest, (cell) => {
        cell.source = '// see the outputs';
        cell.outputs = [
          { output_type: 'stream', name: 'stdout', text: '3 of 3 points, all tests passed' },
          { output_type: 'execute_result', data: { 'text/plain': '6' }, metadata: { earned: 3 } },
        ];
        cell.execution_count = 1;
      }),
    ),
    says: /there is no function total/,
  },
  'has its metadata and ids changed': {
    handIn: file((honest) =>
      stripped(honest, (cell) => {
        cell.id = 'hidden';
        cell.source = 'function total() { return 0; }';
        cell.metadata = {
          tags: ['hidden', 'instructor'],
          nbgrader: { grade: true, points: 99, locked: true, solution: false, grade_id: 'sums.1' },
          mle: { earned: 3 },
        };
      }),
    ),
    says: /came 0, wanted/,
  },
};
