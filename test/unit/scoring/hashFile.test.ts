import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hashFile } from '../../../src/scoring/hashFile.js';
import { writePieces } from '../../../src/scoring/writePieces.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-hash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const bytesOf = (length: number) =>
  Buffer.from(Uint8Array.from({ length }, (_, i) => (i * i) % 251));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('hashFile', () => {
  it.each([
    0,
    1,
    2 ** 20,
    2 ** 20 + 1,
    3_000_000,
  ])('hashes all of %i bytes, and shows them', async (length) => {
    const bytes = bytesOf(length);
    writeFileSync(at('some'), bytes);
    const seen: Buffer[] = [];
    const facts = await hashFile(at('some'), undefined, (piece) => seen.push(Buffer.from(piece)));
    expect(facts).toEqual({ bytes: length, sha256: sha256(bytes) });
    expect(Buffer.concat(seen).equals(bytes)).toBe(true);
  });

  it('is the one that is known: of nothing', async () => {
    writeFileSync(at('empty'), '');
    const known = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect((await hashFile(at('empty'))).sha256).toBe(known);
  });

  it('can be stopped', async () => {
    writeFileSync(at('long'), bytesOf(3_000_000));
    const stop = new AbortController();
    const hashing = hashFile(at('long'), stop.signal, () => stop.abort());
    await expect(hashing).rejects.toThrow('abort');
  });
});

describe('writePieces', () => {
  it('writes the pieces one after the other, with the facts of the file', async () => {
    const pieces = [bytesOf(4), bytesOf(0), bytesOf(1_500_000), bytesOf(7)];
    const facts = await writePieces('test', at('pieces'), pieces);
    expect(readFileSync(at('pieces')).equals(Buffer.concat(pieces))).toBe(true);
    expect(facts).toEqual(await hashFile(at('pieces')));
  });

  it('leaves a file alone that is there, and says where there is no folder', async () => {
    writeFileSync(at('theirs'), 'theirs');
    await expect(writePieces('test', at('theirs'), [bytesOf(4)])).rejects.toThrow(/theirs.*EEXIST/);
    expect(readFileSync(at('theirs'), 'utf8')).toBe('theirs');
    await expect(writePieces('test', at('none/file'), [bytesOf(4)])).rejects.toThrow(
      'FILE_NOT_FOUND',
    );
  });
});
