import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readWav, wavInfo } from '../../../src/data/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-sound-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'sound.wav');

interface Case {
  readonly name: string;
  readonly file: string;
  readonly sampleRate: number;
  readonly channels: readonly (readonly number[])[];
}
const golden = loadGolden<Case>('readWav');

/** A whole file: two channels of 16 bits at 8 kHz. */
function wavOf(samples: readonly number[]): Buffer {
  const wav = Buffer.alloc(44 + 2 * samples.length);
  wav.write('RIFF----WAVEfmt ', 'latin1');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(8000, 24);
  wav.writeUInt32LE(32_000, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((value, i) => {
    wav.writeInt16LE(value, 44 + 2 * i);
  });
  return wav;
}

describe('readWav', () => {
  it('gives each channel its samples, 32768 to the unit', async () => {
    const { sampleRate, channels, durationSeconds } = await readWav(
      wavOf([-32768, 0, 16384, 8192]),
    );
    expect([sampleRate, durationSeconds]).toEqual([8000, 2 / 8000]);
    expect(channels.map((channel) => [...channel])).toEqual([
      [-1, 0.5],
      [0, 0.25],
    ]);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, async (given) => {
    writeFileSync(path, Buffer.from(given.file, 'base64'));
    const sound = await readWav(path);
    expect(sound.sampleRate).toBe(given.sampleRate);
    expect(sound.channels.map((channel) => [...channel])).toEqual(
      given.channels.map((channel) => channel.map(Math.fround)),
    );
    const info = await wavInfo(path);
    expect([info.sampleRate, info.channelCount, info.sampleCount]).toEqual([
      given.sampleRate,
      given.channels.length,
      given.channels[0]!.length,
    ]);
    expect(info.durationSeconds).toBe(sound.durationSeconds);
  });

  it('reads a sound of no length', async () => {
    const { channels, durationSeconds } = await readWav(wavOf([]));
    expect([channels.map((channel) => channel.length), durationSeconds]).toEqual([[0, 0], 0]);
  });
});

describe('readWav and wavInfo refuse', () => {
  const whole = wavOf([1, 2, 3, 4, 5, 6, 7, 8]);
  const changed = (change: (wav: Buffer) => unknown): Buffer => {
    const wav = Buffer.from(whole);
    change(wav);
    return wav;
  };
  it.each([
    ['a file cut off', whole.subarray(0, 50), 'says that it has 60 bytes, and has 50'],
    ['a length too small', changed((wav) => wav.writeUInt32LE(40, 4)), 'its length is a lie'],
    ['a length unknown', changed((wav) => wav.writeUInt32LE(0xffffffff, 4)), 'is a lie'],
    [
      'samples that cannot be there',
      changed((wav) => wav.writeUInt32LE(0x7fffffff, 40)),
      'part "data" has 2147483647 bytes, and there is room for 16',
    ],
    ['half a moment', changed((wav) => wav.writeUInt32LE(14, 40)), 'no multiple of the 4'],
    ['no channels', changed((wav) => wav.writeUInt16LE(0, 22)), 'contradicts itself'],
    ['no rate', changed((wav) => wav.writeUInt32LE(0, 24)), 'contradicts itself'],
    ['wrong blocks', changed((wav) => wav.writeUInt16LE(2, 32)), 'contradicts itself'],
    ['another encoding', changed((wav) => wav.writeUInt16LE(85, 20)), 'format 85 with 16 bits'],
    ['12 bits', changed((wav) => wav.writeUInt16LE(12, 34)), 'UNSUPPORTED'],
    ['no format', changed((wav) => wav.write('junk', 12, 'latin1')), 'before it says of what form'],
    ['no samples', changed((wav) => wav.write('junk', 36, 'latin1')), 'it ends before they begin'],
    ['a short format', changed((wav) => wav.writeUInt32LE(4, 16)), 'format of 4 bytes'],
    ['a text', Buffer.from('hello, this is no sound at all'), 'is no WAV file'],
    ['a few bytes', Buffer.from('RIFF'), 'is no WAV file'],
    ['an empty file', Buffer.alloc(0), 'EMPTY'],
  ])('%s', async (_, bytes, message) => {
    writeFileSync(path, bytes);
    for (const read of [readWav, wavInfo]) {
      const error = await read(path).catch((reason: Error) => reason);
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message).toContain(message);
      expect((error as Error).message).toContain('sound.wav');
    }
  });

  it('bytes that are none', async () => {
    await expect(readWav(new Uint8Array(0))).rejects.toThrow('is no WAV file');
  });

  it('a folder, and a file that is not there', async () => {
    mkdirSync(join(folder, 'sub'), { recursive: true });
    await expect(readWav(join(folder, 'sub'))).rejects.toThrow('is a folder');
    await expect(wavInfo(join(folder, 'nope.wav'))).rejects.toThrow('FILE_NOT_FOUND');
  });
});
