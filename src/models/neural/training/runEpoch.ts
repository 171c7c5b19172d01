import { createRandom } from '../../../core/index.js';
import type { Update } from '../optimizers/optimizer.js';
import { learningRateAt } from '../optimizers/schedules.js';
import { divergenceError } from './diagnose.js';
import { dropoutStream } from './dropoutStream.js';
import { evaluate } from './evaluate.js';
import type { Examples } from './examples.js';
import type { EpochRecord } from './history.js';
import type { TrainingJob } from './job.js';
import type { Pace } from './pace.js';
import { type Batch, runStep } from './step.js';
import { updateWeights } from './updateWeights.js';

/**
 * One pass over all rows, in an order and with dropout masks that seed and epoch decide, then the
 * judgement of the validation rows.
 *
 * @param epoch from 1.
 * @throws MlError ABORTED | NOT_FINITE (a loss, or weights after a step).
 */
export async function runEpoch(
  job: TrainingJob,
  update: Update,
  epoch: number,
  pace: Pace,
): Promise<EpochRecord> {
  const { backend, network, train: data, batchSize, optimizer, metric, loss } = job;
  const random = createRandom(job.seed);
  const order = job.shuffle ? random.fork(`shuffle/${epoch}`).permutation(data.count) : undefined;
  const masks = dropoutStream(random.fork(`dropout/${epoch}`));
  const batches = Math.ceil(data.count / batchSize);
  const sums = { loss: 0, metric: 0, penalty: 0 };
  let learningRate = 0;
  for (let i = 0; i < batches; i++) {
    const done = Math.min((i + 1) * batchSize, data.count);
    const batch = takeBatch(data, network.columns, order, i * batchSize, done);
    const step = (epoch - 1) * batches + i;
    learningRate = learningRateAt(optimizer.learningRate, step, batches);
    const found = runStep(backend.tf, network, update.values, batch, loss, masks);
    const place = { ...job, epoch, batch: i + 1, learningRate, values: update.values };
    if (!Number.isFinite(found.loss))
      throw divergenceError({ ...place, ...batch, loss: found.loss });
    const penalty = updateWeights(network, update, found.gradients, learningRate, step + 1);
    sums.loss += found.loss;
    sums.metric += metric.sum(found.scored);
    sums.penalty += penalty * batch.rows;
    // What an earlier step broke shows in the loss of the next; after the last there is none.
    if (i === batches - 1 && !update.values.every(Number.isFinite)) {
      throw divergenceError({ ...place, ...batch, loss: found.loss });
    }
    await pace.advance(epoch, i + 1, batch.rows, sums.loss / done, sums.metric / done);
  }
  const judged = job.validation && evaluate(job, update.values, job.validation);
  return Object.freeze({
    epoch,
    loss: sums.loss / data.count,
    penalty: sums.penalty / data.count,
    metric: sums.metric / data.count,
    ...(judged === undefined ? {} : { valLoss: judged.loss, valMetric: judged.metric }),
    learningRate,
  });
}

/** Copies of the rows from place `from` up to `to` of the order. */
function takeBatch(
  data: Examples,
  columns: number,
  order: Int32Array | undefined,
  from: number,
  to: number,
): Batch {
  const rows = to - from;
  const x = new Float32Array(rows * columns);
  const targets = new Float64Array(rows);
  const weights = data.weights === undefined ? undefined : new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = order === undefined ? from + i : order[from + i]!;
    x.set(data.rows.subarray(row * columns, (row + 1) * columns), i * columns);
    targets[i] = data.targets[row]!;
    if (weights !== undefined) weights[i] = data.weights![row]!;
  }
  return { x, rows, targets, weights };
}
