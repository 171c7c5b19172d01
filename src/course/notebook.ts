/** The parts of Jupyter's notebook format 4.5 that the course reads and writes. */
export interface Notebook {
  cells: NotebookCell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

export interface NotebookCell {
  id: string;
  cell_type: 'code' | 'markdown' | 'raw';
  source: string;
  metadata: { tags?: readonly string[]; [key: string]: unknown };
  execution_count?: number | null;
  outputs?: Output[];
}

export type Output =
  | { output_type: 'stream'; name: string; text: string }
  | {
      output_type: 'display_data' | 'execute_result';
      data: MimeBundle;
      metadata: Record<string, unknown>;
    }
  | { output_type: 'error'; ename: string; evalue: string; traceback: readonly string[] };

/** What one display holds, by media type. */
export type MimeBundle = Record<string, unknown>;

/** The code cells in order: number k of the kernel's `[k]` is entry k − 1. */
export function codeCells(notebook: Notebook): NotebookCell[] {
  return notebook.cells.filter((cell) => cell.cell_type === 'code');
}

/** Whether a cell carries a tag. */
export function hasTag(cell: NotebookCell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}
