import type { PlainRecord } from './recordReader.js';
import { bodyFault } from './requestFault.js';
import type { RequestLog } from './requestLog.js';
import type { Answer, ServedModel } from './servedModel.js';
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

  /** One record → its answer; at once, where the model computes at once. */
  one(id: string, model: ServedModel, record: PlainRecord): Answer | Promise<Answer> {
    const answer = model.predictOne(record);
    if (answer instanceof Promise) {
      return this.#inTime(answer).then((given) => {
        this.#answered(id, model, [record], [given]);
        return given;
      });
    }
    this.#answered(id, model, [record], [answer]);
    return answer;
  }

  /** n records → n answers. */
  async many(
    id: string,
    model: ServedModel,
    records: readonly PlainRecord[],
  ): Promise<readonly Answer[]> {
    const answers = await this.#inTime(model.predictMany(records));
    this.#answered(id, model, records, answers);
    return answers;
  }

  #answered(
    id: string,
    model: ServedModel,
    records: readonly PlainRecord[],
    answers: readonly Answer[],
  ): void {
    const logged = this.log?.wants(id) ?? false;
    const role = model === this.models.at('canary') ? 'canary' : 'live';
    for (let row = 0; row < records.length; row++) {
      this.metrics.predicted(model, records[row]!, answers[row]!);
      if (logged) this.log!.add(id, row, model, role, records[row]!, answers[row]!);
    }
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
      others.forEach((other, row) => {
        const same = other.label === answers[row]!.label;
        this.metrics.shadow(shadow.version, same ? 'same' : 'other');
        if (logged) this.log!.add(id, row, shadow, 'shadow', records[row]!, other);
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
