/** A request without a network, for tests and notebooks. */
export interface InjectedRequest {
  readonly method?: 'GET' | 'POST' | 'HEAD' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a text or bytes as they are. */
  readonly body?: object | string | Uint8Array;
}

/** What it was answered. */
export interface InjectedResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as JSON. */
  json(): unknown;
}

/** Where a server listens. */
export interface ListenOptions {
  /** 0 is any free one. Default 8080. */
  readonly port?: number;
  /** Default `'127.0.0.1'`: this machine only. */
  readonly host?: string;
}

/** Which version is in which place. */
export interface ServerStatus {
  readonly ready: boolean;
  readonly live: number;
  readonly canary: number | null;
  readonly shadow: number | null;
}

/** A service that `buildServer` has made. */
export interface ModelServer {
  /** Which versions answer, and whether requests are wanted. */
  readonly status: ServerStatus;
  /** Takes requests. @returns the address, such as `http://127.0.0.1:8080`. */
  listen(options?: ListenOptions): Promise<string>;
  /** Answers one request without a network; the gate against overload is not passed. */
  inject(request: InjectedRequest): Promise<InjectedResponse>;
  /** Asks the registry now whether an alias has moved; resolves when the swap is done, or refused. */
  refresh(): Promise<void>;
  /**
   * Ends the service without losing a request: readiness off, `drainMs` for the balancer to notice,
   * no new connections, what was accepted is answered, logs are written. Whoever still sends a request
   * after `requestMs` and `predictMs` is hung up on.
   */
  close(): Promise<void>;
}
