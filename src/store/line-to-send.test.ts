import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { describePostgres } from '../../test/support/databases.ts'
import { isToSend, ORDER_LINE_STATUSES } from '../domain/order-line.ts'
import { TO_SEND } from './line-to-send.ts'

describePostgres('what is to be sent of an order', (database) => {
  it('is the same in SQL and in code, for every state', async () => {
    const { prisma } = database()
    const lines = ORDER_LINE_STATUSES.flatMap((status) =>
      [false, true].map((refundPending) => ({ status, refundPending })),
    )
    const orderId = v7()
    await prisma.order.create({
      data: {
        id: orderId,
        number: v7(),
        source: 'TAOBAO',
        status: 'PAID',
        totalMinor: 1n,
        placedAt: new Date(),
        lines: {
          create: lines.map((line, index) => ({
            ...line,
            position: index + 1,
            title: '茶',
            quantity: 1,
            unitPriceMinor: 1n,
          })),
        },
      },
    })
    const rows = await prisma.$queryRaw<{ position: number }[]>`
      SELECT line.position FROM order_line line WHERE line.order_id = ${orderId} AND ${TO_SEND} ORDER BY line.position`
    const inSql = rows.map(({ position }) => lines[position - 1])
    expect(inSql).toEqual(lines.filter(isToSend))
    expect(inSql).toHaveLength(8)
  })
})
