import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** On a free loopback port, with room for many clients that connect at once. */
export async function listenOnLoopback(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0, backlog: 4_096 }, resolve))
  return (server.address() as AddressInfo).port
}
