import type { Notebook, NotebookCell } from 'mle-kit/course';
import type { NotebookPage } from '../../scripts/browser/notebookPage.js';

const PLOTLY = 'application/vnd.plotly.v1+json';

/** What is wrong with a notebook that was just run in JupyterLab, a line each; empty when all is well. */
export async function chapterFaults(stored: Notebook, view: NotebookPage): Promise<string[]> {
  const faults: string[] = [];
  const expected = stored.cells.filter((cell) => cell.cell_type === 'code');
  const shown = await view.cells();
  if (shown.length !== expected.length) {
    faults.push(`${shown.length} code cells are shown, the notebook has ${expected.length}`);
  }
  for (const [index, { prompt, complaints, pictures }] of shown.entries()) {
    const name = `cell ${index + 1}`;
    const cell = expected[index];
    if (prompt !== `[${index + 1}]:`) {
      faults.push(`${name} is not done: its prompt is ${prompt}`);
      break; // those behind it are not, either
    }
    const mayComplain = cell?.metadata.tags?.includes('stderr') ?? false;
    if (complaints && !mayComplain) faults.push(`${name} complains: ${complaints}`);
    const wanted = cell ? figuresOf(cell).length : 0;
    if (pictures !== wanted) {
      faults.push(`${name} shows ${pictures} interactive pictures, stored are ${wanted}`);
    }
  }
  const silent = expected.flatMap(figuresOf).map(isSilent);
  for (const [index, picture] of (await view.pictures()).entries()) {
    if (silent[index] || (await view.hoverLabel(picture)) !== null) continue;
    faults.push(`picture ${index + 1} does not answer when it is pointed at`);
  }
  return [...faults, ...view.problems];
}

interface PlotlyFigure {
  readonly data: readonly { readonly hoverinfo?: string }[];
}

function figuresOf(cell: NotebookCell): PlotlyFigure[] {
  return (cell.outputs ?? []).flatMap((output) =>
    'data' in output && PLOTLY in output.data ? [output.data[PLOTLY] as PlotlyFigure] : [],
  );
}

/** A drawing without data, such as the pipeline: it says all that it has to say. */
function isSilent({ data }: PlotlyFigure): boolean {
  return data.every(({ hoverinfo }) => hoverinfo === 'skip' || hoverinfo === 'none');
}
