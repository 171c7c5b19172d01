'use strict';
const { Worker } = require('node:worker_threads');

/**
 * Ends this process when the one that started it is gone. The watch runs on a thread of its own,
 * since an endless loop in a cell would stop a timer.
 */
function endWithParent() {
  if (process.platform === 'win32') return; // there the client's job object ends its kernels
  const watch = `
    const parent = ${process.ppid};
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 500);
  `;
  new Worker(watch, { eval: true }).unref();
}

module.exports = { endWithParent };
