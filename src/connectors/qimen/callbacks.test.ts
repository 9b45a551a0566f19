import { describe, expect, it } from 'vitest'
import { qimenCallbacks } from './callbacks.ts'
import { signQimen } from './sign.ts'

const SECRET = 'test'
const NOW = Date.parse('2026-03-01T00:00:00Z')
const REPORT =
  '<request><items><item><warehouseCode>W1</warehouseCode><itemCode>A</itemCode><orderCode>O1</orderCode>' +
  '<outBizCode>B1</outBizCode><quantity>-2</quantity></item></items></request>'
const PARAMS = {
  method: 'taobao.qimen.stockchange.report',
  customerId: 'c-1',
  timestamp: '2026-03-01 08:00:00',
}

function receive(other: {
  query?: Record<string, string>
  body?: string | Buffer
  type?: string
  sign?: string | null
}) {
  const query = { ...PARAMS, ...other.query }
  const body = other.body ?? REPORT
  const sign = other.sign === undefined ? signQimen(query, body, SECRET) : other.sign
  return qimenCallbacks({ appSecret: SECRET, now: () => NOW })({
    query: new URLSearchParams(sign === null ? query : { ...query, sign }),
    headers: { 'content-type': other.type ?? 'text/xml;charset=utf-8' },
    body: Buffer.from(body),
  })
}

describe('a report of the warehouse system', () => {
  it('is taken when its signature fits, and answered as it was kept', () => {
    const taken = receive({})
    expect(taken).toMatchObject({
      ok: true,
      events: [
        { kind: 'stock-changed', id: 'stockchange.report:B1', customerId: 'c-1', changes: [{ delta: -2 }] },
      ],
      accept: { status: 200, contentType: 'text/xml; charset=utf-8' },
    })
    const { accept, refuse } = taken as { accept: { body: string }; refuse: { body: string } }
    expect(accept.body).toContain(
      '<response><flag>success</flag><code>0</code><message>ok</message></response>',
    )
    expect(refuse.body).toContain(
      '<response><flag>failure</flag><code>BUSY</code><message>not stored, send again</message></response>',
    )
  })

  it.each([
    ['none', null],
    ['that of another secret', signQimen(PARAMS, REPORT, 'tesT')],
    ['that of another body', signQimen(PARAMS, `${REPORT} `, SECRET)],
    ['that of another customer', signQimen({ ...PARAMS, customerId: 'c-2' }, REPORT, SECRET)],
  ])('is refused with the signature: %s', (_what, sign) => {
    const verdict = receive({ sign })
    expect(verdict).toMatchObject({
      ok: false,
      reason: 'signature',
      detail: 'the signature does not fit',
      reply: { status: 200, contentType: 'text/xml; charset=utf-8' },
    })
    expect(verdict.ok ? '' : verdict.reply.body).toContain(
      '<flag>failure</flag><code>signature</code><message>the signature does not fit</message>',
    )
  })

  it.each(['2026-03-01 07:50:00', '2026-03-01 08:10:00'])('is taken ten minutes off: %s', (timestamp) => {
    expect(receive({ query: { timestamp } }).ok).toBe(true)
  })

  it.each(['2026-03-01 07:49:59', '2026-03-01 08:10:01', '', 'now'])(
    'is refused as stale: %j',
    (timestamp) => {
      expect(receive({ query: { timestamp } })).toMatchObject({
        ok: false,
        reason: 'stale',
        detail: 'the timestamp is more than ten minutes off',
      })
    },
  )

  it('of a method that we do not receive is refused, and the name cut', () => {
    for (const method of ['toString', `x${'y'.repeat(80)}`, 'my.taobao.qimen.stockchange.report'])
      expect(receive({ query: { method } })).toMatchObject({
        ok: false,
        reason: 'malformed',
        detail: `method ${method.slice(0, 60)} is not one we receive`,
      })
    expect(receive({ query: { method: 'stockchange.report' } }).ok).toBe(true)
  })

  it('that can not be read is refused, with what is wrong', () => {
    expect(receive({ body: '<request><items>' })).toMatchObject({
      ok: false,
      reason: 'malformed',
      detail: 'the body is not a readable XML document',
    })
    const lacking = receive({ body: REPORT.replace('<itemCode>A</itemCode>', '') })
    expect(lacking).toMatchObject({ ok: false, reason: 'malformed' })
    expect(lacking.ok ? '' : lacking.detail).toContain('itemCode')
  })

  it('is read in the encoding that it names', () => {
    // 库存不足 in GBK.
    const code = Buffer.from([0xbf, 0xe2, 0xb4, 0xe6, 0xb2, 0xbb, 0xd7, 0xe3])
    const [before = '', after = ''] = REPORT.split('>A<')
    const body = Buffer.concat([Buffer.from(`${before}>`), code, Buffer.from(`<${after}`)])
    expect(receive({ body, type: 'text/xml;charset=gbk' })).toMatchObject({
      events: [{ changes: [{ itemCode: '库存不足' }] }],
    })
  })

  it('without a code of its own is named by its bytes', () => {
    const body = REPORT.replace('<outBizCode>B1</outBizCode>', '<outBizCode></outBizCode>')
    const idOf = (text: string) => {
      const verdict = receive({ body: text })
      return verdict.ok ? verdict.events[0]?.id : verdict.detail
    }
    expect(idOf(body)).toMatch(/^stockchange\.report:[0-9a-f]{32}$/)
    expect(idOf(body)).toBe(idOf(body))
    expect(idOf(body)).not.toBe(idOf(body.replace('-2', '-3')))
  })
})
