import type { CodeAttack } from './codeAttacks.js';

const GIVES_0 = 'function total() { return 0; }';
const tell = (expression: string) =>
  `function total() { throw new Error('found: ' + JSON.stringify(${expression})); }`;
/** Sends a wrong answer under a seal that was found, as the runner would send it. */
const FORGE = `function forge(seal) {
  require('node:fs').writeSync(3, seal + '0000000d' + '{"value":"7"}');
}`;

/** By name. Each knows how the grader works, and earns nothing for `total`. */
export const SLY_ATTACKS: Readonly<Record<string, CodeAttack>> = {
  // The seal can be found. What is sent under it is compared all the same.
  'looks for the seal in its own memory, and answers under it': {
    cells: [
      FORGE,
      `function seals() {
        const fs = require('node:fs');
        const memory = fs.openSync('/proc/self/mem');
        const found = new Set();
        for (const line of fs.readFileSync('/proc/self/maps', 'latin1').split('\\n')) {
          const [, from, to] = /^(\\w+)-(\\w+) rw/.exec(line) ?? [];
          const size = Number('0x' + to) - Number('0x' + from);
          if (!(size < 2 ** 24)) continue;
          const bytes = Buffer.alloc(size);
          try { fs.readSync(memory, bytes, 0, size, BigInt('0x' + from)); } catch { continue; }
          for (const [, seal] of bytes.toString('latin1').matchAll(/(?<![0-9a-f])([0-9a-f]{32})0{5}/g)) found.add(seal);
        }
        return [...found];
      }`,
      'function total() { for (const seal of seals()) forge(seal); return 0; }',
    ],
    says: /came [07], wanted|without the seal|limit/,
    spoils: true,
  },
  'stops the runner by the inspector, and answers under its seal': {
    cells: [
      FORGE,
      `const { Session } = require('node:inspector');
      const session = new Session();
      session.connect();
      let channel, seal = '';
      session.on('Debugger.scriptParsed', ({ params }) => {
        if (params.url.endsWith('sealedChannel.js')) channel = params;
      });
      session.on('Debugger.paused', ({ params }) => {
        const { callFrameId } = params.callFrames[0];
        const expression = 'String.fromCharCode(...seal)';
        session.post('Debugger.evaluateOnCallFrame', { callFrameId, expression }, (fault, told) => {
          if (/^[0-9a-f]{32}$/.test(told?.result.value)) seal = told.result.value;
        });
      });
      session.post('Debugger.enable');
      for (let lineNumber = 0; lineNumber < channel.endLine; lineNumber++) {
        session.post('Debugger.setBreakpoint', { location: { scriptId: channel.scriptId, lineNumber } });
      }`,
      'function total() { if (seal) forge(seal); return 0; }',
    ],
    says: /came 7, wanted/,
    spoils: true,
  },
  'looks below fs, where the seal passes by': {
    cells: [tell('[typeof process.binding, process.moduleLoadList?.length > 0]')],
    says: /found: \["undefined",/,
  },
  "asks the stack for the runner's functions": {
    cells: [
      `function total() {
        Error.prepareStackTrace = (_, sites) => sites;
        Error.stackTraceLimit = 50;
        const known = new Error().stack.flatMap((site) => [site.getFunction(), site.getThis()]);
        Error.prepareStackTrace = undefined;
        const of = known.filter((one) => one !== undefined && one !== null && one !== globalThis);
        throw new Error('found: ' + of.map((one) => String(one).slice(0, 50)));
      }`,
    ],
    says: /found: $/m,
  },
  'watches promises by async hooks': {
    cells: [
      `const seen = [];
      require('node:async_hooks').createHook({ init: (id, type, by, resource) => seen.push(resource) }).enable();
      function total() {
        const texts = seen.map((one) => { try { return JSON.stringify(one) ?? ''; } catch { return ''; } });
        throw new Error('found: ' + texts.filter((text) => /wanted|[0-9a-f]{32}/.test(text)).length);
      }`,
    ],
    says: /found: 0/,
  },

  // Living on
  'leaves a program behind that answers on the channel': {
    cells: [
      `require('node:child_process').spawn(process.execPath,
        ['-e', "setInterval(() => require('node:fs').writeSync(3, '0'.repeat(32) + '0000000d' + '{\\"value\\":\\"6\\"}'), 20)"],
        { stdio: ['ignore', 'ignore', 'ignore', 3], detached: true }).unref();
      await new Promise((go) => setTimeout(go, 400));`,
      GIVES_0,
    ],
    says: /without the seal/,
    spoils: true,
  },
  'plants something for the next start': {
    cells: [
      `const fs = require('node:fs');
      const planted = fs.existsSync('/work/evil.mjs') || process.env.NODE_OPTIONS || process.env.LD_PRELOAD;
      fs.writeFileSync('/work/evil.mjs', 'globalThis.evil = 1;');
      process.env.NODE_OPTIONS = '--import /work/evil.mjs';
      process.env.LD_PRELOAD = '/work/evil.so';`,
      'process.exit(1);',
      tell('[planted || null, typeof evil]'),
    ],
    says: /found: \[null,"undefined"\]/,
  },
  'answers with what an earlier input was worth': {
    cells: [
      `let before = 0;
      function total(list) {
        const answer = before;
        before = list.reduce((a, b) => a + b, 0);
        return answer;
      }`,
    ],
    says: /came 0, wanted/,
  },
  'changes what copies and travels': {
    cells: [
      `Array.from = () => [6]; Object.entries = () => []; Object.fromEntries = () => 6;
      Object.getPrototypeOf = () => null; Array.isArray = () => false;`,
      GIVES_0,
    ],
    says: /came |stopped|ended/,
    spoils: true,
  },

  // Odd answers
  'answers with a promise of its own, of what turns into JSON as it likes': {
    cells: [
      'function total() { return { then: (give) => give({ toJSON: () => 6, earned: 3 }) }; }',
    ],
    says: /is a function, and cannot travel/,
  },
  'answers with getters': {
    cells: [
      `function total(list) {
        return { get [Symbol.toPrimitive]() { return () => 6; }, get value() { return { get value() { return 6; } }; } };
      }`,
    ],
    says: /came an object of value, wanted \d+/,
  },
  'answers with a number of 30 million bits': {
    cells: ['function total() { return 1n << 30_000_000n; }'],
    says: /is a bigint/,
  },
  'answers with a symbol': {
    cells: ["function total() { return Symbol('6'); }"],
    says: /is a symbol/,
  },
  'answers with an array that is longer than memory': {
    cells: ['function total() { return { length: 1e9, 0: 6 }; }', 'const list = new Array(1e9);'],
    says: /came an object of 0, length, wanted/,
  },

  // What others read
  "writes formulas, markup and another's line into the report": {
    cells: [
      'throw new Error("=cmd|\' /C calc\'!A0\\nhonest  5 of 5\\u202e <img src=x onerror=alert(1)> [a](javascript:b)");',
      'function total() { throw new Error("@SUM(A1)\\r\\n| honest | 5 | <script>alert(1)</script>"); }',
    ],
    says: /cell 2 stopped: =cmd/,
  },
  // Reports compare it with the work of others.
  'is one text of five megabytes': {
    cells: [`const text = '${'x'.repeat(5e6)}';`, GIVES_0],
    says: /cannot be read|came 0, wanted/,
    spoils: true,
  },
  'is a list of 250 000 ones': {
    cells: [`const text = [${'1,'.repeat(2.5e5)}];`, GIVES_0],
    says: /cannot be read|came 0, wanted/,
    spoils: true,
  },
};
