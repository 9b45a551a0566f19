import { CREDENTIALS, WMS } from '../credentials.ts'
import type { SandboxState } from '../state/state.ts'
import { chinaTime } from '../wire/china-time.ts'
import { joinByKey, md5Wrapped } from '../wire/sign.ts'
import { toXml } from '../wire/xml.ts'
import { leaf, readXml } from '../wire/xml-read.ts'

/**
 * Sends a report of the warehouse to the registered address: the method without its prefix, signed over the query
 * and the raw body. Taken only when the answer says `<flag>success</flag>`; otherwise it comes again
 * (protocols.md 4.1 to 4.3).
 */
export function callBack(
  state: SandboxState,
  method: string,
  request: Record<string, unknown>,
  about: string,
): void {
  const { appKey, secret } = CREDENTIALS.QIMEN
  const body = toXml({ request })
  state.postman.send({
    platform: 'QIMEN',
    about: `${method} ${about}`,
    // Events of one order or item stay in order; a warehouse does not report one thing at a time.
    lane: laneOf(about),
    build(address) {
      const url = new URL(address)
      const params: Record<string, string> = {
        method,
        timestamp: chinaTime(state.clock.now()),
        format: 'xml',
        app_key: appKey,
        v: '2.0',
        sign_method: 'md5',
        customerId: WMS.customerId,
      }
      for (const [key, value] of Object.entries(params)) url.searchParams.set(key, value)
      const sign = md5Wrapped(secret, joinByKey([...url.searchParams]), Buffer.from(body))
      url.searchParams.set('sign', sign)
      return { url: url.href, headers: { 'content-type': 'text/xml;charset=utf-8' }, body }
    },
    taken: (status, answer) =>
      status >= 200 && status < 300 && leaf(readXml(answer, 'response'), 'flag') === 'success',
  })
}

const LANES = 4
const laneOf = (about: string) => {
  const code = about.split(' ')[0] ?? ''
  return String([...code].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % LANES)
}
