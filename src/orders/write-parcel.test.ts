import { expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { transaction } from '../store/transaction.ts'
import { type ParcelNews, writeParcel } from './write-parcel.ts'

const OF = { orderId: null, purchaseOrderId: null, leg: 'DOMESTIC', destination: 'HUB' } as const
const step = (at: string, text = '到达 杭州', rawCode: string | null = 'ARRIVAL') =>
  ({ at: new Date(at), text, rawCode, state: 'in_transit' }) as const

testDatabases('scans of a parcel', (database) => {
  let last = 0
  const number = () => `SF${++last}`
  const write = (trackingNumber: string, steps: ParcelNews['steps']) =>
    transaction(database().prisma, (tx) =>
      writeParcel(tx, { trackingNumber, carrierName: 'SF', state: null, steps }, OF),
    )
  const scans = async (trackingNumber: string) => {
    const rows = await database().prisma.trackingEvent.findMany({
      where: { shipment: { trackingNumber } },
      orderBy: { occurredAt: 'asc' },
    })
    return rows.map((row) => `${row.occurredAt.toISOString()} ${row.description}`)
  }

  it('that differ in their time alone are two', async () => {
    const parcel = number()
    await write(parcel, [step('2026-03-01T08:00:00Z'), step('2026-03-02T08:00:00Z')])
    await write(parcel, [step('2026-03-02T08:00:01Z')])
    expect(await scans(parcel)).toEqual([
      '2026-03-01T08:00:00.000Z 到达 杭州',
      '2026-03-02T08:00:00.000Z 到达 杭州',
      '2026-03-02T08:00:01.000Z 到达 杭州',
    ])
  })

  it('that differ in their text or code alone are two', async () => {
    const parcel = number()
    await write(parcel, [step('2026-03-01T08:00:00Z'), step('2026-03-01T08:00:00Z', '离开 杭州')])
    await write(parcel, [step('2026-03-01T08:00:00Z', '到达 杭州', 'DEPARTURE')])
    expect(await scans(parcel)).toHaveLength(3)
  })

  it('that are told again are one, and those without a time none', async () => {
    const parcel = number()
    await write(parcel, [step('2026-03-01T08:00:00Z')])
    await write(parcel, [step('2026-03-01T08:00:00Z'), { ...step('2026-03-01T09:00:00Z'), at: null }])
    expect(await scans(parcel)).toHaveLength(1)
  })
})
