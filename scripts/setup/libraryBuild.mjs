import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { bundleCommand } from './bundleCommand.mjs';
import { AGAIN, lastLines } from './diagnose.mjs';
import { SetupFault } from './fault.mjs';
import { filesBelow, fingerprint, fingerprintFiles, textOf } from './fingerprint.mjs';

/** Step 4: mle-kit compiled to src/dist, which the notebooks import by name. */
export const libraryBuild = {
  id: 'library',
  name: 'mle-kit',
  megabytes: 10,

  /** Of the sources' content, so that a checkout that only touches files builds nothing. */
  fingerprint: (paths) =>
    fingerprint(
      textOf(join(paths.root, 'tsconfig.json')),
      textOf(join(paths.nodeModules, 'typescript', 'package.json')),
      textOf(join(paths.root, 'package-lock.json')), // what is bundled
      textOf(join(paths.root, 'scripts', 'setup', 'bundleCommand.mjs')),
      textOf(join(paths.root, 'scripts', 'setup', 'compileBundle.mjs')),
      textOf(join(paths.library, 'bin', 'loadBundle.js')), // how it is compiled
      process.version, // for whom
      fingerprintFiles(paths.root, sourcesOf(paths)),
    ),

  present: (paths) => existsSync(join(paths.dist, 'index.js')),

  examine: async () => ({ sound: false }), // half a second builds it: not worth a doubt

  async make({ paths, children }) {
    const draft = join(paths.build, 'library');
    rmSync(draft, { recursive: true, force: true });
    const { code, output, missing } = await children.run(
      process.execPath,
      [paths.compiler, '-p', paths.library, '--outDir', draft],
      { cwd: paths.root },
    );
    if (code !== 0 || missing) {
      throw new SetupFault(
        'The library in src does not compile.',
        `node node_modules/typescript/bin/tsc -p src   (shows every error), then ${AGAIN}`,
        lastLines(output, 8),
      );
    }
    for (const file of sourcesOf(paths).filter((name) => name.endsWith('.py'))) {
      const copy = join(draft, relative(paths.library, file));
      mkdirSync(dirname(copy), { recursive: true });
      copyFileSync(file, copy);
    }
    try {
      await bundleCommand(paths, join(draft, 'command'), children);
    } catch (cause) {
      throw new SetupFault(
        'The mle command cannot be bundled.',
        `npm ci   (brings the bundler and what it reads anew), then ${AGAIN}`,
        lastLines(cause instanceof Error ? cause.message : String(cause), 8),
      );
    }
    // Swapped as a whole: what was deleted from the sources leaves nothing behind.
    rmSync(paths.dist, { recursive: true, force: true, maxRetries: 3 });
    renameSync(draft, paths.dist);
    return {};
  },
};

function sourcesOf(paths) {
  return filesBelow(paths.library, (name) => /\.(ts|py)$|^(tsconfig|package)\.json$/.test(name));
}
