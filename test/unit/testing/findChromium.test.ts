import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findChromium } from '../../../scripts/browser/findChromium.js';

describe.skipIf(process.platform === 'win32')('findChromium', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mle-chromium-'));
    return () => rmSync(folder, { recursive: true, force: true });
  });
  const place = (name: string) => {
    const path = join(folder, name);
    writeFileSync(path, '#!/bin/sh\n');
    chmodSync(path, 0o755);
    onTestFinished(() => rmSync(path));
    return path;
  };

  it('takes the first usual name on the path', () => {
    const chrome = place('google-chrome');
    expect(findChromium({ PATH: folder })).toBe(chrome);
    const chromium = place('chromium');
    expect(findChromium({ PATH: folder })).toBe(chromium);
  });

  it('takes the one that CHROMIUM_PATH names before all others', () => {
    place('chromium');
    const mine = place('mine');
    expect(findChromium({ PATH: folder, CHROMIUM_PATH: mine })).toBe(mine);
  });

  it('refuses a CHROMIUM_PATH where there is nothing, instead of taking another', () => {
    place('chromium');
    expect(() => findChromium({ PATH: folder, CHROMIUM_PATH: join(folder, 'gone') })).toThrow(
      /CHROMIUM_PATH is ".*gone", where there is no file/,
    );
  });
});
