import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stockEvent } from '../../test/support/events.ts'
import { watching } from '../../test/support/feeds.ts'
import type { FeedEvent } from '../domain/feed-event.ts'
import { Hub } from './hub.ts'
import type { LiveOwner, LiveTarget, Offered } from './live-target.ts'
import type { Subscription } from './member.ts'
import type { Watch } from './watch.ts'

/** A subscriber that goes live, refuses when told, and fetches from its queue when told. */
class Reader implements LiveTarget, LiveOwner {
  readonly filters: boolean
  readonly got: string[] = []
  refusing = false
  live = false
  readonly #subscription: Subscription

  constructor(hub: Hub, watch: Watch, filters: boolean) {
    this.filters = filters
    this.#subscription = hub.subscribe(watch)
    this.catchUp()
  }

  offer({ seq }: FeedEvent, _position: unknown, more: boolean): Offered {
    if (this.refusing) return 'refused'
    this.got.push(`${seq}${more ? ' and more' : ''}`)
    return 'taken'
  }

  fellBehind(): void {
    this.live = false
  }

  catchUp(): void {
    const { queue } = this.#subscription
    for (let item = queue.poll(); item; item = queue.poll()) this.got.push(JSON.stringify(item))
    this.live = true
    this.#subscription.goLive(this, this)
  }

  leave(): void {
    this.#subscription.close()
  }
}

const SKUS = ['one', 'two', 'three'] as const
const skus = fc.subarray([...SKUS], { minLength: 1 })

const watches = fc.oneof(
  skus.map((skuIds) => watching({ skuIds })),
  fc.subarray(['p-one', 'p-two', 'p-three'], { minLength: 1 }).map((productIds) => watching({ productIds })),
  fc.constant(watching()),
)

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ publish: fc.constantFrom(...SKUS), more: fc.boolean() }) },
    fc.record({ refuse: fc.boolean() }),
    fc.constant('catch up' as const),
    fc.constant('new epoch' as const),
  ),
  { minLength: 10, maxLength: 60 },
)

it('a target that is offered events without a look at its member gets what any other gets', () => {
  let taken = 0
  let queued = 0
  fc.assert(
    fc.property(watches, watches, steps, (watch, others, run) => {
      const hub = new Hub({ limits: { events: 5, levels: 2 } })
      hub.moveTo({ epoch: '0', seq: 0 })
      const [direct, looked] = [new Reader(hub, watch, false), new Reader(hub, watch, true)]
      // One that always takes, before and after which the others fall behind.
      const steady = new Reader(hub, others, false)
      let epoch = 0
      let seq = 0
      for (const step of run) {
        if (step === 'catch up') for (const one of [direct, looked]) one.catchUp()
        else if (step === 'new epoch') {
          seq = Math.max(0, seq - 1)
          hub.moveTo({ epoch: String(++epoch), seq }, 'EPOCH_CHANGED')
          steady.catchUp()
        } else if ('refuse' in step) direct.refusing = looked.refusing = step.refuse
        else {
          const sku = step.publish
          hub.publish(stockEvent(++seq, { sku, productId: `p-${sku}` }), String(epoch), step.more)
        }
        expect(direct.got).toEqual(looked.got)
        expect(direct.live).toBe(looked.live)
      }
      taken += direct.got.filter((text) => !text.startsWith('{')).length
      queued += direct.got.filter((text) => text.startsWith('{')).length
      for (const one of [direct, looked, steady]) one.leave()
      expect(hub.indexSize).toEqual({ members: 0, keys: 0 })
      hub.stop()
    }),
    { numRuns: 300 },
  )
  expect(taken).toBeGreaterThan(1_000)
  expect(queued).toBeGreaterThan(100)
})
