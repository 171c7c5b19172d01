import { MlError } from '../../core/index.js';
import { type AskedTest, runSubmission } from './runSubmission.js';
import { cannot, type Sandbox, START_SECONDS } from './sandbox.js';

const CELLS = [
  "import { mean } from 'mle-kit';",
  'function middle(list: number[]): number { return mean(list); }',
];
const TEST: AskedTest = {
  ...{ exercise: 'control', test: 'the mean of 1 and 2' },
  ...{ functions: ['middle'], single: true },
  ...{ call: '(answer, list) => answer(list)', inputs: ['[1,2]'] },
};
const RIGHT = JSON.stringify([[[{ value: '1.5' }]], []]);

/**
 * Runs a submission that is right: where even that fails, no student is to blame for anything.
 *
 * @throws MlError UNSUPPORTED with what was said.
 */
export async function assertWorks(sandbox: Sandbox, signal: AbortSignal): Promise<void> {
  const { limits } = sandbox;
  const seconds = Math.max(limits.seconds, START_SECONDS);
  const patient = { ...sandbox, limits: { ...limits, seconds, totalSeconds: 20 * seconds } };
  const job = { cells: CELLS, data: '', dataFile: 'data', tests: [TEST] };
  const { outputs, notes, doubt } = await runSubmission(patient, job, signal);
  if (doubt !== null) throw cannot(`it does not start: ${doubt}`);
  const came = JSON.stringify([outputs, notes]);
  if (came === RIGHT) return;
  throw new MlError(
    'UNSUPPORTED',
    `a submission that is right is not found right, so nobody is graded: ${came.slice(0, 500)}. ` +
      'The built library may be damaged, or older than its sources. Run "node scripts/setup.mjs".',
  );
}
