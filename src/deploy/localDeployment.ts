import { freePorts } from '../core/index.js';
import { startBalancer } from './startBalancer.js';
import { noProxy, type RunningProxy, startProxy } from './startProxy.js';
import { type Replica, startReplica } from './startReplica.js';

/** What a deployment on this machine is made of. */
export interface LocalDeploymentOptions {
  /** The folder of the registry. */
  readonly registry: string;
  /** The model's name. */
  readonly model: string;
  readonly version: number;
  /** How many processes answer. Default 3. */
  readonly replicas?: number;
  /** How long a process that is told to end goes on listening. Default 0: it does not. */
  readonly drainMs?: number;
  /** How often the proxy asks who is ready. Default 500. */
  readonly checkMs?: number;
  /** How often the proxy tries a failed connection again. Default 0, as a Kubernetes Service. */
  readonly retries?: number;
  /** As of `startReplica`. */
  readonly command?: readonly string[];
}

/** What an update did, and when: milliseconds of `performance.now()`. */
export interface UpdateStep {
  readonly what: 'started' | 'ended';
  readonly version: number;
  /** When it was seen to be ready, or told to end. */
  readonly atMs: number;
  /** What an ended process returned; null where a signal ended it, or where none ended. */
  readonly exitCode: number | null;
}

/**
 * A Deployment and its Service, played on one machine: real server processes behind a real HAProxy
 * (where that is missing, behind a balancer of our own, which tries nothing again; `proxyName` tells).
 * What Kubernetes' controller decides, which process starts and which one ends, is decided here, by
 * its rules for `maxSurge: 1, maxUnavailable: 0`; there is one machine, and so no scheduling.
 */
export class LocalDeployment {
  private constructor(
    private readonly options: LocalDeploymentOptions,
    private readonly proxy: RunningProxy,
    private running: readonly Replica[],
    private spare: number,
  ) {}

  /**
   * Starts all replicas, and the proxy; resolves when it shares requests among all of them.
   *
   * @throws MlError REQUEST_FAILED, as `startReplica`; those that had started have ended by then.
   */
  static async start(options: LocalDeploymentOptions): Promise<LocalDeployment> {
    const { replicas = 3, checkMs = 500, retries = 0, version } = options;
    const ports = await freePorts(replicas + 1);
    const started = await Promise.allSettled(
      ports.slice(1).map((port) => replicaOf(options, version, port)),
    );
    const running = started.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    let proxy: RunningProxy | undefined;
    try {
      for (const one of started) if (one.status === 'rejected') throw one.reason;
      proxy =
        noProxy() === undefined
          ? await startProxy(ports, { checkMs, retries })
          : await startBalancer(ports, { checkMs });
      for (const { port } of running) await proxy.sees(port, true);
      await proxy.sees(ports[0]!, false);
      return new LocalDeployment(options, proxy, running, ports[0]!);
    } catch (cause) {
      await proxy?.close();
      await Promise.all(running.map((one) => one.stop('SIGKILL')));
      throw cause;
    }
  }

  /** Where the clients ask. */
  get url(): string {
    return this.proxy.url;
  }

  /** Which program shares the requests out. */
  get proxyName(): string {
    return this.proxy.name;
  }

  /** The processes that answer now. */
  get replicas(): readonly Replica[] {
    return this.running;
  }

  /**
   * A rolling update: again and again a process of the new version is started, and when the proxy has
   * seen that it is ready, one of the old ones is ended.
   *
   * @param signal how: SIGTERM asks, and a process that drains does so; SIGKILL is the power cut.
   */
  async update(version: number, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<UpdateStep[]> {
    const steps: UpdateStep[] = [];
    for (const old of this.running) {
      const next = await replicaOf(this.options, version, this.spare);
      await this.proxy.sees(next.port, true);
      steps.push({ what: 'started', version, atMs: performance.now(), exitCode: null });
      this.running = [...this.running.filter((one) => one !== old), next];
      const atMs = performance.now();
      const exitCode = await old.stop(signal);
      steps.push({ what: 'ended', version: old.version, atMs, exitCode });
      this.spare = old.port;
      await this.proxy.sees(this.spare, false);
    }
    return steps;
  }

  /** Ends everything at once. */
  async close(): Promise<void> {
    await this.proxy.close();
    await Promise.all(this.running.map((one) => one.stop('SIGKILL')));
  }
}

function replicaOf(options: LocalDeploymentOptions, version: number, port: number) {
  const { registry, model, drainMs = 0, command } = options;
  return startReplica({
    ...{ registry, model: `${model}@${version}`, port, drainMs },
    ...(command === undefined ? {} : { command }),
  });
}
