import { readdirSync } from 'node:fs';

/** Test files that lie in none of the folders, and so would never run. */
export function strayTests(root: string, folders: readonly string[]): string[] {
  return readdirSync(`${root}/test`, { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.test.ts'))
    .filter((name) => !folders.some((folder) => name.startsWith(`${folder}/`)));
}
