'use strict';
const fs = require('node:fs');
const { describeError } = require('./describe-error.cjs');

/**
 * Rejections that nobody awaits and throws in late callbacks: by then their cell has been answered,
 * and Jupyter drops what they print. They are printed at the head of the next cell, and appended as
 * JSON lines to the file that MLE_KERNEL_FAULTS names, where whoever runs chapters looks: nbclient's
 * caller and the browser's, whose server says which notebook a kernel belongs to.
 */
function attributeFaults(maps) {
  const pending = [];

  function record(kind, reason) {
    const described = describeError([reason], maps);
    const [frame] = maps.framesOf(reason?.stack);
    const fault = {
      kind,
      cell: frame?.cell ?? maps.cell,
      line: frame?.line ?? null,
      text: described.text,
    };
    pending.push(fault);
    const { MLE_KERNEL_FAULTS: file, JPY_SESSION_NAME: notebook } = process.env;
    if (file) fs.appendFileSync(file, `${JSON.stringify({ ...fault, notebook })}\n`);
  }

  return {
    listen() {
      for (const event of ['uncaughtException', 'unhandledRejection'])
        process.removeAllListeners(event);
      process.on('uncaughtException', (error) => record('a throw after the cell had ended', error));
      process.on('unhandledRejection', (reason) =>
        record('a rejected promise that nobody awaits', reason),
      );
    },
    printPending() {
      for (const { kind, cell, text } of pending.splice(0)) {
        process.stderr.write(`From cell ${cell}, ${kind}:\n${text}\n`);
      }
    },
  };
}

module.exports = { attributeFaults };
