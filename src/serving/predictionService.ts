import type { Features } from '../features/index.js';
import { type Answer, type Answers, answerAt } from './answers.js';
import type { PlainRecord } from './recordReader.js';
import { RequestBody } from './requestBody.js';
import { bodyFault } from './requestFault.js';
import type { RequestLog } from './requestLog.js';
import type { ServedModel } from './servedModel.js';
import type { ServingMetrics } from './servingMetrics.js';
import type { TrafficModels } from './trafficModels.js';

/**
 * Answers records, whatever dialect they came in: computes, counts, logs, and lets the shadow compute
 * the same afterwards. A request is answered by the one version that was picked for it.
 */
export class PredictionService {
  constructor(
    readonly models: TrafficModels,
    readonly metrics: ServingMetrics,
    readonly log: RequestLog | null,
    readonly predictMs: number,
  ) {}

  /**
   * The answer to a body that is as nearly all are, straight from its bytes. Null where the record has
   * to be read: for a batch, the log or a shadow, or since something in it is unusual, or wrong.
   */
  directOne(id: string, model: ServedModel, body: unknown): Answer | null {
    if (model.gathers || !this.#isDirect(id, model, body, 1)) return null;
    const answers = this.#scanned(model, model.scanner.scanOne(body.bytes));
    return answers === null ? null : answerAt(answers, 0);
  }

  /** The same for a list of records. */
  directMany(id: string, model: ServedModel, body: unknown, mostRows: number): Answers | null {
    if (!this.#isDirect(id, model, body, 2)) return null;
    return this.#scanned(model, model.scanner.scanMany(body.bytes, mostRows));
  }

  /** One record → its answer; at once, where the model computes at once. */
  one(id: string, model: ServedModel, record: PlainRecord): Answer | Promise<Answer> {
    const answer = model.predictOne(record);
    if (answer instanceof Promise) {
      return this.#inTime(answer).then((given) => {
        this.#answered(id, model, [record], () => given);
        return given;
      });
    }
    this.#answered(id, model, [record], () => answer);
    return answer;
  }

  /** n records → n answers. */
  async many(id: string, model: ServedModel, records: readonly PlainRecord[]): Promise<Answers> {
    const answers = await this.#inTime(model.predictMany(records));
    this.#answered(id, model, records, (row) => answerAt(answers, row));
    return answers;
  }

  #isDirect(id: string, model: ServedModel, body: unknown, depth: number): body is RequestBody {
    if (!(body instanceof RequestBody) || body.depthLimit < depth) return false;
    const kept = (this.log?.wants(id) ?? false) || this.models.shadowFor(id) !== null;
    return model.computesAtOnce && !kept;
  }

  #scanned(model: ServedModel, X: Features | null): Answers | null {
    const answers = X === null ? null : model.predictScanned(X);
    if (answers !== null) this.metrics.predictedRows(model, X!, answers);
    return answers;
  }

  #answered(
    id: string,
    model: ServedModel,
    records: readonly PlainRecord[],
    answerOf: (row: number) => Answer,
  ): void {
    const logged = this.log?.wants(id) ?? false;
    const answers = records.map((record, row) => {
      const answer = answerOf(row);
      this.metrics.predicted(model, record, answer);
      if (logged) this.log!.add(id, row, model, record, answer);
      return answer;
    });
    const shadow = this.models.shadowFor(id);
    if (shadow !== null) {
      setImmediate(() => void this.#compare(id, shadow, records, answers, logged));
    }
  }

  /** The client has its answer already: whatever the shadow does is only counted. */
  async #compare(
    id: string,
    shadow: ServedModel,
    records: readonly PlainRecord[],
    answers: readonly Answer[],
    logged: boolean,
  ): Promise<void> {
    if (shadow.retired) return;
    try {
      shadow.reader.readMany(records, [], records.length); // it may have another schema
      const others = await shadow.predictMany(records);
      answers.forEach((answer, row) => {
        const other = answerAt(others, row);
        const same = other.label === answer.label;
        this.metrics.shadow(shadow.version, same ? 'same' : 'other');
        if (logged) this.log!.add(id, row, shadow, records[row]!, other);
      });
    } catch {
      this.metrics.shadow(shadow.version, 'failed');
    }
  }

  #inTime<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const msg = `The model has not answered in ${this.predictMs} ms.`;
        reject(bodyFault('timeout', msg, { statusCode: 504, loc: [] }));
      }, this.predictMs);
      work.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }
}
