import { readJsonBody } from './jsonBody.js';

/** The body of a request: its bytes, and what they say as JSON where somebody asks for it. */
export class RequestBody {
  /** @param depthLimit levels of nested JSON that are read at most. */
  constructor(
    readonly bytes: Buffer,
    readonly depthLimit: number,
  ) {}

  /** As JSON. @throws RequestFault 422 */
  read(): unknown {
    return readJsonBody(this.bytes, this.depthLimit);
  }
}
