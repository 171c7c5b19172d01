'use strict';
// Loaded before tslab (node --require) by the kernel that set-up installs. It changes five things:
//  1. an error shows its message, its hint and the true lines of the cell, without frames of tslab and Node;
//  2. what would vanish (a floating rejection, a throw in a late timer) is printed and recorded;
//  3. a failed cell's reply carries the name and the message of its error, as the Jupyter protocol asks;
//  4. `{ x }`, `const { x: y }` with names of earlier cells work, and so does `await (async () => …)()`;
//  5. the kernel ends when the process that started it is gone.
// A plain tslab opens the notebooks, too: it only lacks these comforts.
const Module = require('node:module');
const { attributeFaults } = require('./faults.cjs');
const { CellMaps } = require('./cell-maps.cjs');
const { describeError } = require('./describe-error.cjs');
const { mendShorthand } = require('./shorthand.cjs');
const { mendTopLevelAwait } = require('./top-level-await.cjs');

const maps = new CellMaps();
const faults = attributeFaults(maps);
/** The last error of a cell, kept for the reply: tslab itself only prints it. */
let lastError = null;
/** The TypeScript that tslab uses, unchanged. */
let compiler = null;

/** How each module of tslab is changed when it is loaded; the file on disk stays as it is. */
const changes = {
  '@tslab/typescript-for-tslab': (ts) => {
    compiler = ts;
    return maps.wrapCompiler({ ...ts, ...mendShorthand(ts) });
  },

  'tslab/dist/executor.js': (executor) => ({
    ...executor,
    createExecutor(rootDir, converters, console) {
      const mended = {
        ...converters,
        node: mendTopLevelAwait(compiler, converters.node),
        get browser() {
          return converters.browser;
        },
        close: () => converters.close(),
      };
      const inner = executor.createExecutor(rootDir, mended, {
        log: console.log,
        error: (...values) => {
          lastError = describeError(values, maps);
          process.stderr.write(`${lastError.text}\n`);
        },
      });
      return {
        ...inner,
        execute(source) {
          maps.startCell();
          lastError = null;
          faults.printPending();
          return inner.execute(source);
        },
      };
    },
  }),

  'tslab/dist/jupyter.js': (jupyter) => {
    const handler = jupyter.JupyterHandlerImpl.prototype;
    const { handleExecute } = handler;
    handler.handleExecute = async function (...args) {
      const reply = await handleExecute.apply(this, args);
      if (reply.status !== 'error' || !lastError) return reply;
      const { name, message, frames } = lastError;
      return { ...reply, ename: name, evalue: message, traceback: frames };
    };
    return jupyter; // the object itself: lastWriteDisplayData is assigned to it later
  },
};

const changed = new Map();
const load = Module._load;
Module._load = function (request, parent, isMain) {
  const exported = load.call(this, request, parent, isMain);
  if (!request.includes('tslab') && !/^\.\/(executor|jupyter)$/.test(request)) return exported;
  const key = keyOf(request, parent);
  if (!(key in changes)) return exported;
  if (!changed.has(exported)) changed.set(exported, changes[key](exported));
  return changed.get(exported);
};

function keyOf(request, parent) {
  if (request in changes) return request;
  const file = Module._resolveFilename(request, parent).replaceAll('\\', '/');
  return Object.keys(changes).find((key) => file.endsWith(`/${key}`));
}

maps.nameCells(require('node:vm'));
require('./end-with-parent.cjs');
// tslab adds its own two listeners while it starts; ours replace them once it has.
setImmediate(() => faults.listen());
