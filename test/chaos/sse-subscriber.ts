import { type IncomingMessage, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { type Result, type Subscriber, type SubscriberOptions, takeResult } from './subscriber.ts'

/** A quiet stream gets a comment every 12 s; one without is dead, ms. */
const SILENCE_MS = 15_000
const AGAIN_MS = 300

/** Server-sent events, one connection per subscription, made again with the last cursor whenever it ends. */
export function sseSubscriber<Item>(options: SubscriberOptions<Item>): Subscriber {
  const { mirror, gateways, counts } = options
  const stopping = new AbortController()
  let stream: IncomingMessage | null = null
  let hangUp = () => {}
  let paused = false
  let turn = 1

  const read = async (response: IncomingMessage) => {
    counts.add('connections over SSE')
    stream = response
    if (paused) response.pause()
    response.setEncoding('utf8')
    let text = ''
    const { promise, resolve } = Promise.withResolvers<void>()
    let timer: NodeJS.Timeout | undefined
    const alive = () => {
      clearTimeout(timer)
      timer = setTimeout(() => (paused ? alive() : response.destroy()), SILENCE_MS)
    }
    alive()
    response.on('data', (part: string) => {
      alive()
      const blocks = (text + part).split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = /^event: next$/m.test(block) ? /^data: (.*)$/m.exec(block)?.[1] : undefined
        if (!data || response.destroyed) continue
        if (!takeResult(JSON.parse(data) as Result<Item>, options)) response.destroy()
      }
    })
    response.on('error', () => {})
    response.on('close', resolve)
    await promise
    clearTimeout(timer)
    stream = null
  }

  const connect = () => {
    mirror.begin()
    const { query, variables, authorization } = options
    const body = JSON.stringify({
      query,
      variables: { ...variables, ...(mirror.cursor && { after: mirror.cursor }) },
    })
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream', authorization }
    return new Promise<IncomingMessage>((resolve, reject) => {
      const url = gateways[turn++ % gateways.length]?.graph ?? ''
      const asked = request(url, { method: 'POST', headers, agent: false, timeout: 8_000 })
      asked.on('error', reject)
      asked.on('timeout', () => {
        if (!stream) asked.destroy(new Error('no answer'))
      })
      asked.on('response', resolve)
      hangUp = () => asked.destroy()
      asked.end(body)
    })
  }

  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        await read(await connect())
      } catch {
        // The next gateway may answer.
      }
      await delay(AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const running = run()

  return {
    pause() {
      paused = true
      stream?.pause()
    },
    resume() {
      paused = false
      stream?.resume()
    },
    async stop() {
      stopping.abort()
      hangUp()
      await running
    },
  }
}
