import { type Command, InvalidArgumentError } from 'commander';
import type { ModelServer, ServerOptions, TrafficShare } from '../../serving/index.js';
import { EXIT_HELP } from '../exitCodes.js';
import { modelReference } from '../modelReference.js';
import { nameList, wholeNumber } from '../optionValues.js';
import { addRegistryOption, openRegistry, type RegistryChoice } from '../registryOption.js';
import type { Terminal } from '../terminal.js';

interface Choices extends RegistryChoice {
  readonly port: number;
  readonly host: string;
  readonly json?: boolean;
  readonly canary?: TrafficShare;
  readonly shadow?: TrafficShare;
  readonly requestLog?: string;
  readonly logSample: number;
  readonly logFeatures?: boolean;
  readonly redact: readonly string[];
  readonly rateLimit?: number;
  readonly maxInFlight: number;
  readonly drain: number;
  readonly poll: number;
  readonly docs: boolean;
  readonly logLevel: NonNullable<ServerOptions['logLevel']>;
}

/** `mle serve NAME`: a model as a web service, until SIGTERM or Ctrl-C. */
export function addServeCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('serve <model>')
    .description('a model as a web service: NAME (production), NAME@VERSION or NAME@ALIAS')
    .option('--port <number>', 'where to listen; 0 is any free port', wholeNumber, 8080)
    .option('--host <address>', '0.0.0.0 takes requests from other machines', '127.0.0.1')
    .option('--canary <version:share>', 'a version that answers a share of the requests', share)
    .option('--shadow <version:share>', 'a version whose answers are only compared', share)
    .option('--request-log <file>', 'keep raw input and predictions as JSON lines')
    .option('--log-sample <share>', 'the share of requests that is kept', fraction, 1)
    .option('--log-features', 'keep the features, too: what a skew report needs')
    .option('--redact <columns>', 'columns whose values are never written', nameList, [])
    .option('--rate-limit <requests>', 'requests a minute of one client', wholeNumber)
    .option('--max-in-flight <requests>', 'beyond so many at once: 503', wholeNumber, 256)
    .option('--drain <ms>', 'time for a balancer to see that we end', wholeNumber, 0)
    .option('--poll <ms>', 'how often a promotion is looked for', wholeNumber, 1000)
    .option('--no-docs', 'no /docs and no /openapi.json')
    .option('--log-level <level>', 'silent, error, warn, info or debug', 'info')
    .option('--json', 'print one JSON document when it listens')
    .addHelpText(
      'after',
      '\nAPI keys come from MLE_API_KEYS, separated by commas: a command line is seen by all.\n' +
        `\nExample:\n  $ mle serve rain --registry build/registry --port 8080${EXIT_HELP}`,
    );
  addRegistryOption(command).action(async (model: string, choices: Choices) => {
    const registry = await openRegistry(choices);
    const { buildServer } = await import('../../serving/index.js');
    const options = serverOptions(model, choices);
    const server = await buildServer(registry, options);
    await untilStopped(server, choices, options.apiKeys?.length === 0, terminal);
  });
}

function serverOptions(model: string, choices: Choices): ServerOptions {
  const { name, version } = modelReference(model);
  const { requestLog, logSample, logFeatures, redact, rateLimit } = choices;
  const apiKeys = (process.env.MLE_API_KEYS ?? '').split(',').filter((key) => key !== '');
  return {
    model: name,
    ...(version === undefined ? {} : { version }),
    ...(choices.canary === undefined ? {} : { canary: choices.canary }),
    ...(choices.shadow === undefined ? {} : { shadow: choices.shadow }),
    ...(rateLimit === undefined ? {} : { rateLimit: { requests: rateLimit, windowMs: 60_000 } }),
    ...(requestLog === undefined
      ? {}
      : {
          requestLog: {
            file: requestLog,
            sample: logSample,
            redact,
            features: logFeatures ?? false,
          },
        }),
    apiKeys,
    limits: { inFlight: choices.maxInFlight },
    drainMs: choices.drain,
    pollMs: choices.poll,
    docs: choices.docs,
    logLevel: choices.logLevel,
    processMetrics: true,
  };
}

/** Listens, and ends without losing a request when it is told to; a second signal ends it at once. */
async function untilStopped(
  server: ModelServer,
  { port, host, json }: Choices,
  open: boolean,
  terminal: Terminal,
): Promise<void> {
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const signals = ['SIGTERM', 'SIGINT'] as const;
  for (const signal of signals) process.once(signal, stop);
  try {
    const url = await server.listen({ port, host });
    const { live } = server.status;
    terminal.out(
      json
        ? `${JSON.stringify({ url, version: live, pid: process.pid })}\n`
        : `Version ${live} listens at ${url}, and describes itself at ${url}/docs. Ctrl-C ends it.\n`,
    );
    if (open && !LOOPBACK.test(host)) terminal.err(withoutKeys(json ?? false));
    else if (open && !json)
      terminal.out('No key is asked for: programs of this machine may call it.\n');
    await stopped;
  } finally {
    for (const signal of signals) process.off(signal, stop);
    await server.close();
  }
}

/** Reached by this machine alone. */
const LOOPBACK = /^(localhost|::1|127(\.\d{1,3}){3})$/i;

function withoutKeys(json: boolean): string {
  const warning =
    'No API keys are set: anybody who reaches this port may call the service. Set MLE_API_KEYS, ' +
    'unless something in front of it asks who is calling.';
  return `${json ? JSON.stringify({ warning }) : `mle: ${warning}`}\n`;
}

function fraction(text: string): number {
  const value = Number(text);
  if (text !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('A number from 0 to 1 is needed.');
}

/** `canary:0.1` or `3:0.1`. */
function share(text: string): TrafficShare {
  const at = text.lastIndexOf(':');
  if (at <= 0) throw new InvalidArgumentError('VERSION:SHARE is needed, such as canary:0.1.');
  return { version: text.slice(0, at), share: fraction(text.slice(at + 1)) };
}
