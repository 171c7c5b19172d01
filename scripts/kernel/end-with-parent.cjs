'use strict';
// Loaded by --require: ends this process when the one that started it is gone.
const { Worker, isMainThread } = require('node:worker_threads');

// On Windows the client's job object ends its kernels.
if (isMainThread && process.platform !== 'win32') {
  const watch = `
    const parent = ${process.ppid};
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 500);
  `;
  // On a thread of its own, since an endless loop in a cell would stop a timer.
  new Worker(watch, { eval: true, execArgv: [] }).unref();
}
