import { existsSync } from 'node:fs';
import { onPath } from './onPath.mjs';

/** Any of these brings a compiler behind macOS' /usr/bin/c++, which is there always. */
const APPLE_TOOLS = [
  '/Library/Developer/CommandLineTools/usr/bin/clang++',
  '/Applications/Xcode.app/Contents/Developer',
];

/** The C++ compiler, found without starting anything: `CXX`, else the usual names; undefined when there is none. */
export function findCompiler(environment = process.env) {
  if (process.platform === 'win32') return undefined; // the recipe is for g++ and clang++
  const names = environment.CXX ? [environment.CXX] : ['c++', 'g++', 'clang++'];
  const found = names.map((name) => onPath(name, environment)).find((path) => path !== undefined);
  const isAppleShim = process.platform === 'darwin' && found?.startsWith('/usr/bin/');
  if (isAppleShim && !APPLE_TOOLS.some((path) => existsSync(path))) return undefined;
  return found;
}

/** The command that brings one. */
export const INSTALL_COMPILER =
  process.platform === 'darwin' ? 'xcode-select --install' : 'sudo apt install g++';
