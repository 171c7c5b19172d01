// Makes datasets/spoken-digits with eSpeak NG 1.51 (Debian: apt-get install espeak-ng):
// node scripts/ts.mjs scripts/datasets/spokenDigits.ts
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Cell, Table } from '../../src/core/index.js';
import { readWav, writeCsv } from '../../src/data/index.js';

const WORDS = 'zero one two three four five six seven eight nine'.split(' ');
const SPEEDS = [130, 175];
/** An accent and a speaker each; those of the test were never heard in training. */
const VOICES = {
  train: [
    'en-us+m3',
    'en-us+f2',
    'en-gb-scotland+m2',
    'en-gb-x-rp+f3',
    'en-029+m7',
    'en-us-nyc+f1',
    'en-gb-x-gbcwmd+m4',
    'en-us+Andrea',
  ],
  test: ['en-gb-x-gbclan+m5', 'en-us+f5', 'en-gb-x-gbcwmd+f4', 'en-029+m6'],
};
const RATE = 8000;
/** What is quieter than this before and after a word is cut off, but for `MARGIN` samples. */
const QUIET = 0.01;
const MARGIN = 80;
/** Leaves room for what the filter adds to the loudest moments. */
const VOLUME = 0.85;

const folder = fileURLToPath(new URL('../../datasets/spoken-digits/', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'mle-speech-'));
mkdirSync(folder, { recursive: true });
const rows: Record<string, Cell>[] = [];
try {
  for (const [split, voices] of Object.entries(VOICES)) {
    const clips: Int16Array[] = [];
    let start = 0;
    for (const voice of voices) {
      for (const [digit, word] of WORDS.entries()) {
        for (const words_per_minute of SPEEDS) {
          const clip = cut(resample(await speak(voice, words_per_minute, word)));
          rows.push({ split, voice, digit, words_per_minute, start, samples: clip.length });
          clips.push(clip);
          start += clip.length;
        }
      }
    }
    writeFileSync(join(folder, `${split}.wav`), wavOf(clips, start));
  }
  await writeCsv(Table.fromRows(rows), join(folder, 'clips.csv'));
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
console.log(`${rows.length} clips. Now: node scripts/ts.mjs scripts/datasets/make.ts`);

async function speak(voice: string, speed: number, word: string) {
  const path = join(temporary, 'word.wav');
  const done = spawnSync('espeak-ng', ['-v', voice, '-s', String(speed), '-w', path, word]);
  if (done.status !== 0) throw new Error(`espeak-ng failed: ${done.error ?? done.stderr}`);
  return readWav(readFileSync(path));
}

/** To 8 kHz by a windowed sinc that lets pass what is below 3.6 kHz. */
function resample({ sampleRate, channels }: Awaited<ReturnType<typeof speak>>): Float64Array {
  const samples = channels[0]!;
  const step = sampleRate / RATE;
  const cutoff = 3600 / sampleRate; // cycles a sample
  const half = 64;
  const out = new Float64Array(Math.floor(samples.length / step));
  for (let i = 0; i < out.length; i++) {
    const centre = i * step;
    let sum = 0;
    let weights = 0;
    for (let k = Math.ceil(centre - half); k <= centre + half; k++) {
      const x = k - centre;
      const sinc = x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
      const weight = sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / half));
      weights += weight;
      if (k >= 0 && k < samples.length) sum += weight * samples[k]!;
    }
    out[i] = sum / weights;
  }
  return out;
}

function cut(samples: Float64Array): Int16Array {
  const isLoud = (value: number) => Math.abs(value) > QUIET;
  const first = Math.max(0, samples.findIndex(isLoud) - MARGIN);
  let last = samples.length - 1;
  while (!isLoud(samples[last]!)) last--;
  const word = samples.subarray(first, Math.min(samples.length, last + MARGIN));
  return Int16Array.from(word, (value) => Math.round(value * VOLUME * 32768));
}

/** A WAV file of one channel of 16 bits. */
function wavOf(clips: readonly Int16Array[], samples: number): Buffer {
  const wav = Buffer.alloc(44 + 2 * samples);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(2 * RATE, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(2 * samples, 40);
  let at = 44;
  for (const clip of clips) for (const value of clip) at = wav.writeInt16LE(value, at);
  return wav;
}
