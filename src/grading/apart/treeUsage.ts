import { readdirSync, readFileSync } from 'node:fs';

/** What processes use. */
export interface Usage {
  readonly bytes: number;
  /** Of processors, since the process began. */
  readonly seconds: number;
}

const PAGE = 4096;
const TICKS = 100; // a second, as Linux tells it to programs

/** Of a process and all below it, those that ended included; nothing where the system does not tell. */
export function treeUsage(pid: number): Usage {
  let [pages, ticks] = [0, 0];
  const open = [pid];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    try {
      const stat = readFileSync(`/proc/${next}/stat`, 'utf8');
      // The name, in brackets, may hold anything; behind it the third field comes first.
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      pages += fields[21] ?? 0;
      for (const k of [11, 12, 13, 14]) ticks += fields[k] ?? 0;
      // Any thread may have started some.
      for (const thread of readdirSync(`/proc/${next}/task`)) {
        const children = readFileSync(`/proc/${next}/task/${thread}/children`, 'utf8');
        for (const child of children.trim().split(' ')) if (child !== '') open.push(Number(child));
      }
    } catch {
      // It ended meanwhile, or this is no Linux.
    }
  }
  return { bytes: pages * PAGE, seconds: ticks / TICKS };
}
