import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Where a program lies, found as a shell would, but without starting one; undefined when it is nowhere. */
export function onPath(name, environment = process.env) {
  const extensions =
    process.platform === 'win32' ? (environment.PATHEXT ?? '.EXE;.CMD;.BAT').split(';') : [''];
  const folders = isAbsolute(name)
    ? ['']
    : (environment.PATH ?? environment.Path ?? '').split(delimiter);
  for (const folder of folders) {
    for (const extension of extensions) {
      const path = folder === '' ? name + extension : join(folder, name + extension);
      try {
        accessSync(path, constants.X_OK);
        if (statSync(path).isFile()) return path;
      } catch {
        // not here
      }
    }
  }
  return undefined;
}
