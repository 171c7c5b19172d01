import type { Answers } from './answers.js';
import type { PlainRecord } from './recordReader.js';
import type { ServedModel } from './servedModel.js';
import { DATATYPES, datatypesOfAll } from './tensorTypes.js';

/** A tensor of the Open Inference Protocol. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: string;
  readonly data: readonly unknown[];
}

/** A tensor without its data, as metadata tell of it. */
export type TensorMetadata = Omit<Tensor, 'data'>;

/** The tensors that a model takes: one a column, n values long. */
export function inputTensors({ bundle }: ServedModel): TensorMetadata[] {
  return bundle.input.columns.map(({ name, kind }) => ({
    name,
    datatype: DATATYPES[kind][0]!,
    shape: [-1],
  }));
}

/** What metadata tell beside the tensors: that one of all columns is taken, where their kinds allow it. */
export function inputProperties({ bundle }: ServedModel): Readonly<Record<string, string>> {
  const { columns } = bundle.input;
  const [datatype] = datatypesOfAll(columns);
  if (datatype === undefined) return {};
  const names = JSON.stringify(columns.map(({ name }) => name));
  const all_columns =
    `In place of a tensor a column one tensor of any other name is taken: ${datatype}, of shape ` +
    `[-1, ${columns.length}], with the columns ${names}.`;
  return { all_columns };
}

/** The tensors that it answers. */
export function outputTensors({ output, bundle }: ServedModel): TensorMetadata[] {
  if (output.kind === 'regression') return [{ name: output.name, datatype: 'FP64', shape: [-1] }];
  const { classes } = output;
  const label = { name: output.name, datatype: labelType(classes), shape: [-1] };
  const { model } = bundle.pipeline;
  if (!('predictProbability' in model)) return [label];
  return [label, { name: 'probabilities', datatype: 'FP64', shape: [-1, classes.length] }];
}

/** Answers as tensors. */
export function tensorsOf(model: ServedModel, { labels, probabilities }: Answers): Tensor[] {
  return outputTensors(model).map(({ name, datatype, shape }, k) => ({
    name,
    datatype,
    shape: [labels.length, ...shape.slice(1)],
    data: k === 0 ? Array.from(labels) : Array.from(probabilities?.data ?? []),
  }));
}

/** One record as tensors, without those of missing values: the example of the API's description. */
export function tensorsOfRecord(model: ServedModel, record: PlainRecord): Tensor[] {
  return inputTensors(model)
    .filter(({ name }) => record[name] !== null && record[name] !== undefined)
    .map((tensor) => ({ ...tensor, shape: [1], data: [record[tensor.name]] }));
}

function labelType(classes: readonly unknown[]): string {
  if (classes.every((label) => typeof label === 'string')) return 'BYTES';
  return classes.every(Number.isInteger) ? 'INT64' : 'FP64';
}
