// JupyterLab on notebooks/, with the course's kernel: npm run lab [-- options of jupyter lab]
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectPaths } from './setup/paths.mjs';

const paths = projectPaths();
const shared = join(paths.venv, 'share', 'jupyter');
const server = spawn(
  paths.python,
  [
    ...['-m', 'jupyterlab', join(paths.root, 'notebooks')],
    // What a new notebook starts with, whatever kernels the learner has elsewhere.
    '--MultiKernelManager.default_kernel_name=tslab',
    ...(process.getuid?.() === 0 ? ['--allow-root'] : []), // as in most containers
    ...process.argv.slice(2),
  ],
  {
    cwd: paths.root,
    stdio: 'inherit',
    env: {
      ...process.env,
      JUPYTER_PATH: [shared, process.env.JUPYTER_PATH]
        .filter(Boolean)
        .join(process.platform === 'win32' ? ';' : ':'),
    },
  },
);
server.on('error', () => {
  console.error('JupyterLab does not start. Find out why with:  npm run doctor');
  process.exit(1);
});

// The server ends its kernels before itself. Ctrl-C reaches it from the terminal, and there it asks
// first; a second Ctrl-C, or a signal sent to us alone, ends it without a question.
let interrupts = 0;
process.on('SIGINT', () => {
  interrupts += 1;
  if (!process.stdin.isTTY || interrupts > 1) server.kill('SIGTERM');
});
for (const signal of ['SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => server.kill('SIGTERM'));
server.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
