import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalDeployment } from 'mle-kit/deploy';
import { expect, it } from 'vitest';
import { newFolder } from '../registry/newFolder.js';

/** Stands for `mle serve`: the first one dies, the others say that they are ready and note who they are. */
const REPLICA = `
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const [, , folder, ...args] = process.argv;
try {
  mkdirSync(join(folder, 'dies'));
} catch {
  writeFileSync(join(folder, String(process.pid)), '');
  const port = args[args.indexOf('--port') + 1];
  console.log(JSON.stringify({ url: 'http://127.0.0.1:' + port, version: 1 }));
  setInterval(() => {}, 1000);
}
`;

it('ends the replicas that have started when another one does not', async () => {
  const folder = newFolder();
  const script = join(newFolder(), 'replica.cjs');
  writeFileSync(script, REPLICA);
  const command = [process.execPath, script, folder];
  const options = { registry: 'none', model: 'rain', version: 1, command };
  await expect(LocalDeployment.start(options)).rejects.toThrow('REQUEST_FAILED');
  const pids = readdirSync(folder).filter((name) => name !== 'dies');
  expect(pids).toHaveLength(2);
  for (const pid of pids) expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
});
