import { z } from 'zod'
import { isCurrency } from '../../domain/currency.ts'
import { BASE_CURRENCY } from '../../domain/exchange-rate.ts'
import { Misconfigured, Transient } from '../../domain/upstream-error.ts'
import { UNREADABLE } from '../failure.ts'
import type { HttpAnswer } from '../http-client.ts'
import type { PublishedRates } from '../rates.ts'
import { readXml } from '../read-xml.ts'

const Rate = z.object({
  currency: z.string().refine(isCurrency),
  rate: z
    .string()
    .regex(/^\d{1,10}(\.\d{1,10})?$/)
    .refine((rate) => /[1-9]/.test(rate)),
})
const Table = z.object({
  'gesmes:Envelope': z.object({
    Cube: z.object({
      Cube: z.object({ time: z.iso.date(), Cube: z.unknown().transform((lines) => [lines].flat()) }),
    }),
  }),
})

/**
 * Reads the table: units of each currency for one euro. A line that can't be read costs itself alone.
 * @throws Transient for another status than 200, Misconfigured for what is no such table or lacks CNY
 */
export function readTable({ status, body }: HttpAnswer): PublishedRates {
  if (status !== 200)
    throw new Transient({ upstream: 'ECB', message: `answered ${status}`, code: String(status) })
  const { time, Cube: lines } = tableOf(body)
  const rates = new Map([['EUR', '1']])
  for (const line of lines) {
    const read = Rate.safeParse(line)
    if (read.success) rates.set(read.data.currency, read.data.rate)
  }
  if (!rates.has(BASE_CURRENCY)) throw unreadable(`the table of ${time} has no rate of ${BASE_CURRENCY}`)
  return { day: time, rates }
}

function tableOf(body: string) {
  try {
    return Table.parse(readXml(body, { attributes: true }))['gesmes:Envelope'].Cube.Cube
  } catch {
    throw unreadable('the answer is no table of reference rates')
  }
}

const unreadable = (message: string) => new Misconfigured({ upstream: 'ECB', message, code: UNREADABLE })
