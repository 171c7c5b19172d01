import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeValue, openAssignment, visible } from 'mle-kit/grading';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { newFolder } from '../registry/newFolder.js';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('openAssignment', () => {
  const folder = newFolder();

  it("reads the data beside the notebook, and says so when they aren't there", () => {
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    expect(() => openAssignment('dice')).toThrow(/dice\.data\.json is not in this folder/);
    writeFileSync(join(folder, 'dice.data.json'), encodeValue({ rolls: [1, Number.NaN] }));
    expect(openAssignment('dice').data).toEqual({ rolls: [1, Number.NaN] });
    writeFileSync(join(folder, 'dice.data.json'), '{');
    expect(() => openAssignment('dice')).toThrow('PARSE_ERROR');
  });
});

describe('visible', () => {
  const wrong = () => visible('sums.1', (a: number) => a, { 'is 2': (answer) => answer(1) === 2 });

  it('runs its tests as check does', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.spyOn(console, 'log').mockReturnValue();
    await expect(wrong()).rejects.toThrow('CHECK_FAILED');
  });

  it('does nothing while a submission is graded', async () => {
    vi.stubEnv('MLE_GRADING', '1');
    await expect(wrong()).resolves.toBeUndefined();
  });
});
