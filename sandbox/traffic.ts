import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SandboxState } from './state/state.ts'
import { askGateway, type HotLevel, loadHotLevels } from './traffic-gateway.ts'

export interface TrafficOptions {
  /** The gateway's GraphQL address, e.g. http://127.0.0.1:4000/graphql. */
  gatewayUrl: string
  /** A bearer token that may adjust stock, or how to get a fresh one. */
  token: string | (() => string | Promise<string>)
  /** Between two movements, in milliseconds. Default 700. */
  intervalMs?: number
  /** With the sandbox's state at hand, consumers order in the shops too, now and then. */
  state?: SandboxState
  /** Aborting stops the traffic at once, like stop(). */
  signal?: AbortSignal
  /** 0 ≤ x < 1; tests give their own. */
  random?: () => number
  log?: (line: string) => void
}

export interface Traffic {
  /** Resolves when no call is in flight any more. */
  stop(): Promise<void>
}

/** At or below this a receipt comes; above the default alert threshold of 10 it never does. */
const REFILL_AT = 4
const LONGEST_WAIT_MS = 15_000
/** Number of movements for each consumer's order. */
const MOVEMENTS_PER_ORDER = 30

interface Movement {
  level: HotLevel
  delta: number
  input: Record<string, unknown>
}

/**
 * Plays the shop tills and the receiving dock over the wire: sales of 1 to 3 from a few hot SKUs, and a receipt
 * of 20 to 60 when one is nearly gone. One call at a time. A gateway that is not there yet, or fails, is asked
 * again later, a movement whose answer was lost under the same idempotency key. Never throws.
 */
export function startTraffic(options: TrafficOptions): Traffic {
  const { intervalMs = 700, random = Math.random, log = () => {} } = options
  const stopping = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stopping.signal]) : stopping.signal

  let levels: HotLevel[] = []
  let unanswered: Movement | undefined
  let count = 0

  async function step(): Promise<void> {
    const gateway = { url: options.gatewayUrl, token: await tokenOf(options), signal }
    if (levels.length === 0) levels = await loadHotLevels(gateway)
    if (levels.length === 0) return
    unanswered ??= nextMovement()
    const { level, delta, input } = unanswered
    const answer = await askGateway(gateway, input)
    unanswered = undefined
    if (count % MOVEMENTS_PER_ORDER === 0 && options.state) orderSomething(options.state, random)
    if (answer.available !== undefined) level.available = answer.available
    // A refusal means that our picture is stale, e.g. somebody reserved the rest: look again.
    else {
      log(`traffic: ${level.code} ${delta} refused: ${answer.refusal}`)
      levels = []
    }
  }

  function nextMovement(): Movement {
    const empty = levels.find((level) => level.available <= REFILL_AT)
    const pick = Math.min(levels.length - 1, Math.floor(random() * levels.length))
    const level = empty ?? levels[pick] ?? (levels[0] as HotLevel)
    const delta = empty
      ? 20 + Math.floor(random() * 41)
      : -Math.min(level.available, 1 + Math.floor(random() * 3))
    count += 1
    const input = {
      skuId: level.skuId,
      warehouseId: level.warehouseId,
      delta,
      reason: empty ? 'RECEIPT' : 'SALE',
      reference: `${empty ? 'DOCK' : 'TILL'}-${String(count).padStart(6, '0')}`,
      idempotencyKey: randomUUID(),
    }
    return { level, delta, input }
  }

  async function run(): Promise<void> {
    let wait = intervalMs
    while (!signal.aborted) {
      try {
        await step()
        wait = intervalMs
      } catch (error) {
        if (signal.aborted) return
        wait = Math.min(LONGEST_WAIT_MS, wait * 2)
        log(`traffic: ${String(error)}`)
      }
      // An aborted sleep is the way out, not a failure.
      await sleep(wait, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  const running = run()
  return {
    stop() {
      stopping.abort()
      return running
    },
  }
}

/** One consumer buys one thing that a retail shop has. */
function orderSomething(state: SandboxState, random: () => number): void {
  const platform = random() < 0.5 ? 'TAOBAO' : 'JD'
  const items = state.shelf.items(platform)
  const item = items[Math.floor(random() * items.length)]
  const sku = item?.skus.find((each) => each.quantity > 0)
  if (item && sku)
    state.orders.place({
      platform,
      shop: item.shop,
      lines: [{ externalSkuId: sku.externalSkuId, quantity: 1 }],
    })
}

async function tokenOf(options: TrafficOptions): Promise<string> {
  return typeof options.token === 'string' ? options.token : options.token()
}
