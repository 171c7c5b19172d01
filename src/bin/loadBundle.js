import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

/**
 * Runs a file that set-up bundled, with what V8 compiled of it then: to compile it anew is a third of
 * what the start of a service takes. Another Node than that of set-up does so all the same.
 *
 * @returns its script, and what it exports.
 */
export function loadBundle(path) {
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(path)}\n})`;
  const compiled = compiledOf(path);
  const cachedData = existsSync(compiled) ? readFileSync(compiled) : undefined;
  const script = new Script(source, { filename: path, cachedData });
  const module = { exports: {} };
  const run = script.runInThisContext();
  run(module.exports, createRequire(path), module, path, dirname(path));
  return { script, exports: module.exports };
}

/** Where set-up keeps what V8 compiled of a bundle, for machines like this one. */
export function compiledOf(path) {
  return `${path}.${process.platform}-${process.arch}-${process.versions.v8}`;
}
