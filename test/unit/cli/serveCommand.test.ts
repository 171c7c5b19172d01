import { Agent } from 'node:http';
import { createServer } from 'node:net';
import type { ModelRegistry } from 'mle-kit';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { send } from '../../faults/serving.js';
import { servedRegistry } from '../serving/servers.js';
import { recordMle } from './recordMle.js';

let registry: ModelRegistry;

beforeAll(async () => {
  registry = await servedRegistry();
});

const serve = (model: string, ...args: string[]) =>
  recordMle('serve', model, '--registry', registry.directory, '--log-level', 'silent', ...args);

describe('mle serve', () => {
  it('serves until it is told to end, and ends with 0', async () => {
    const { told, code } = serve('storm@staging', '--port', '0', '--no-docs', '--json');
    await expect.poll(() => told.out, { timeout: 10_000 }).toMatch(/\n$/);
    const { url, version } = JSON.parse(told.out);
    expect(version).toBe(1);
    expect((await send(url, new Agent())).status).toBe(200);
    process.emit('SIGTERM');
    expect(await code).toBe(0);
    expect(told.err).toBe('');
    await expect(send(url, new Agent())).rejects.toThrow('ECONNREFUSED');
  });

  it('says in words where it listens', async () => {
    const { told, code } = serve('waves@2', '--port', '0');
    await expect
      .poll(() => told.out, { timeout: 10_000 })
      .toMatch(/^Version 2 listens at http:\/\/127/);
    expect(told.out).toContain('No key is asked for: programs of this machine may call it.');
    process.emit('SIGINT');
    expect(await code).toBe(0);
    expect(told.err).toBe('');
  });

  it.each([
    ['in words', [], /^mle: No API keys are set: anybody who reaches this port may call/],
    ['in JSON', ['--json'], /^\{"warning":"No API keys are set: [^\n]*\}\n$/],
  ])('warns where other machines may call and no key is asked for, %s', async (_, args, says) => {
    const { told, code } = serve('waves@2', '--port', '0', '--host', '0.0.0.0', ...args);
    await expect.poll(() => told.err, { timeout: 10_000 }).toMatch(says);
    process.emit('SIGTERM');
    expect(await code).toBe(0);
    expect(told.out).not.toContain('No key');
  });

  it('warns of nothing where a key is asked for', async () => {
    vi.stubEnv('MLE_API_KEYS', 'a-key-of-many-letters');
    const { told, code } = serve('waves@2', '--port', '0', '--host', '0.0.0.0');
    await expect.poll(() => told.out, { timeout: 10_000 }).toMatch(/Ctrl-C ends it\.\n$/);
    process.emit('SIGTERM');
    expect(await code).toBe(0);
    expect(told.err).toBe('');
    vi.unstubAllEnvs();
  });

  it.each([
    ['a model that is not there', 'calm', [], 3, 'UNKNOWN_MODEL'],
    ['a model without a production version', 'storm', [], 3, 'UNKNOWN_VERSION'],
    ['a port that is none', 'storm@1', ['--port', 'x'], 2, 'whole number'],
    ['a share that is none', 'storm@1', ['--canary', 'canary:2'], 2, 'from 0 to 1'],
    ['an option that is not there', 'storm@1', ['--speed'], 2, 'unknown option'],
  ])('refuses %s with an exit code', async (_, model, args, expected, says) => {
    const { told, code } = serve(model, ...args);
    expect(await code).toBe(expected);
    expect(told.err).toContain(says);
    expect(told.out).toBe('');
  });

  it('refuses a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    const { port } = await new Promise<{ port: number }>((done) => {
      other.on('listening', () => done(other.address() as { port: number }));
    });
    const { told, code } = serve('storm@1', '--port', String(port));
    expect(await code).toBe(2);
    expect(told.err).toMatch(/does not let us listen.*EADDRINUSE/);
    other.close();
  });

  it('shows an example in its help', async () => {
    const { told, code } = recordMle('serve', '--help');
    expect(await code).toBe(0);
    expect(told.out).toMatch(/Example:\n {2}\$ mle serve rain/);
  });
});
