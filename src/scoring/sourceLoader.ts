import { fileURLToPath } from 'node:url';

/** How another thread or process starts a module of this folder. */
export interface ModuleStart {
  readonly filename: string;
  readonly execArgv: readonly string[];
}

/** The module beside this one; where the library runs from its sources, with the loader of TypeScript. */
export function startOf(name: string): ModuleStart {
  const source = import.meta.url.endsWith('.ts');
  const filename = fileURLToPath(new URL(`./${name}.${source ? 'ts' : 'js'}`, import.meta.url));
  if (!source) return { filename, execArgv: [] };
  return { filename, execArgv: ['--conditions=source', '--import', import.meta.resolve('tsx')] };
}
