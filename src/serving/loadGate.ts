import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { dialectOf, refusalIn } from './dialects.js';

/** Seconds after which a refused client may ask again. */
export const RETRY_AFTER = '1';
/** Those who look after the service must get an answer above all when it is busy. */
const ALWAYS = /^\/(?:v2\/health\/|metrics$|ping$|health$)/;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What a refused client is told. */
export const BUSY = 'The service is busy. Try again in a second.';

/**
 * A queue with an end: beyond `limit` requests at once, further ones are refused with 503, so that
 * those which were accepted stay fast.
 *
 * "At once" counts requests that have come whole and are not answered yet, and those of them that came
 * in this turn of the event loop: a light model answers before the next request is looked at, and then
 * the queue is made of the sockets which wait for their turn. Whoever still sends a body takes no
 * place, or a few slow senders would keep all others out; their number is that of the connections.
 */
export class LoadGate {
  /** The answers that each connection waits for and that hold a place. */
  readonly #owed = new WeakMap<Socket, Set<ServerResponse>>();
  #inFlight = 0;
  #turn = 0;
  #turnEnds = false;

  constructor(
    readonly limit: number,
    readonly onShed: () => void,
  ) {}

  /** Requests that have come whole and are not answered yet. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /**
   * The same handler, before which requests are refused while it is full: nothing is read of them.
   *
   * @param idOf the id of a request, which a refusal names, too.
   */
  guard(handler: Handler, idOf: (request: IncomingMessage) => string): Handler {
    return (request, response) => {
      if (this.#isFull(request)) {
        this.onShed();
        refuse(request, response, idOf(request));
      } else handler(request, response);
    };
  }

  /** Takes a place until the answer is sent, for a request that has come whole. @returns whether there is one */
  enter(request: IncomingMessage, response: ServerResponse): boolean {
    if (this.#isFull(request)) {
      this.onShed();
      return false;
    }
    if (request.socket.closed) return false; // nobody is there to be answered, or to free the place
    this.#enter();
    const owed = this.#owedOn(request.socket);
    owed.add(response);
    response.on('close', () => {
      if (owed.delete(response)) this.#inFlight--;
    });
    return true;
  }

  #isFull({ url = '' }: IncomingMessage): boolean {
    return Math.max(this.#inFlight, this.#turn) >= this.limit && !ALWAYS.test(url);
  }

  #enter(): void {
    this.#inFlight++;
    this.#turn++;
    if (this.#turnEnds) return;
    this.#turnEnds = true;
    setImmediate(this.#endTurn);
  }

  /** Of an answer that waits behind another one, Node tells nothing when its connection ends. */
  #owedOn(socket: Socket): Set<ServerResponse> {
    const known = this.#owed.get(socket);
    if (known !== undefined) return known;
    const owed = new Set<ServerResponse>();
    this.#owed.set(socket, owed);
    socket.once('close', () => {
      this.#inFlight -= owed.size;
      owed.clear();
    });
    return owed;
  }

  readonly #endTurn = (): void => {
    this.#turn = 0;
    this.#turnEnds = false;
  };
}

function refuse(request: IncomingMessage, response: ServerResponse, id: string): void {
  const body = JSON.stringify(refusalIn(dialectOf(request.url ?? ''), 503, BUSY));
  response.writeHead(503, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'retry-after': RETRY_AFTER,
    'x-request-id': id,
  });
  response.end(body);
  request.resume(); // its body is read and forgotten, so that the connection can serve again
}
