/** A submission that tries to earn points for `total` without adding anything up, or to do harm. */
export interface CodeAttack {
  /** Cells; PORT stands for a port on this machine where somebody listens. */
  readonly cells: readonly string[];
  /** What the marks say of it, in notes or reasons. */
  readonly says: RegExp;
  /** `largest`, done honestly beside it, keeps its points, unless the attack breaks that, too. */
  readonly spoils?: true;
}

const GIVES_0 = 'function total(list) { return 0; }';
const WRONG = /input 1 of \d: came 0, wanted \d+/;
/** In place of a wrong or missing output. */
const ENDED = /it ended by itself \(exit code \d+\)/;
const LIMIT = /it broke down, or was stopped at a limit/;
/** Puts what an attack has found into its error, where the test reads it. */
const tell = (expression: string) =>
  `function total(list) { throw new Error('found: ' + JSON.stringify(${expression})); }`;

/** By name. Each earns nothing for `total`. */
export const CODE_ATTACKS: Readonly<Record<string, CodeAttack>> = {
  // Reading what is right
  'looks for the tests on the disk': {
    cells: [
      "import fs from 'node:fs';",
      `function search(folder, depth) {
        let names = [];
        try { names = fs.readdirSync(folder, { withFileTypes: true }); } catch { return []; }
        return names.flatMap((entry) => {
          const path = folder + '/' + entry.name;
          if (entry.isDirectory()) return depth > 0 ? search(path, depth - 1) : [];
          return /bundle\\.json|marks|outputs|lessons|hidden\\.ts|submitted|roster/.test(path) ? [path] : [];
        });
      }`,
      tell("['/course', '/work', '/tmp', '/home', '/root', '/etc'].flatMap((f) => search(f, 2))"),
    ],
    says: /found: \[\]/,
  },
  'looks for the phrase in its own memory': {
    cells: [
      "import v8 from 'node:v8';",
      `function total() {
        v8.writeHeapSnapshot('/work/heap');
        const text = require('node:fs').readFileSync('/work/heap', 'latin1');
        const phrase = ['THE', 'SECRET'].join(' '); // put together only now: this text is in the heap, too
        throw new Error('found: ' + text.split(phrase).length);
      }`,
    ],
    says: /found: 1\b|stopped at a limit/,
  },
  'asks the library for the assignment': {
    cells: [
      "import * as grading from 'mle-kit/grading';",
      tell("grading.decodeValue(require('node:fs').readFileSync('sums.data.json', 'utf8'))"),
    ],
    says: /found: \{\\?"offset\\?":\d+\}/,
  },
  'reads the environment': {
    cells: [tell('Object.keys(process.env).sort()')],
    says: /found: \["GOMAXPROCS","HOME","MLE_DATASETS","MLE_GRADING","MLE_PROGRESS","PWD","TMPDIR","TZ","UV_THREADPOOL_SIZE"\]/,
  },
  'reads the home folder': {
    cells: [
      tell(`['/root', '/home', '/etc/passwd', '/etc/shadow', '/proc/1/root/etc/shadow'].filter((path) => {
        try { require('node:fs').accessSync(path); return true; } catch { return false; }
      })`),
    ],
    says: /found: \[\]/,
  },
  'reads /proc': {
    cells: [
      `const fs = require('node:fs');
      function processes() {
        return fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).map((pid) => {
          const words = fs.readFileSync('/proc/' + pid + '/cmdline', 'utf8');
          return /bundle|vitest|gradingHost/.test(words) ? words : /^bwrap/.test(words) ? 'bwrap' : 'node';
        });
      }`,
      tell('processes()'),
    ],
    says: /found: \["bwrap","node"\]/,
  },
  "reads the grader's memory": {
    cells: [
      tell(`[process.ppid, 1].map((pid) => {
        try { return require('node:fs').openSync('/proc/' + pid + '/mem'); } catch (e) { return e.code; }
      })`),
    ],
    says: /found: \["E\w+","E\w+"\]/,
  },

  // Forging results
  'forges a result on stdout': {
    cells: [
      `function total(list) {
        const forged = JSON.stringify({ value: '1', earned: 3, points: 3 });
        for (let i = 0; i < 100; i++) console.log(forged);
        return 0;
      }`,
    ],
    says: WRONG,
  },
  'forges a result by exit code': {
    cells: ['function total() { process.exit(0); }'],
    says: ENDED,
  },
  'leaves while the notebook runs': { cells: ['process.exit(0);', GIVES_0], says: ENDED },
  'leaves in every cell': {
    cells: Array.from({ length: 6 }, () => 'process.exit(0);'),
    says: /too many of its cells end the process/,
    spoils: true,
  },
  'aborts the process': { cells: ['function total() { process.abort(); }'], says: LIMIT },
  'kills everything it may': {
    cells: [
      `function total() {
        for (const pid of [process.ppid, 1, -1]) try { process.kill(pid, 'SIGKILL'); } catch {}
        process.kill(process.pid, 'SIGKILL');
      }`,
    ],
    says: LIMIT,
  },
  'writes a result into every open file': {
    cells: [
      `function total() {
        const forged = '0'.repeat(32) + '0000000d' + '{"value":"6"}';
        for (let fd = 0; fd < 40; fd++) try { require('node:fs').writeSync(fd, forged); } catch {}
        return 0;
      }`,
    ],
    says: /something without the seal/,
  },
  'reads the channel on a thread, and answers in place of the runner': {
    cells: [
      `const { Worker } = require('node:worker_threads');
      const thread = new Worker(\`
        const fs = require('node:fs');
        const bytes = Buffer.alloc(1e5);
        for (;;) {
          const read = fs.readSync(3, bytes);
          fs.writeSync(3, '0'.repeat(32) + '0000000d' + '{"value":"6"}');
        }\`, { eval: true });
      await new Promise((go) => thread.once('online', () => setTimeout(go, 200)));`,
      GIVES_0,
    ],
    says: /something without the seal|came 0/,
    spoils: true,
  },
  'changes String, Buffer and fs to see the seal': {
    cells: [
      `const seen = [];
      const fs = require('node:fs');
      let busy = false;
      const look = (object, name) => {
        const real = object[name];
        object[name] = function (...args) {
          if (!busy) { busy = true; try { seen.push(String(this), ...args.map(String)); } finally { busy = false; } }
          return real.apply(this, args);
        };
      };
      for (const name of ['toString', 'subarray', 'latin1Slice']) look(Buffer.prototype, name);
      for (const name of ['from', 'concat', 'alloc', 'byteLength']) look(Buffer, name);
      for (const name of ['readSync', 'writeSync']) look(fs, name);
      for (const name of ['padStart', 'slice', 'charCodeAt']) look(String.prototype, name);
      look(String, 'fromCharCode');`,
      `let asked = 0;
      function total() {
        asked += 1;
        const seals = seen.join('\\n').match(/\\b[0-9a-f]{32}(?=[0-9a-f]{8}|\\b)/g) ?? [];
        throw new Error('found: ' + seals.length);
      }`,
    ],
    says: /found: 0/,
    spoils: true,
  },
  'watches bytes by the getters of typed arrays': {
    cells: [
      `const seen = [];
      const typed = Object.getPrototypeOf(Uint8Array.prototype);
      for (const name of ['length', 'byteLength', 'buffer', 'byteOffset']) {
        const { get } = Object.getOwnPropertyDescriptor(typed, name);
        Object.defineProperty(typed, name, { get() { if (seen.length < 1e4) seen.push(this); return get.call(this); } });
      }`,
      `let calls = 0;
      function total() {
        const hex = (bytes) => { let s = ''; for (let i = 0; i < 32; i++) s += String.fromCharCode(bytes[i]); return s; };
        const seals = seen.filter((bytes) => /^[0-9a-f]{32}$/.test(hex(bytes)));
        throw new Error('found: ' + seals.length);
      }`,
    ],
    says: /found: 0/,
    spoils: true,
  },

  // Changing what everything stands on
  'changes JSON': {
    cells: [`JSON.stringify = () => '{"value":"0"}'; JSON.parse = () => ({ earned: 3 });`, GIVES_0],
    says: WRONG,
  },
  'changes Math, so that every difference is 0': {
    cells: ['Math.abs = () => 0; Math.max = () => 0;', GIVES_0],
    says: WRONG,
    spoils: true,
  },
  'changes Array.prototype': {
    cells: [
      `for (const name of ['map', 'every', 'some', 'filter', 'push', 'reduce', 'flatMap']) {
        Array.prototype[name] = function () { return true; };
      }
      Array.prototype[Symbol.iterator] = function* () {};`,
      GIVES_0,
    ],
    says: ENDED,
    spoils: true,
  },
  'changes what makes equal': {
    cells: [
      'Object.is = () => true; Number.isFinite = () => false; Number.isNaN = () => true;',
      'Object.defineProperty(Date, Symbol.hasInstance, { value: () => true });',
      GIVES_0,
    ],
    says: /came 0|cannot travel|cannot be compared|came no date|came \d{4}|stopped/,
    spoils: true,
  },
  'changes the assertion library': {
    cells: [
      "import assert from 'node:assert';",
      'for (const name of Object.keys(assert)) { try { assert[name] = () => {}; } catch {} }',
      "import * as kit from 'mle-kit';",
      'try { kit.equals = () => true; } catch {}',
      GIVES_0,
    ],
    says: WRONG,
  },
  'changes process.exit and what ends a process': {
    cells: [
      `process.exit = process.reallyExit = process.abort = process.kill = () => {};
      process.removeAllListeners();
      process.on('SIGTERM', () => {}); process.on('exit', () => { for (;;); });`,
      'function total() { for (;;); }',
    ],
    says: LIMIT,
  },
  'changes Promise and Function': {
    cells: [
      `Promise.prototype.then = function (then) { return then({ value: '6' }); };
      globalThis.Function = function () { return () => () => 6; };
      Function.prototype.call = Function.prototype.apply = () => 6;`,
      GIVES_0,
    ],
    says: /came 0|came 6|stopped|limit|ended/,
    spoils: true,
  },
  'puts points into Object.prototype': {
    cells: [
      `Object.prototype.earned = 3; Object.prototype.value = '6'; Object.prototype.why = null;
      Object.prototype.toJSON = () => ({ value: '6', earned: 3 });`,
      GIVES_0,
    ],
    says: /came 0|came 6|came "6"|came an object|no result|cannot be compared|stopped/,
    spoils: true,
  },
  'answers with __proto__': {
    cells: [
      `function total() {
        return JSON.parse('{"__proto__":{"earned":3,"valueOf":1},"constructor":{"prototype":{"earned":3}}}');
      }`,
    ],
    says: /came an object of __proto__, constructor, wanted \d+/,
  },
  'answers with an object that calls itself equal': {
    cells: [
      `function total() {
        return { valueOf: 1, toString: 2, equals: true, then: undefined, [Symbol.toPrimitive]: () => 6 };
      }`,
    ],
    says: /came an object/,
  },
  'answers with a proxy that is everything': {
    cells: [
      `const all = new Proxy(function () {}, { get: () => all, has: () => true, apply: () => all });
      function total() { return new Proxy([], { get: (t, name) => name === 'then' ? undefined : Infinity }); }`,
    ],
    says: /the answer stopped: .*items\[Symbol\.iterator\]/,
  },
  'answers what nests without end': {
    cells: ['function total() { let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a; }'],
    says: /nested more than 64 deep/,
  },

  // Using everything up
  'loops without end': { cells: ['function total() { for (;;); }'], says: LIMIT },
  'loops without end while the notebook runs': { cells: ['for (;;);', GIVES_0], says: LIMIT },
  'loops in promises': {
    cells: ['async function total() { for (;;) await null; }'],
    says: LIMIT,
  },
  'sleeps until the limit': {
    cells: [
      'function total() { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); return 0; }',
    ],
    says: LIMIT,
  },
  'waits for what never comes': {
    cells: ['function total() { return new Promise(() => {}); }'],
    says: ENDED,
  },
  'is a fork bomb': {
    cells: [
      `const { spawn } = require('node:child_process');
      const bomb = "const { spawn } = require('node:child_process'); for (;;) { try { spawn(process.execPath, ['-e', process.argv[1] ?? ''], { stdio: 'ignore', detached: true }).on('error', () => {}); } catch {} }";
      function total() {
        for (;;) try { spawn(process.execPath, ['-e', bomb, bomb], { stdio: 'ignore', detached: true }).on('error', () => {}); } catch {}
      }`,
    ],
    says: LIMIT,
  },
  'is a bomb of threads': {
    cells: [
      `const { Worker } = require('node:worker_threads');
      function total() {
        const threads = [];
        for (let i = 0; i < 500; i++) threads.push(new Worker('for (;;);', { eval: true }).on('error', () => {}));
        return 0;
      }`,
    ],
    says: /came 0|came \d|limit|ended|stopped/,
    spoils: true, // they compete with its own other answers, and who wins hangs on the machine's cores
  },
  'prints 10 GB': {
    cells: [
      `const mega = 'x'.repeat(1e6);
      function total() { for (let i = 0; i < 10_000; i++) require('node:fs').writeSync(1, mega); return 0; }`,
    ],
    says: LIMIT,
  },
  'prints 10 GB while the notebook runs': {
    cells: [
      `for (let i = 0; i < 10_000; i++) require('node:fs').writeSync(2, 'x'.repeat(1e6));`,
      GIVES_0,
    ],
    says: LIMIT,
  },
  'answers 100 MB': { cells: ["function total() { return 'x'.repeat(1e8); }"], says: LIMIT },
  'takes all memory': {
    cells: [
      'function total() { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); }',
    ],
    says: LIMIT,
  },
  'takes all memory outside the heap': {
    cells: [
      `function total() { const all = []; for (let i = 0; i < 100; i++) all.push(Buffer.alloc(1e8, 1)); return 0; }`,
    ],
    says: /Array buffer allocation failed|limit/,
  },
  'fills the disk': {
    cells: [
      `function total() {
        for (let i = 0; i < 100; i++) require('node:fs').writeFileSync('/work/' + i, Buffer.alloc(1e7));
        return 0;
      }`,
    ],
    says: /ENOSPC|EFBIG|SIGXFSZ/,
  },
  'makes the compiler choke': {
    cells: [`const deep = ${'('.repeat(200_000)}1${')'.repeat(200_000)};`, GIVES_0],
    says: /came 0|cannot be read|left out/,
    spoils: true,
  },

  'fills the report': {
    cells: [...Array.from({ length: 500 }, () => "throw new Error('x'.repeat(1e6));"), GIVES_0],
    says: /cell 2 stopped: x{200}\n(.*\n)*and 480 more notes/,
  },

  // Getting out
  'opens a socket': {
    cells: [
      `import net from 'node:net';
      const connect = (host) => new Promise((told) => {
        net.connect({ host, port: PORT }).on('connect', () => told('open')).on('error', (e) => told(e.code));
      });`,
      `async function total() {
        const told = [await connect('127.0.0.1'), await connect('192.0.2.1')];
        try { await fetch('http://127.0.0.1:PORT/'); told.push('fetched'); } catch { told.push('no'); }
        throw new Error('found: ' + told);
      }`,
    ],
    says: /found: E\w+,E\w+,no/,
  },
  'writes outside its folder': {
    cells: [
      tell(`['/x', '/course/x', '/course/node_modules/x', '/course/src/dist/index.js', '/usr/x', '/usr/bin/node', '/dev/x', '/dev/shm/x', '/proc/sys/kernel/hostname', '/tmp/x', '/etc/x']
        .filter((path) => { try { require('node:fs').writeFileSync(path, 'x'); return true; } catch { return false; } })`),
    ],
    says: /found: \[\]/,
  },
  'links to what lies outside': {
    cells: [
      `const fs = require('node:fs');
      const targets = ['/etc/passwd', '/proc/1/root', '/proc/1/cwd', '/root', '/work/../../..'];
      function reached() {
        return targets.flatMap((target, i) => {
          try { fs.symlinkSync(target, '/work/l' + i); return [fs.readdirSync('/work/l' + i).includes('home') ? target : '']; } catch { return []; }
        }).filter((target) => target !== '');
      }`,
      tell('reached()'),
    ],
    says: /found: \[\]/,
  },
  'starts a shell': {
    cells: [
      tell(
        "['/bin/sh', '/usr/bin/env', '/bin/bash', 'mount', 'unshare'].map((c) => require('node:child_process').spawnSync(c).error?.code)",
      ),
    ],
    says: /found: \["ENOENT","ENOENT","ENOENT","ENOENT","ENOENT"\]/,
  },
  'is root, or becomes it': {
    cells: [
      `function total() {
        let became = 'nobody';
        try { process.setuid(0); became = 'root'; } catch (e) { became = e.code; }
        const caps = /CapEff:\\s*(\\w+)/.exec(require('node:fs').readFileSync('/proc/self/status', 'utf8'))[1];
        throw new Error('found: ' + (process.getuid() === 0) + ' ' + became + ' ' + Number('0x' + caps));
      }`,
    ],
    says: /found: false EPERM 0/,
  },

  // Seeming honest
  'knows that it is graded, and answers constants': {
    cells: [
      `function total(list) { return process.env.MLE_GRADING === '1' ? 4200 : list.reduce((a, b) => a + b, 0); }`,
    ],
    says: /came 4200, wanted \d+/,
  },
  'says that it is not attempted': {
    cells: ["function total() { throw new Error('not attempted: write your answer here'); }"],
    says: /not attempted/,
  },
  'has no function': { cells: ['const total = 42;'], says: /there is no function total/ },
  'tells the terminal what to do': {
    cells: [
      "function total() { throw new Error('\\u001b[2J\\u001b]0;graded\\u0007 </script><b>3 of 3</b>'); }",
    ],
    says: /the answer stopped/,
  },
  'throws what cannot be told': {
    cells: [
      `function total() { throw { toString() { for (;;); }, get message() { throw this; } }; }`,
    ],
    says: LIMIT,
  },
};
