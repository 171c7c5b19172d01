import { MlError } from '../core/index.js';

/** One thing that is wrong with a request, in the form that FastAPI gives it. */
export interface FaultDetail {
  /** Where: `['body', 'wind']`, or `['body', 3, 'wind']` in a list of records. */
  readonly loc: readonly (string | number)[];
  /** What is wrong and what is needed, in words. */
  readonly msg: string;
  /** For programs: `'missing'`, `'float_type'`, `'less_than_equal'` … */
  readonly type: string;
  /** What came, cut to what can be shown; null where nothing did. */
  readonly input: unknown;
}

/** A request that is refused: the status, and everything that is wrong with it at once. */
export class RequestFault extends Error {
  constructor(
    readonly statusCode: number,
    readonly details: readonly FaultDetail[],
  ) {
    super(details.map(describeDetail).join(' '));
  }

  static {
    Object.defineProperty(RequestFault.prototype, 'name', { value: 'RequestFault' });
  }
}

/** A fault of the request as a whole. */
export function bodyFault(
  type: string,
  msg: string,
  {
    loc = ['body'],
    input = null,
    statusCode = 422,
  }: Partial<FaultDetail> & { statusCode?: number } = {},
): RequestFault {
  return new RequestFault(statusCode, [{ loc, msg, type, input }]);
}

/** The place and what is wrong there, for the dialects that have one text only. */
export function describeDetail({ loc, msg }: FaultDetail): string {
  const place = loc.slice(1).join('.');
  return place === '' ? msg : `${place}: ${msg}`;
}

/** Errors of the library that the request caused, with their status; all others are ours. */
const STATUS_OF: Readonly<Partial<Record<MlError['code'], number>>> = {
  MISSING_VALUE: 422,
  NOT_FINITE: 422,
  OUT_OF_RANGE: 422,
  SCHEMA_VIOLATION: 422,
  UNKNOWN_CATEGORY: 422,
  WRONG_COLUMNS: 422,
  WRONG_KIND: 422,
};

/** An error as a fault of the request; undefined where the fault is the service's, or the model's. */
export function faultOf(cause: unknown): RequestFault | undefined {
  if (cause instanceof RequestFault) return cause;
  if (!(cause instanceof MlError)) return undefined;
  const statusCode = STATUS_OF[cause.code];
  if (statusCode === undefined) return undefined;
  return bodyFault(cause.code.toLowerCase(), cause.message, { statusCode });
}
