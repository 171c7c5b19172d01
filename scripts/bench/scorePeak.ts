// Scores a Parquet file of flights and sends the most memory that this process has taken, in MB, and the mean score.
import { join } from 'node:path';
import { flightBundle, scoreFlights, summaryOfScores } from './flightScores.js';

async function score(folder: string, input: string): Promise<void> {
  const bundle = await flightBundle(folder);
  const output = join(folder, 'scores.parquet');
  await scoreFlights(bundle, input, output);
  const amount = process.resourceUsage().maxRSS / 1000;
  const [, mean] = await summaryOfScores(output);
  process.send?.({ amount, answer: [mean] });
}

void score(process.argv[2]!, process.argv[3]!);
