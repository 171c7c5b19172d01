import { formatNotebook, type Notebook, type NotebookCell } from 'mle-kit/course';

/** One cell of a notebook made by a test: prose, or code with its tags. */
export type PlantedCell = string | { readonly code: string; readonly tags?: readonly string[] };

/** The text of a notebook that nobody has run. */
export function plantedNotebook(cells: readonly PlantedCell[]): string {
  return formatNotebook({
    cells: cells.map((cell, index): NotebookCell => {
      const id = `planted-${index}`;
      if (typeof cell === 'string')
        return { id, cell_type: 'markdown', source: cell, metadata: {} };
      const metadata = cell.tags ? { tags: cell.tags } : {};
      return {
        id,
        cell_type: 'code',
        source: cell.code,
        metadata,
        execution_count: null,
        outputs: [],
      };
    }),
    metadata: {
      kernelspec: { display_name: 'TypeScript (tslab)', language: 'typescript', name: 'tslab' },
      language_info: { file_extension: '.ts', mimetype: 'text/x-typescript', name: 'typescript' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  } satisfies Notebook);
}
