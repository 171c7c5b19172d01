import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelRegistry } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { published, rainBundle } from '../unit/registry/bundles.js';
import { newFolder } from '../unit/registry/newFolder.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { bin } = JSON.parse(readFileSync(join(root, 'src', 'package.json'), 'utf8'));
const command = join(root, 'src', bin.mle);

const mle = (...args: string[]) =>
  spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', cwd: newFolder() });

describe('the mle command, as it is installed', () => {
  it('starts, and ends with the exit code', async () => {
    const directory = newFolder();
    const registry = await ModelRegistry.open(directory);
    await registry.publish(rainBundle(), published('rain'));
    const listed = mle('registry', 'list', '--json', '--registry', directory);
    expect(listed.stderr).toBe('');
    expect(JSON.parse(listed.stdout)).toEqual([{ name: 'rain', versions: [1], aliases: {} }]);
    expect(listed.status).toBe(0);
    const missing = mle('registry', 'list');
    expect(missing).toMatchObject({ status: 3, stdout: '' });
    expect(missing.stderr).toMatch(/^mle: .*no registry.*\[FILE_NOT_FOUND\]\n$/);
  });

  it('shows its help', () => {
    const { status, stdout } = mle('--help');
    expect([status, stdout]).toEqual([0, expect.stringContaining('registry')]);
  });
});
