import { afterEach, describe, expect, it } from 'vitest'
import { Misconfigured, Transient } from '../../domain/upstream-error.ts'
import { type Reply, startLocalServer, testClock } from '../local-server.test-kit.ts'
import { createUpstream } from '../upstream.ts'
import { ecbRates } from './index.ts'

let end: () => Promise<unknown> = async () => {}
afterEach(() => end())

async function source(reply: Reply) {
  const server = await startLocalServer(() => reply)
  const upstream = createUpstream({ clock: testClock(), retry: { attempts: 2 } })
  end = () => Promise.all([upstream.close(), server.stop()])
  return { seen: server.seen, ...ecbRates(upstream, `${server.url}/eurofxref-daily.xml`) }
}

const table = (lines: string, time = "time='2026-11-27'") =>
  `<?xml version="1.0" encoding="UTF-8"?>
   <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
     <gesmes:subject>Reference rates</gesmes:subject><Cube><Cube ${time}>${lines}</Cube></Cube></gesmes:Envelope>`
const line = (currency: string, rate: string) => `<Cube currency='${currency}' rate='${rate}'/>`
const CNY = line('CNY', '8.2782')

describe("the European Central Bank's table", () => {
  it('is read with one call: units for one euro, the euro itself among them', async () => {
    const { readRates, seen } = await source(table(line('USD', '1.1640') + line('JPY', '181.95') + CNY))
    expect(await readRates()).toEqual({
      day: '2026-11-27',
      rates: new Map([
        ['EUR', '1'],
        ['USD', '1.1640'],
        ['JPY', '181.95'],
        ['CNY', '8.2782'],
      ]),
    })
    expect(seen).toMatchObject([{ method: 'GET', url: { pathname: '/eurofxref-daily.xml' } }])
  })

  it('may have one line', async () => {
    const { readRates } = await source(table(CNY))
    expect([...(await readRates()).rates.keys()]).toEqual(['EUR', 'CNY'])
  })

  it.each([
    ['a currency that is none', line('XQX', '1')],
    ['a rate that is none', line('USD', 'n/a')],
    ['a rate of 0', line('USD', '0.0')],
    ['no attributes', '<Cube/>'],
  ])('lacks a line with %s, and no other', async (_what, bad) => {
    const { readRates } = await source(table(bad + CNY))
    expect([...(await readRates()).rates.keys()]).toEqual(['EUR', 'CNY'])
  })

  it.each([
    ['a page of a proxy', '<html><body>Sign in</body></html>'],
    ['no day', table(CNY, '')],
    ['an impossible day', table(CNY, "time='2026-13-01'")],
    ['no CNY', table(line('USD', '1.1640'))],
    ['a document type', `<!DOCTYPE x [<!ENTITY y "z">]>${table(CNY)}`],
    ['nothing', ''],
  ])('is not read from an answer with %s', async (_what, body) => {
    const { readRates, seen } = await source(body)
    await expect(readRates()).rejects.toThrow(Misconfigured)
    expect(seen).toHaveLength(1)
  })

  it('is asked for again when the server fails', async () => {
    const { readRates, seen } = await source({ status: 503 })
    await expect(readRates()).rejects.toThrow(Transient)
    expect(seen).toHaveLength(2)
  })
})
