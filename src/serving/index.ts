export type { LoggedRequest } from '../monitoring/index.js';
export { buildServer } from './buildServer.js';
export type { BatchLimits } from './microBatcher.js';
export type {
  InjectedRequest,
  InjectedResponse,
  ListenOptions,
  ModelServer,
  ServerStatus,
} from './modelServer.js';
export type { FaultDetail } from './requestFault.js';
export type { RequestLogOptions } from './requestLogOptions.js';
export type { ServerOptions, ServingLimits, TrafficShare } from './serverOptions.js';
