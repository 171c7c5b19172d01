import { GradingHost, type HostQuestion } from './gradingHost.js';

// Runs in a process of its own, started by TrustedHost, and ends with it.
const host = new GradingHost();
process.on('message', async (question: HostQuestion) => {
  process.send?.(await host.answer(question));
});
process.on('disconnect', () => process.exit(0));
