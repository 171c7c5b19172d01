import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Row, workThrough } from '../../../scripts/chapters.js';

afterEach(() => vi.restoreAllMocks());

describe('workThrough', () => {
  it('turns red when the machinery itself breaks down on a chapter', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    const sound: Row = { slug: '01-a', cells: '2', seconds: 1, result: 'ok', faults: [] };
    const rows = await workThrough(['02-b', '01-a'], async (slug) => {
      if (slug === '01-a') return sound;
      throw Object.assign(new Error('there is no Python.'), { hint: 'npm run doctor' });
    });
    expect(rows).toEqual([
      sound,
      expect.objectContaining({ slug: '02-b', result: 'broke down', faults: [expect.anything()] }),
    ]);
    expect(said.mock.calls.flat().join('\n')).toContain('there is no Python. npm run doctor');
  });
});
