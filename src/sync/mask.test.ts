import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskPersonal } from './mask.ts'

describe('a masked record', () => {
  it('keeps its structure and what is not personal', () => {
    expect(
      maskPersonal({
        tid: '4100000000000000017',
        status: 'WAIT_SELLER_SEND_GOODS',
        seller_nick: 'shop',
        receiver_name: '张三',
        receiver_mobile: '13800138000',
        buyer_message: 'ring twice',
        orders: { order: [{ title: '茶', num: 2, outer_sku_id: 'TEA-1' }] },
        consigneeInfo: { fullname: 'Li', city: '广州', deep: [{ x: 'y' }] },
      }),
    ).toEqual({
      tid: '4100000000000000017',
      status: 'WAIT_SELLER_SEND_GOODS',
      seller_nick: 'shop',
      receiver_name: '***',
      receiver_mobile: '***',
      buyer_message: '***',
      orders: { order: [{ title: '茶', num: 2, outer_sku_id: 'TEA-1' }] },
      consigneeInfo: { fullname: '***', city: '***', deep: [{ x: '***' }] },
    })
  })

  it('loses telephone numbers wherever they stand, and no long ids', () => {
    expect(maskPersonal({ note: 'call 13912345678 now', tid: '413912345678017' })).toEqual({
      note: 'call *** now',
      tid: '413912345678017',
    })
  })

  it('is cut when it is too large', () => {
    expect(maskPersonal({ text: 'x'.repeat(20_000) })).toMatchObject({
      cut: expect.stringContaining('characters'),
    })
  })

  it('never shows what stands under a personal name', () => {
    fc.assert(
      fc.property(fc.object({ values: [fc.constant('SECRET-WORD')] }), (inner) => {
        expect(JSON.stringify(maskPersonal({ receiver_address: inner }))).not.toContain(':"SECRET-WORD"')
      }),
    )
  })
})
