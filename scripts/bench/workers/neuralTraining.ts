// Trains once for each line on standard input, and prints the loss: see ../startNeuralWorker.ts.
import { createInterface } from 'node:readline';
import { loadBackend } from 'mle-kit/neural';
import { neuralTask } from '../neuralTask.js';

const { X, y, model } = neuralTask(process.argv[2]!);
await loadBackend({ print: () => {} });
console.log('[]');
for await (const _ of createInterface({ input: process.stdin })) {
  const fitted = await model.fit(X, y);
  console.log(JSON.stringify([fitted.history[0]!.loss]));
}
