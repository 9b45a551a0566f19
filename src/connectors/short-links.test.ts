import { afterEach, describe, expect, it } from 'vitest'
import { alibaba1688Links } from './alibaba-1688/links.ts'
import { AGENTS } from './items/agents.ts'
import { type Reply, startLocalServer } from './local-server.test-kit.ts'
import { type ShortLinks, shortLinks } from './short-links.ts'
import { taobaoLinks } from './taobao/links.ts'
import { weidianLinks } from './weidian/links.ts'

const known = { marketplaces: [taobaoLinks, alibaba1688Links, weidianLinks], agents: AGENTS }
const PAGE = 'https://item.taobao.com/item.htm?id=678901234567&ut_sk=1'
const to = (location: string): Reply => ({ status: 302, headers: { location } })

let end: () => Promise<unknown> = async () => {}
afterEach(() => end())

async function hosts(
  reply: (path: string) => Reply | Promise<Reply>,
  timeoutMs = 10_000,
): Promise<{ links: ShortLinks; asked: () => string[] }> {
  const server = await startLocalServer(({ url }) => reply(url.pathname + url.search))
  const links = shortLinks({ known, base: server.url, timeoutMs })
  end = () => Promise.all([links.close(), server.stop()])
  return { links, asked: () => server.seen.map(({ url }) => url.pathname + url.search) }
}

describe('shortLinks', () => {
  it('follows a redirect to the item, and asks once for a link that was followed before', async () => {
    const { links, asked } = await hosts(() => to(PAGE))
    const item = { kind: 'item', platform: 'TAOBAO', externalId: '678901234567' }
    expect(await links.follow('https://e.tb.cn/h.gAb?tk=x')).toMatchObject(item)
    expect(await links.follow('https://e.tb.cn/h.gAb?tk=x')).toMatchObject(item)
    expect(asked()).toEqual(['/e.tb.cn/h.gAb?tk=x'])
  })

  it('finds the item that a page of the host names in place of a redirect', async () => {
    const { links } = await hosts(() => `<script>var url = '${PAGE}&amp;x=1';</script>`)
    expect(await links.follow('https://m.tb.cn/h.5')).toMatchObject({ externalId: '678901234567' })
  })

  it('goes on through other short links and pages of a marketplace, five times at most', async () => {
    const { links, asked } = await hosts((path) => {
      if (path.startsWith('/m.tb.cn')) return to('https://s.click.taobao.com/t?e=1')
      if (path.startsWith('/s.click')) return to('https://e.tb.cn/h.2')
      return path === '/e.tb.cn/h.2' ? to(PAGE) : to('https://e.tb.cn/h.round')
    })
    expect(await links.follow('https://m.tb.cn/h.1')).toMatchObject({ externalId: '678901234567' })
    expect(asked()).toHaveLength(3)
    expect(await links.follow('https://e.tb.cn/h.round')).toMatchObject({ reason: 'UNAVAILABLE' })
    expect(asked()).toHaveLength(8)
  })

  it.each([
    'https://evil.example/item.htm?id=678901234567',
    'http://127.0.0.1/x',
    'https://item.taobao.com:8443/x',
  ])('never asks for %s, to which a link leads', async (target) => {
    const { links, asked } = await hosts(() => to(target))
    expect(await links.follow('https://e.tb.cn/h.1')).toMatchObject({
      kind: 'unread',
      reason: 'UNKNOWN_HOST',
    })
    expect(asked()).toHaveLength(1)
  })

  it.each([
    ['a dead link', { status: 404 }, 'NOT_FOUND'],
    ['a host in trouble', { status: 503 }, 'UNAVAILABLE'],
    ['a connection that breaks', 'hang up', 'UNAVAILABLE'],
    ['a page without an item', '<html>nothing</html>', 'NOT_FOUND'],
    ['an item by an encrypted id', to('https://item.taobao.com/item.htm?id=Yd3kq_9Zx0aB1cD2'), 'UNSUPPORTED'],
  ] as const)('says so for %s, and asks again the next time', async (_what, reply, reason) => {
    const { links, asked } = await hosts(() => reply)
    for (const times of [1, 2]) {
      expect(await links.follow('https://e.tb.cn/h.1')).toMatchObject({ kind: 'unread', reason })
      expect(asked()).toHaveLength(times)
    }
  })

  it('waits no longer than its time-out', async () => {
    const { links } = await hosts(() => new Promise<Reply>(() => {}), 300)
    expect(await links.follow('https://e.tb.cn/h.1')).toMatchObject({
      reason: 'UNAVAILABLE',
      message: expect.stringContaining('300 ms'),
    })
  })

  it('ends with the signal of its caller', async () => {
    const { links } = await hosts(() => new Promise<Reply>(() => {}))
    const control = new AbortController()
    const answer = links.follow('https://e.tb.cn/h.1', control.signal)
    control.abort(new Error('gone'))
    await expect(answer).rejects.toThrow('gone')
  })
})
