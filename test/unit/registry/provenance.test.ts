import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeRevision, libraryVersions } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { newFolder } from './newFolder.js';

describe('codeRevision', () => {
  it('is the commit, with a mark where tracked files differ from it', async () => {
    const folder = newFolder();
    const git = (...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: folder })
        .toString()
        .trim();
    git('init', '-q');
    writeFileSync(join(folder, 'model.ts'), 'let a;\n');
    git('add', '.');
    git('commit', '-qm', 'first');
    const commit = git('rev-parse', 'HEAD');
    writeFileSync(join(folder, 'untracked.txt'), '');
    expect(await codeRevision(folder)).toBe(commit);
    appendFileSync(join(folder, 'model.ts'), 'let b;\n');
    expect(await codeRevision(folder)).toBe(`${commit}+changes`);
  });

  it('is null where there is no repository', async () => {
    expect(await codeRevision(newFolder())).toBeNull();
  });
});

describe('libraryVersions', () => {
  it('names Node and this library', () => {
    expect(libraryVersions()).toEqual({ node: process.versions.node, 'mle-kit': '0.1.0' });
  });
});
