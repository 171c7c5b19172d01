import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { onPath } from '../setup/onPath.mjs';

/** Debian's names first, then those of Google's own packages. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** How to get one, for a message. */
export const INSTALL_CHROMIUM =
  process.platform === 'linux'
    ? 'sudo apt install chromium, or set CHROMIUM_PATH'
    : 'install Google Chrome, or set CHROMIUM_PATH';

/**
 * The Chromium of this machine, found without starting anything: `CHROMIUM_PATH`, else the usual
 * names and places; undefined when there is none.
 *
 * @throws Error when `CHROMIUM_PATH` names no file: another browser would not be what was asked for.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const chosen = environment.CHROMIUM_PATH;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH is "${chosen}", where there is no file.`);
  }
  for (const name of NAMES) {
    const found = onPath(name, environment);
    if (found !== undefined) return found;
  }
  return usualPlaces(environment).find((path) => existsSync(path));
}

function usualPlaces(environment: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin') {
    return ['/Applications', join(environment.HOME ?? '', 'Applications')].flatMap((folder) => [
      join(folder, 'Google Chrome.app', 'Contents', 'MacOS', 'Google Chrome'),
      join(folder, 'Chromium.app', 'Contents', 'MacOS', 'Chromium'),
    ]);
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];
    return folders.flatMap((name) =>
      environment[name]
        ? [join(environment[name], 'Google', 'Chrome', 'Application', 'chrome.exe')]
        : [],
    );
  }
  return ['/snap/bin/chromium'];
}
