// What chapter 12 found in its pictures, as COCO's two files, for scripts/golden/digitScenes.py.
//
// The chapter itself is run, up to the cell that reads what this is for: so the files cannot say
// anything else than the chapter.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..', '..');
const lesson = readFileSync(join(root, 'lessons', '12-object-detection.ts'), 'utf8');
const needed = lesson.indexOf("loadDataset('digit-scenes')");
const source = lesson.slice(0, lesson.lastIndexOf('\n// %%', needed));
const folder = join(root, 'build');
const file = join(folder, `digitScenes-${process.pid}.ts`);
mkdirSync(folder, { recursive: true });
writeFileSync(file, `${source}\nexport { annotationFile, resultFile };\n`);
const log = console.log;
console.log = () => undefined; // the chapter's own prints
try {
  const chapter = await import(pathToFileURL(file).href);
  const { annotationFile, resultFile } = chapter;
  log(JSON.stringify({ annotations: annotationFile, detections: resultFile }));
} finally {
  rmSync(file);
}
