import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readXml } from '../../src/connectors/read-xml.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { qimenReport } from '../support/qimen-report.ts'

const gateway = gatewayOfThisFile()
/** 200 MB of zeros in 200 KB. */
const ZIP_BOMB = gzipSync(Buffer.alloc(200_000_000))

/** Bytes as they are: fetch would not send such headers. */
function post(
  path: string,
  body: Buffer,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const req = request(`${gateway().url}${path}`, { method: 'POST', headers }, (res) => {
      let text = ''
      res.setEncoding('utf8')
      res.on('data', (part: string) => {
        text += part
      })
      res.on('end', () => resolve({ status: res.statusCode ?? 0, text }))
    })
    req.on('error', reject)
    req.end(body)
  })
}

describe('a body that is a zip bomb', () => {
  it.each([
    ['/graphql', 'application/json'],
    ['/webhooks/payment/sandbox', 'application/json'],
    ['/webhooks/alibaba_1688/shop', 'application/x-www-form-urlencoded'],
    ['/webhooks/qimen/shop', 'text/xml'],
  ])('is not unpacked at %s, and refused', async (path, type) => {
    const before = process.memoryUsage().arrayBuffers
    for (const encoding of ['gzip', 'deflate', 'br', 'gzip, gzip']) {
      const { status, text } = await post(path, ZIP_BOMB, {
        'content-type': type,
        'content-encoding': encoding,
      })
      expect(`${status} ${text}`).toMatch(/^4\d\d |<flag>failure<\/flag>/)
      expect(text).not.toContain('INTERNAL_SERVER_ERROR')
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000)
    expect((await fetch(`${gateway().url}/healthz`)).status).toBe(200)
  })

  it('sends no packed message over a socket: compression is not agreed to', async () => {
    const answer = await new Promise<string | undefined>((resolve, reject) => {
      const req = request(`${gateway().graph}`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': Buffer.alloc(16).toString('base64'),
          'sec-websocket-protocol': 'graphql-transport-ws',
          'sec-websocket-extensions': 'permessage-deflate',
        },
      })
      req.on('upgrade', (res, socket) => {
        socket.destroy()
        resolve(res.headers['sec-websocket-extensions'] as string | undefined)
      })
      req.on('error', reject)
      req.end()
    })
    expect(answer).toBeUndefined()
  })
})

const levels = (count: number) =>
  Array.from({ length: count }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('')
const XML_BOMBS = {
  'a billion laughs': `<!DOCTYPE r [<!ENTITY e0 "ha">${levels(9)}]><request>&e9;</request>`,
  'one long entity, often': `<!DOCTYPE r [<!ENTITY e "${'x'.repeat(50_000)}">]><request>${'&e;'.repeat(50_000)}</request>`,
  'an entity of itself': '<!DOCTYPE r [<!ENTITY e "&e;">]><request>&e;</request>',
  'a file of ours': '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><request>&e;</request>',
  'an address of ours': '<!DOCTYPE r [<!ENTITY e SYSTEM "http://127.0.0.1:1/x">]><request>&e;</request>',
  'elements inside each other': `<request>${'<a>'.repeat(100_000)}`,
}

describe.each(Object.entries(XML_BOMBS))('%s', (_name, xml) => {
  it('is not read', () => {
    expect(() => readXml(xml)).toThrow()
  })

  it('is answered with a failure, although it is signed', async () => {
    const { path, body, headers } = qimenReport('deliveryorder.confirm', xml)
    const { text } = await post(path, Buffer.from(body), headers)
    expect(text).toContain('<flag>failure</flag>')
    // It was read that far: the signature and the time were right.
    expect(text).toContain('<code>malformed</code>')
    expect(text).not.toMatch(/root:|haha/)
  })
})
