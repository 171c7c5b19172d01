import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithUs, freePorts, MlError } from '../core/index.js';

/** How a proxy treats the servers behind it. */
export interface ProxyOptions {
  /** How often each is asked whether it is ready. Default 200. */
  readonly checkMs?: number;
  /** How often a connection that fails is tried again, at the end with another server. Default 3. */
  readonly retries?: number;
}

/** A proxy in front of servers. */
export interface RunningProxy {
  /** Which program it is. */
  readonly name: string;
  readonly url: string;
  /** Resolves when the proxy has seen that the server at this port is ready, or that it is not. */
  sees(port: number, ready: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Why there is no proxy here; undefined where there is. */
export function noProxy(): string | undefined {
  const { error } = spawnSync('haproxy', ['-v']);
  return error && `haproxy is not installed (${error.message})`;
}

/**
 * Starts HAProxy on the loopback, which shares requests among the servers at these ports as long as
 * each says at `/v2/health/ready` that it is ready. It ends with this process at the latest.
 *
 * @throws MlError UNSUPPORTED when it is not installed.
 */
export async function startProxy(
  ports: readonly number[],
  { checkMs = 200, retries = 3 }: ProxyOptions = {},
): Promise<RunningProxy> {
  const lacking = noProxy();
  if (lacking !== undefined) {
    const hint = 'On Debian or Ubuntu: apt-get install haproxy; on macOS: brew install haproxy.';
    throw new MlError('UNSUPPORTED', `startProxy: ${lacking}.`, { hint });
  }
  const [front, statistics] = (await freePorts(2)) as [number, number];
  const folder = mkdtempSync(join(tmpdir(), 'mle-proxy-'));
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, proxyConfig({ front, statistics, ports, checkMs, retries }));
  const child = spawn('haproxy', ['-db', '-q', '-f', file], { stdio: 'ignore' });
  const ended = once(child, 'close');
  endWithUs(child);
  return {
    name: 'HAProxy',
    url: `http://127.0.0.1:${front}`,
    sees: async (port, ready) => {
      for (let i = 0; i < 1000; i++) {
        if ((await stateOf(statistics, port)) === (ready ? 'UP' : 'DOWN')) return;
        await sleep(20);
      }
      throw new MlError(
        'REQUEST_FAILED',
        `startProxy: after 20 s the server at port ${port} is still ${ready ? 'not ready' : 'ready'}.`,
      );
    },
    close: async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the proxy's own table says of a server. */
async function stateOf(statistics: number, port: number): Promise<string | undefined> {
  const table = await fetch(`http://127.0.0.1:${statistics}/;csv`).then(
    (answer) => answer.text(),
    () => '', // it is still starting
  );
  const [header, ...lines] = table.split('\n').map((line) => line.split(','));
  const [checked, status] = ['check_status', 'status'].map((name) => header!.indexOf(name));
  const line = lines.find(([, name]) => name === `p${port}`);
  // Before its first check the proxy takes a server for ready.
  if (line === undefined || /^(INI)?$/.test(line[checked!]!)) return undefined;
  return line[status!]!.split(' ')[0];
}

function proxyConfig(of: {
  readonly front: number;
  readonly statistics: number;
  readonly ports: readonly number[];
  readonly checkMs: number;
  readonly retries: number;
}): string {
  const servers = of.ports.map(
    (port) => `  server p${port} 127.0.0.1:${port} check inter ${of.checkMs}ms fall 1 rise 1`,
  );
  return `defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  timeout check 2s
frontend all
  bind 127.0.0.1:${of.front}
  default_backend models
backend models
  balance roundrobin
  option httpchk GET /v2/health/ready
  ${of.retries > 0 ? 'option redispatch 1' : 'no option redispatch'}
  retries ${of.retries}
${servers.join('\n')}
listen statistics
  bind 127.0.0.1:${of.statistics}
  stats enable
  stats uri /
`;
}
