import {
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  ServerResponse,
} from 'node:http';

type Given = OutgoingHttpHeaders | OutgoingHttpHeader[];

/**
 * A form of response that carries these headers, whatever is answered; a response's own win.
 *
 * A dozen headers that are set one by one cost a light service more than its model does, so they
 * are handed over as the one list that they always are.
 *
 * @param headers with names in lower case.
 */
export function responsesWith(headers: Readonly<Record<string, string>>): typeof ServerResponse {
  const fixed = Object.entries(headers).flat();
  return class<R extends IncomingMessage = IncomingMessage> extends ServerResponse<R> {
    override writeHead(status: number, first?: string | Given, second?: Given): this {
      const own = (typeof first === 'string' ? second : first) ?? {};
      if (typeof first === 'string') this.statusMessage = first;
      if (this.getHeaderNames().length === 0) {
        const list = fixed.slice();
        if (addOwn(list, own, headers)) return super.writeHead(status, list);
      }
      for (const [name, value] of Object.entries(headers)) {
        if (!this.hasHeader(name)) this.setHeader(name, value);
      }
      return super.writeHead(status, own as OutgoingHttpHeaders);
    }
  };
}

/** Adds a response's own headers to a list; false where one of them is among the fixed, and must win. */
function addOwn(
  list: OutgoingHttpHeader[],
  own: Given,
  fixed: Readonly<Record<string, string>>,
): boolean {
  if (Array.isArray(own)) return false;
  for (const name in own) {
    const value = own[name];
    if (Object.hasOwn(fixed, name.toLowerCase())) return false;
    if (value !== undefined) list.push(name, value as OutgoingHttpHeader);
  }
  return true;
}
