import { assertFinite, assertSameLength, Matrix, MlError } from '../core/index.js';
import type { Features } from '../features/index.js';
import type { Label } from '../metrics/index.js';
import { rowsOf, type Trained } from './model.js';

/** Predicted labels, one a row. @throws MlError SHAPE_MISMATCH */
export async function labelsOf(where: string, fitted: Trained, X: Features): Promise<Label[]> {
  const predicted = await fitted.predict(X);
  assertSameLength(where, 'X', rowsOf(X), 'the predictions', predicted.length);
  return Array.from(predicted as ArrayLike<Label>);
}

/** Predicted numbers, one a row. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
export async function valuesOf(where: string, fitted: Trained, X: Features): Promise<Float64Array> {
  const predicted = (await fitted.predict(X)) as ArrayLike<number>;
  assertSameLength(where, 'X', rowsOf(X), 'the predictions', predicted.length);
  assertFinite(where, 'the predictions', predicted);
  return Float64Array.from(predicted);
}

/**
 * Probabilities, one column for each of `classes`: a class that the model has never seen has 0.
 *
 * @throws MlError UNSUPPORTED when the model gives no probabilities; SHAPE_MISMATCH;
 *   INVALID_ARGUMENT when it knows a class that is none of `classes`.
 */
export async function probabilitiesOf(
  where: string,
  fitted: Trained,
  X: Features,
  classes: readonly Label[],
): Promise<Matrix> {
  const inner = classifierOf(fitted);
  if (inner?.classes === undefined || fitted.predictProbability === undefined) {
    throw new MlError(
      'UNSUPPORTED',
      `${where}: the metric judges probabilities, and this model gives none: it has no ` +
        'predictProbability with classes. Take a classifier, or a metric of values.',
    );
  }
  const own = await fitted.predictProbability(X);
  assertSameLength(where, 'X', rowsOf(X), 'the probabilities', own.rows);
  const places = inner.classes.map((label) => classes.indexOf(label));
  const lost = places.indexOf(-1);
  if (lost >= 0) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: the model knows the class ${JSON.stringify(inner.classes[lost])}, and the data ` +
        `have only ${classes.map((label) => JSON.stringify(label)).join(', ')}. ` +
        'Encode the labels as in the training of that model.',
    );
  }
  const aligned = Matrix.zeros(own.rows, classes.length);
  for (let i = 0; i < own.rows; i++) {
    for (let k = 0; k < places.length; k++) {
      aligned.data[i * classes.length + places[k]!] = own.data[i * own.columns + k]!;
    }
  }
  return aligned;
}

/** The model itself, or the one at the end of a pipeline, where it has classes. */
function classifierOf(fitted: Trained): Trained | undefined {
  const last = (fitted as { readonly model?: Trained }).model;
  const inner = fitted.classes === undefined && last !== undefined ? last : fitted;
  return typeof inner.predictProbability === 'function' ? inner : undefined;
}
