import { setTimeout as delay } from 'node:timers/promises'
import { type Child, startChild } from './child.ts'
import type { Crowd } from './clients.ts'
import { type ContenderName, speaksGraphQL } from './contender.ts'
import { nodeFlagsOf } from './node-flags.ts'

/** A server on the first core and its clients on the second. */
export interface Pair {
  readonly server: Child
  readonly clients: Child
  /** Common part of the crowds of this pair. */
  readonly base: Pick<Crowd, 'port' | 'control' | 'graphql'>
  close(): void
}

export async function openPair(name: ContenderName): Promise<Pair> {
  const server = startChild(0, 'server.ts', [name], nodeFlagsOf(name))
  const clients = startChild(1, 'clients.ts', [])
  const close = () => {
    server.stop()
    clients.stop()
  }
  try {
    const ports = await server.call<{ port: number; control: number }>('ports')
    return { server, clients, base: { ...ports, graphql: speaksGraphQL(name) }, close }
  } catch (error) {
    close()
    throw error
  }
}

/** Connects, and publishes until every client has had something: then all subscriptions are there. */
export async function gather({ server, clients }: Pair, crowd: Crowd): Promise<void> {
  await clients.call('connect', crowd, 120_000)
  const deadline = performance.now() + 60_000
  const skus = crowd.own ? Array.from({ length: crowd.own.of }, (_, sku) => sku) : [0]
  for (;;) {
    await server.call('publishEach', { skus })
    await delay(200)
    const reached = await clients.call<number>('reached')
    if (reached >= crowd.count) break
    if (performance.now() > deadline) throw new Error(`${reached} of ${crowd.count} clients subscribed`)
  }
  await delay(300)
}
