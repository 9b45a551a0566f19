import type { TcpProxy } from '../support/tcp-proxy.ts'
import { forgetEvents, lastNumber } from './outbox.ts'
import type { Random } from './random.ts'
import type { Subscriber } from './subscriber.ts'
import type { World } from './world.ts'

/** One disturbance: `apply` begins it, `heal` ends it after `forMs`. */
export interface Fault {
  readonly kind: FaultKind
  readonly target: string
  readonly forMs: number
  apply(): unknown
  heal?(): unknown
}

export interface FaultContext {
  readonly world: World
  readonly subscribers: readonly Subscriber[]
  readonly random: Random
}

type Make = (
  context: FaultContext,
) => Omit<Fault, 'kind' | 'forMs'> & { readonly forMs: readonly [number, number] }

/** Faults of processes and servers: one at a time. */
const PROCESS_FAULTS = {
  'kill gateway': ({ world, random }) => {
    const one = random.pick(world.gateways)
    return { target: one.options.name, forMs: [100, 3_000], apply: () => one.kill9() }
  },
  'kill worker': ({ world, random }) => {
    const one = random.pick(world.workers)
    return { target: one.options.name, forMs: [100, 3_000], apply: () => one.kill9() }
  },
  'kill Redis, data kept': ({ world: { redis } }) => ({
    target: 'Redis',
    forMs: [200, 5_000],
    apply: () => redis.kill9(),
    heal: () => redis.restart(),
  }),
  'kill Redis, data lost': ({ world: { redis } }) => ({
    target: 'Redis',
    forMs: [200, 5_000],
    apply: () => redis.kill9(),
    heal: () => redis.restart({ empty: true }),
  }),
  'kill PostgreSQL': ({ world: { postgres } }) => ({
    target: 'PostgreSQL',
    forMs: [200, 4_000],
    apply: () => postgres.kill9(),
    heal: () => postgres.restart(),
  }),
  'freeze gateway': ({ world, random }) => {
    const one = random.pick(world.gateways)
    return {
      target: one.options.name,
      forMs: [500, 8_000],
      apply: () => one.freeze(),
      heal: () => one.thaw(),
    }
  },
  'freeze worker': ({ world, random }) => {
    const one = random.pick(world.workers)
    return {
      target: one.options.name,
      forMs: [500, 20_000],
      apply: () => one.freeze(),
      heal: () => one.thaw(),
    }
  },
  'freeze Redis': ({ world: { redis } }) => ({
    target: 'Redis',
    forMs: [500, 9_000],
    apply: () => redis.pause(),
    heal: () => redis.resume(),
  }),
  // All clients are away for longer than events are kept anywhere.
  'forget events': ({ world }) => {
    let known = 0n
    return {
      target: 'all gateways, Redis, outbox',
      forMs: [500, 3_000],
      async apply() {
        for (const one of world.gateways) {
          one.front.set({ refusing: true })
          one.front.cut()
          one.kill9()
        }
        await world.redis.kill9()
        known = await lastNumber(world.database)
      },
      async heal() {
        world.forgotten.push(...(await forgetEvents(world.database, known)))
        await world.redis.restart({ empty: true })
        for (const one of world.gateways) one.front.heal()
      },
    }
  },
} satisfies Record<string, Make>

/** Faults of links and clients, in addition to those of processes. */
const LINK_FAULTS = {
  'cut link': (context) => {
    const { target, proxy } = anyLink(context)
    return {
      target,
      forMs: [0, 3_000],
      apply: () => {
        proxy.set({ refusing: true })
        proxy.cut()
      },
      heal: () => proxy.heal(),
    }
  },
  'delay link': (context) => {
    const { target, proxy } = anyLink(context)
    const delayMs = context.random.between(5, 400)
    return {
      target: `${target} by ${delayMs} ms`,
      forMs: [1_000, 8_000],
      apply: () => proxy.set({ delayMs }),
      heal: () => proxy.heal(),
    }
  },
  'freeze link': (context) => {
    const { target, proxy } = anyLink(context)
    return {
      target,
      forMs: [500, 9_000],
      apply: () => proxy.set({ frozen: true }),
      heal: () => proxy.heal(),
    }
  },
  'abandon connections': (context) => {
    const { target, proxy } = anyLink(context)
    return { target, forMs: [0, 2_000], apply: () => proxy.abandon() }
  },
  'throttle clients': ({ world, random }) => {
    const one = random.pick(world.gateways)
    const bytesPerSecond = random.between(2_000, 60_000)
    return {
      target: `${one.options.name} to ${bytesPerSecond} B/s`,
      forMs: [2_000, 12_000],
      apply: () => one.front.set({ bytesPerSecond }),
      heal: () => one.front.heal(),
    }
  },
  'slow readers': ({ subscribers, random }) => {
    const some = random.shuffled(subscribers).slice(0, Math.ceil(subscribers.length / 3))
    return {
      target: `${some.length} clients`,
      forMs: [2_000, 30_000],
      apply: () => some.forEach((one) => void one.pause()),
      heal: () => some.forEach((one) => void one.resume()),
    }
  },
} satisfies Record<string, Make>

export type FaultKind = keyof typeof PROCESS_FAULTS | keyof typeof LINK_FAULTS

export const PROCESS_KINDS = Object.keys(PROCESS_FAULTS) as FaultKind[]
export const LINK_KINDS = Object.keys(LINK_FAULTS) as FaultKind[]

export function makeFault(kind: FaultKind, context: FaultContext): Fault {
  const makers: Record<string, Make> = { ...PROCESS_FAULTS, ...LINK_FAULTS }
  const make = makers[kind]
  if (!make) throw new Error(`there is no fault "${kind}"`)
  const { forMs, ...fault } = make(context)
  return { kind, ...fault, forMs: context.random.between(...(forMs as [number, number])) }
}

function anyLink({ world, random }: FaultContext): { target: string; proxy: TcpProxy } {
  const links = [...world.gateways, ...world.workers].flatMap(({ options: { name, links } }) => [
    { target: `${name} to PostgreSQL`, proxy: links.postgres },
    { target: `${name} to Redis`, proxy: links.redis },
  ])
  const fronts = world.gateways.map(({ options, front }) => ({
    target: `clients to ${options.name}`,
    proxy: front,
  }))
  return random.pick([...links, ...fronts])
}
