import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** Why no container can be played here; undefined where one can. */
export function noContainer(): string | undefined {
  if (process.platform !== 'linux') return 'bubblewrap is for Linux only';
  const tried = spawnSync('bwrap', ['--unshare-all', '--ro-bind', '/', '/', 'true']);
  if (tried.error) return `bubblewrap is not installed (${tried.error.message})`;
  return tried.status === 0 ? undefined : `bubblewrap may not start: ${String(tried.stderr)}`;
}

/** What a Dockerfile says of the running image. */
interface Image {
  readonly env: Readonly<Record<string, string>>;
  readonly user: number;
  readonly entry: readonly string[];
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
  /** Where its files lie here; inside it is /app. */
  readonly app: string;
}

/** Carries out the Dockerfile of a context, as far as it goes without an engine: copies, `npm ci`, copies. */
export function buildImage(context: string, app: string): Image {
  const text = readFileSync(join(context, 'Dockerfile'), 'utf8').replaceAll('\\\n', ' ');
  const said = (word: string) => new RegExp(`^ *${word} +(.*)$`, 'm').exec(text)![1]!;
  const json = (text: string) => JSON.parse(text.slice(text.indexOf('['))) as string[];
  mkdirSync(app);
  for (const [, what] of text.matchAll(/^COPY (?!--from)(.*) \.\/.*$/gm)) {
    for (const name of what!.split(' ')) {
      cpSync(join(context, name), join(app, name), { recursive: true });
    }
  }
  const [command, ...args] = said('RUN').split(' ');
  const { PATH, HOME, NODE_EXTRA_CA_CERTS } = process.env;
  const installed = spawnSync(command!, [...args, '--prefer-offline'], {
    cwd: app,
    env: { PATH, HOME, ...(NODE_EXTRA_CA_CERTS === undefined ? {} : { NODE_EXTRA_CA_CERTS }) },
    encoding: 'utf8',
  });
  if (installed.status !== 0) throw new Error(`${said('RUN')}: ${installed.stderr}`);
  for (let folder = app; folder.length > 4; folder = dirname(folder)) chmodSync(folder, 0o755);
  return {
    env: Object.fromEntries(
      said('ENV')
        .split(/\s+/)
        .map((pair) => pair.split('=')),
    ),
    user: Number(said('USER').split(':')[0]),
    entry: json(said('ENTRYPOINT')),
    command: json(/^CMD .*$/m.exec(text)![0]),
    healthcheck: json(said('HEALTHCHECK')),
    app,
  };
}

/** How a container differs from what its image says. */
export interface RunOptions {
  readonly command?: readonly string[];
  /** A folder of this machine that it may write to, as /data. */
  readonly data?: string;
}

/** A process that is alone with its image: no environment, another user, nothing to write. */
export function runImage(image: Image, entry: readonly string[], { command, data }: RunOptions) {
  const root = process.getuid?.() === 0;
  const node = dirname(dirname(process.execPath));
  const child = spawn(
    'bwrap',
    [
      ...['--unshare-all', '--share-net', '--die-with-parent', '--as-pid-1', '--info-fd', '3'],
      ...['--uid', `${image.user}`, '--gid', `${image.user}`, '--clearenv'],
      ...['lib', 'lib64', 'usr'].flatMap((name) => ['--ro-bind-try', `/${name}`, `/${name}`]),
      ...['--ro-bind', node, '/opt/node', '--ro-bind', image.app, '/app'],
      ...['--proc', '/proc', '--dev', '/dev'],
      ...(data === undefined ? [] : ['--bind', data, '/data']),
      ...['--remount-ro', '/', '--chdir', '/app'],
      ...['--setenv', 'PATH', '/opt/node/bin:/usr/bin'],
      ...Object.entries(image.env).flatMap(([name, value]) => ['--setenv', name, value]),
      ...['--', ...entry, ...(command ?? image.command)],
    ],
    {
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      ...(root ? { uid: image.user, gid: image.user } : {}),
    },
  );
  return new Container(child);
}

/** One that runs. */
export class Container {
  readonly ended: Promise<unknown[]>;
  /** All that it wrote on its error stream. */
  said = '';
  told = '';
  readonly #info: Promise<unknown[]>;

  constructor(readonly child: ChildProcess) {
    this.ended = once(child, 'close');
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.told += text;
    });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
    this.#info = once(child.stdio[3]!, 'data');
  }

  /** What it prints first. @throws when it ends before */
  async firstLine(): Promise<string> {
    const lines = createInterface({ input: this.child.stdout! });
    const [line] = (await Promise.race([once(lines, 'line'), this.ended])) as [unknown];
    if (typeof line === 'string') return line;
    throw new Error(`it ended: ${this.said}`);
  }

  /** Signals the process inside, as an engine does with process 1. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    const [text] = await this.#info;
    process.kill((JSON.parse(String(text)) as { 'child-pid': number })['child-pid'], signal);
  }
}
