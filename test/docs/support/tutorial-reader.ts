import { expect } from 'vitest'
import type { Question } from '../../path/support/ask.ts'
import type { Gateway } from '../../path/support/gateway.ts'
import type { Answers } from './answers.ts'
import { answered, type Data } from './play.ts'

/** What the tutorial tells its reader to do between two blocks, by hand. */
export function tutorialReader(gateway: Gateway, question: Question) {
  const deeds: Readonly<Record<string, (answer: Data) => Promise<void>>> = {
    /** Plays it again, which gives the same answer, then with another key. */
    async TakeOne(answer) {
      expect(await answered(gateway, question)).toEqual(answer)
      const input = { ...(question.variables?.input as object), idempotencyKey: 'tutorial-2' }
      expect(await answered(gateway, { ...question, variables: { input } })).not.toEqual(answer)
    },
    /** Opens `paymentUrl` and presses "Pay now". */
    async Order(answer) {
      const { order } = answer.placeOrder as { order: { paymentUrl: string } }
      const page = await (await fetch(order.paymentUrl)).text()
      expect(page).toContain('Pay now')
      const url = new URL(order.paymentUrl)
      const told = await fetch(new URL(url.pathname, url), {
        method: 'POST',
        body: new URLSearchParams([...url.searchParams, ['decision', 'pay']]),
      })
      expect(await told.text()).toContain('The shop has been told.')
    },
  }
  return {
    after: async (name: string, _answers: Answers, data: ReadonlyMap<string, Data>) =>
      deeds[name]?.(data.get(name) ?? {}),
  }
}
