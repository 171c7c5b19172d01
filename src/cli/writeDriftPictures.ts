import { writeFile } from 'node:fs/promises';
import { type Progress, replaceFile } from '../core/index.js';
import type { DriftReport } from '../monitoring/index.js';
import { columnsToDraw, driftPage } from './driftPage.js';

/** Which files `mle drift` is to write, and of what. */
export interface DriftFiles {
  readonly reference: string;
  readonly current: string;
  /** The page. */
  readonly out?: string;
  /** The one picture of all columns. */
  readonly picture?: string;
}

/**
 * Draws a drift report and writes what was asked for; each file is there whole or not at all.
 *
 * @returns the files that were written.
 */
export async function writeDriftPictures(
  report: DriftReport,
  { reference, current, out, picture }: DriftFiles,
  progress: Progress,
  signal: AbortSignal,
): Promise<string[]> {
  const { columnDriftPlot, driftPlot } = await import('../monitoring/index.js');
  const { drawFigures } = await import('../course/index.js');
  const columns = out === undefined ? [] : columnsToDraw(report);
  const figures = [driftPlot(report), ...columns.map(columnDriftPlot)];
  progress.start(figures.length, 'pictures');
  try {
    const pngs = await drawFigures(figures, { signal, onPicture: (k) => progress.advance(k) });
    const [overview, ...pictured] = figures.map((figure, i) => ({ figure, png: pngs[i]! }));
    const shown = pictured.map((one, i) => ({ ...one, column: columns[i]! }));
    const write = async (path: string, data: string | Buffer) => {
      await replaceFile('mle drift', path, (temporary) => writeFile(temporary, data));
      return path;
    };
    return [
      ...(picture === undefined ? [] : [await write(picture, overview!.png)]),
      ...(out === undefined
        ? []
        : [
            await write(
              out,
              await driftPage(report, { reference, current, overview: overview!, columns: shown }),
            ),
          ]),
    ];
  } finally {
    progress.finish();
  }
}
