import { existsSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packagesAbove } from './apart/courseFolder.js';

/**
 * A temporary folder that holds an assignment's script, from where the script finds its packages.
 *
 * @param near the folder from which upwards packages are looked for.
 * @throws MlError UNSUPPORTED when there are none.
 */
export function hostFolder(
  near: string,
  id: string,
  source: string,
): { readonly folder: string; readonly script: string } {
  const packages = packagesAbove(near);
  const folder = mkdtempSync(join(tmpdir(), 'mle-assignment-'));
  symlinkSync(packages, join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const script = `${id}.ts`;
  writeFileSync(join(folder, script), source);
  return { folder, script };
}

/** How Node runs `entry`, a file beside this one that imports an assignment's script. */
export function hostCommand(
  near: string,
  entry: string,
): { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv } {
  const require = createRequire(join(dirname(packagesAbove(near)), 'package.json'));
  // From sources the script must meet the sources, too, and not the built library.
  const own = fileURLToPath(import.meta.url);
  const [ending, conditions] = own.endsWith('.ts') ? ['ts', ['--conditions=source']] : ['js', []];
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const args = [...conditions, '--import', tsx, join(dirname(own), `${entry}.${ending}`)];
  const env = {
    ...process.env,
    MLE_DATASETS: process.env.MLE_DATASETS ?? datasetsNear(near),
    MLE_PROGRESS: 'off',
    NODE_NO_WARNINGS: '1',
  };
  return { args, env };
}

/** The course's data sets, if the script lies in a course. */
function datasetsNear(start: string): string | undefined {
  for (let folder = start; dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(join(folder, 'datasets', 'catalog.json'))) return join(folder, 'datasets');
  }
  return undefined;
}
