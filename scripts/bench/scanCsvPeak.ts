// Scans a CSV file and sends the most memory that this process has taken, in MB, and the mean of a column.
import { scanCsv } from 'mle-kit';

async function scan(path: string): Promise<void> {
  let [sum, rows] = [0, 0];
  for await (const chunk of scanCsv(path)) {
    for (const value of chunk.number('x17')) sum += value;
    rows += chunk.rowCount;
  }
  process.send?.({ amount: process.resourceUsage().maxRSS / 1000, answer: [sum / rows] });
}

void scan(process.argv[2]!);
