/** Where a command writes: the process's streams, or lists in a test. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** Errors, progress, warnings. */
  err(text: string): void;
  /** Whether errors go to a screen, of how many columns. */
  readonly screen?: { readonly columns: number } | undefined;
}

/** The process's own streams. */
export const processTerminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  get screen() {
    return process.stderr.isTTY ? { columns: process.stderr.columns } : undefined;
  },
};

/** Where progress is drawn: a screen, or a log. */
export function errorStream(terminal: Terminal) {
  const { screen } = terminal;
  return { isTTY: screen !== undefined, columns: screen?.columns, write: terminal.err };
}

/** A text from a file, without what would command the terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** The answer of a command: one JSON document for scripts (`--json`), else lines for people. */
export function answer(
  terminal: Terminal,
  { json = false }: { readonly json?: boolean | undefined },
  document: unknown,
  lines: readonly string[],
): void {
  if (json) terminal.out(`${JSON.stringify(document, null, 2)}\n`);
  else if (lines.length > 0) terminal.out(`${lines.map(printable).join('\n')}\n`);
}

/** Rows of cells as lines, each column as wide as its widest cell. */
export function alignCells(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, j) => {
      widths[j] = Math.max(widths[j] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, j) => cell.padEnd(widths[j]!))
      .join('  ')
      .trimEnd(),
  );
}
