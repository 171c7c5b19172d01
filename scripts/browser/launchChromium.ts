import { type Browser, chromium } from 'playwright-core';

/**
 * Starts a headless Chromium with a fresh profile, which is deleted when it closes. It ends with
 * this process, however that ends, and can reach this machine only.
 */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    // Containers, root among them, lack what the sandbox needs; the pages are our own.
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-proxy-server',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      // /dev/shm is small in containers.
      ...(process.platform === 'linux' ? ['--disable-dev-shm-usage'] : []),
    ],
  });
}
