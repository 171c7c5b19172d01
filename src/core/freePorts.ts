import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/**
 * Ports of the loopback that are free now, all different: for programs that must be told theirs.
 * Somebody else may take one before they do.
 */
export async function freePorts(count: number): Promise<number[]> {
  const held = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(held.map((server) => once(server, 'listening')));
  const ports = held.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(held.map((server) => once(server.close(), 'close')));
  return ports;
}
