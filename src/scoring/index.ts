export type { ManifestFile, ScoreManifest } from './scoreManifest.js';
export { verifyScores } from './scoreManifest.js';
export type { QueueOptions, ScoreOptions } from './scoreOptions.js';
export type { ScoreReport } from './scoreTable.js';
export { scoreTable } from './scoreTable.js';
export type { DeadLetter } from './shardStore.js';
export type { ScoringWorker, ScoringWorkerOptions, WorkerEvent } from './startScoringWorker.js';
export { startScoringWorker } from './startScoringWorker.js';
