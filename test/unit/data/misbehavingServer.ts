import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers a request, or does not. */
export type Handler = (
  request: {
    readonly url: URL;
    readonly headers: IncomingMessage['headers'];
    readonly count: number;
  },
  response: ServerResponse,
) => void;

/** A server on this machine that answers as it is told. */
export interface Misbehaving {
  readonly url: string;
  /** The path and query of every request so far. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Starts one; `count` tells a handler how many requests came before. */
export async function misbehavingServer(handler: Handler): Promise<Misbehaving> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    asked.push(url.pathname + url.search);
    handler({ url, headers: request.headers, count: asked.length - 1 }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Ends an answer with JSON. */
export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
