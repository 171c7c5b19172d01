import { describeDetail, type FaultDetail } from './requestFault.js';

/** In whose manner a route speaks: it decides what a refusal looks like. */
export type Dialect = 'fastapi' | 'inferenceProtocol' | 'tensorFlowServing' | 'mlflow';

const MLFLOW_CODES: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  404: 'RESOURCE_DOES_NOT_EXIST',
  405: 'BAD_REQUEST',
  429: 'REQUEST_LIMIT_EXCEEDED',
  503: 'TEMPORARILY_UNAVAILABLE',
};

/** Only FastAPI tells what cannot be processed (422) from what is a bad request (400). */
export function statusIn(dialect: Dialect, status: number): number {
  return dialect !== 'fastapi' && status === 422 ? 400 : status;
}

/** The body of a refusal. @param what everything that is wrong, or a sentence */
export function refusalIn(
  dialect: Dialect,
  status: number,
  what: readonly FaultDetail[] | string,
): object {
  if (dialect === 'fastapi') return { detail: what };
  const text = typeof what === 'string' ? what : what.map(describeDetail).join(' ');
  if (dialect !== 'mlflow') return { error: text };
  const fallback = status >= 500 ? 'INTERNAL_ERROR' : 'INVALID_PARAMETER_VALUE';
  return { error_code: MLFLOW_CODES[status] ?? fallback, message: text };
}

/** In whose manner an address is answered that leads nowhere. */
export function dialectOf(url: string): Dialect {
  if (url.startsWith('/v2')) return 'inferenceProtocol';
  if (url.startsWith('/v1')) return 'tensorFlowServing';
  return url.startsWith('/invocations') ? 'mlflow' : 'fastapi';
}
