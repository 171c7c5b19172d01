import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { projectPaths } from '../setup/paths.mjs';

const SERVER = fileURLToPath(new URL('./lab_server.py', import.meta.url));
const START_SECONDS = 60;
const STOP_SECONDS = 10;

/** A JupyterLab of the project's own environment. */
export interface Lab {
  /** Ends in a slash: `http://127.0.0.1:41234/`. */
  readonly url: string;
  readonly token: string;
  /** Ends a notebook's kernel, so that the next chapter has the memory. */
  endKernel(file: string): Promise<void>;
  /** What went wrong in a notebook's kernel when its cell had already ended, which no page shows. */
  lateFaults(file: string): string[];
  /** Ends the kernels, then the server; forced after ten seconds. */
  stop(): Promise<void>;
}

/** Settings by plugin, such as `{ '@jupyterlab/notebook-extension:tracker': { … } }`. */
export type LabSettings = Readonly<Record<string, object>>;

/** No questions and no news on the page. */
export const QUIET: LabSettings = {
  '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false },
};

/** All cells are drawn, seen or not, and nothing but the notebook is scrolled through. */
export const ALL_DRAWN: LabSettings = {
  '@jupyterlab/notebook-extension:tracker': { windowingMode: 'none', scrollPastEnd: false },
};

/** The server asks the network for nothing: no news, no updates, no list of extensions. */
const CONFIG = {
  LabApp: {
    news_url: null,
    check_for_updates_class: 'jupyterlab.NeverCheckForUpdate',
    extension_manager: 'readonly',
  },
};

/**
 * Starts JupyterLab on a folder of notebooks, on a free port of this machine alone, behind a random
 * token. Its configuration, settings and state are fresh and lie beside the notebooks; the user's
 * own play no part.
 *
 * @param folder holds `notebooks/`; all else that it gets belongs to the server.
 * @throws Error with the server's last words when it does not start.
 */
export async function startLab(folder: string, settings: LabSettings = {}): Promise<Lab> {
  const paths = projectPaths();
  const token = randomBytes(24).toString('hex');
  const of = (name: string) => {
    mkdirSync(join(folder, name), { recursive: true });
    return join(folder, name);
  };
  const [config, runtime, userSettings] = [of('config'), of('runtime'), of('settings')];
  writeFileSync(join(config, 'jupyter_lab_config.json'), JSON.stringify(CONFIG));
  for (const [plugin, values] of Object.entries(settings)) {
    const file = join(userSettings, `${plugin.replace(':', '/')}.jupyterlab-settings`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(values));
  }

  const late = join(folder, 'late-faults.jsonl');
  const port = await freePort();
  const server = spawn(
    paths.python,
    [
      ...[SERVER, '--no-browser', '--ServerApp.ip=127.0.0.1'],
      // Whoever takes the port in between makes the server take a later one.
      ...[`--ServerApp.port=${port}`, `--ServerApp.root_dir=${join(folder, 'notebooks')}`],
      ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
    ],
    {
      cwd: folder,
      stdio: ['pipe', 'ignore', 'pipe'],
      env: {
        ...process.env,
        JUPYTER_TOKEN: token,
        JUPYTER_NO_CONFIG: '',
        JUPYTER_CONFIG_DIR: config,
        JUPYTER_CONFIG_PATH: '',
        JUPYTER_RUNTIME_DIR: runtime,
        JUPYTER_DATA_DIR: of('data'),
        JUPYTER_PATH: '',
        JUPYTERLAB_SETTINGS_DIR: userSettings,
        JUPYTERLAB_WORKSPACES_DIR: of('workspaces'),
        PYTHONUNBUFFERED: '1',
        MLE_KERNEL_FAULTS: late,
        MLE_PROGRESS: 'off', // what a test clicks is no learner's progress
      },
    },
  );
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-4000);
  });
  server.stdin.on('error', () => {}); // it ended first
  let ended = false;
  const end = new Promise<void>((resolve) => {
    const done = () => {
      ended = true;
      resolve();
    };
    server.on('close', done).on('error', done);
  });
  const stopServer = async () => {
    server.stdin.end();
    await Promise.race([end, sleep(STOP_SECONDS * 1000, undefined, { ref: false })]);
    if (!ended) server.kill('SIGKILL');
    await end;
  };

  const deadline = Date.now() + START_SECONDS * 1000;
  let url: string | undefined;
  while (url === undefined) {
    if (ended || Date.now() > deadline) {
      await stopServer();
      throw new Error(`JupyterLab did not start within ${START_SECONDS} s. It said:\n${said}`);
    }
    await sleep(100);
    url = urlIn(runtime);
  }
  const base = url;
  const ask = (path: string, method: string) =>
    fetch(`${base}api/${path}`, {
      method,
      headers: { Authorization: `token ${token}` },
      signal: AbortSignal.timeout(STOP_SECONDS * 1000),
    });
  const endSessions = async (of: (path: string) => boolean) => {
    const open = (await (await ask('sessions', 'GET')).json()) as { id: string; path: string }[];
    const ending = open.filter(({ path }) => of(path));
    await Promise.all(ending.map(({ id }) => ask(`sessions/${id}`, 'DELETE')));
  };
  return {
    url,
    token,
    endKernel: (file) => endSessions((path) => path === file),
    lateFaults: (file) =>
      recordedIn(late)
        .filter(({ notebook }) => basename(notebook) === file)
        .map(({ cell, kind, text }) => `cell ${cell}, ${kind}: ${text}`),
    async stop() {
      if (!ended) await endSessions(() => true).catch(() => {}); // the server ends them, too, if less promptly
      await stopServer();
    },
  };
}

interface LateFault {
  readonly notebook: string;
  readonly cell: number;
  readonly kind: string;
  readonly text: string;
}

/** What all kernels of a server recorded (scripts/kernel/faults.cjs). */
function recordedIn(file: string): LateFault[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}

/** Where the server says that it listens: it writes this file when it does. */
function urlIn(runtime: string): string | undefined {
  const name = readdirSync(runtime).find((file) => /^jpserver-\d+\.json$/.test(file));
  if (name === undefined) return undefined;
  try {
    const { url } = JSON.parse(readFileSync(join(runtime, name), 'utf8')) as { url: string };
    return url.replace('localhost', '127.0.0.1');
  } catch {
    return undefined; // being written
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
