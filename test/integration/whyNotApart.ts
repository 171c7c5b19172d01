import { bubblewrapFault } from '../../src/grading/apart/sandbox.js';

/**
 * Why submissions cannot be run apart here, so that tests of it are skipped; null when they can. A CI
 * machine with Linux is set up for it: there they run, and fail if it is not.
 */
export function whyNotApart(): string | null {
  return process.env.CI && process.platform === 'linux' ? null : bubblewrapFault();
}
