import type { IncomingMessage, ServerResponse } from 'node:http';

/** Seconds after which a refused client may ask again. */
const RETRY_AFTER = '1';
const BODY = '{"detail":"The service is busy. Try again in a second."}';
/** Those who look after the service must get an answer above all when it is busy. */
const ALWAYS = /^\/(?:v2\/health\/|metrics$|ping$|health$)/;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A queue with an end: beyond `limit` requests at once, further ones are refused with 503 before
 * anything is read of them, so that those which were accepted stay fast.
 *
 * "At once" counts requests that are not answered yet, and those that were begun in this turn of the
 * event loop: a light model answers before the next request is looked at, and then the queue is
 * made of the sockets which wait for their turn.
 */
export class LoadGate {
  #inFlight = 0;
  #turn = 0;
  #turnEnds = false;

  constructor(
    readonly limit: number,
    readonly onShed: () => void,
  ) {}

  /** Requests that are not answered yet. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** The same handler, behind the gate. */
  guard(handler: Handler): Handler {
    return (request, response) => {
      if (Math.max(this.#inFlight, this.#turn) >= this.limit && !ALWAYS.test(request.url ?? '')) {
        this.onShed();
        refuse(request, response);
        return;
      }
      this.#enter();
      response.on('close', this.#leave);
      handler(request, response);
    };
  }

  #enter(): void {
    this.#inFlight++;
    this.#turn++;
    if (this.#turnEnds) return;
    this.#turnEnds = true;
    setImmediate(this.#endTurn);
  }

  readonly #leave = (): void => {
    this.#inFlight--;
  };

  readonly #endTurn = (): void => {
    this.#turn = 0;
    this.#turnEnds = false;
  };
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': BODY.length,
    'retry-after': RETRY_AFTER,
  });
  response.end(BODY);
  request.resume(); // its body is read and forgotten, so that the connection can serve again
}
