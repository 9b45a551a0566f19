import { percentiles } from '../feed/percentiles.ts'
import { answerCalls } from '../feed/rpc.ts'
import { Requester } from './requester.ts'

/** The client process: connections that ask one query after another, each waiting for its answer. */
interface Load {
  readonly port: number
  /** The body of each request. */
  readonly body: string
  readonly connections: number
  readonly ms: number
}

export interface Loaded {
  readonly requests: number
  readonly seconds: number
  readonly bytes: number
  readonly p50: number
  readonly p99: number
}

answerCalls({
  async run({ port, body, connections, ms }: Load): Promise<Loaded> {
    const request = Buffer.from(
      `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n` +
        `accept: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
    const clients = Array.from({ length: connections }, () => new Requester(port))
    const took: number[] = []
    let bytes = 0
    const begin = performance.now()
    const end = begin + ms
    await Promise.all(
      clients.map(async (client) => {
        for (let at = performance.now(); at < end; ) {
          bytes = await client.ask(request)
          const now = performance.now()
          took.push(now - at)
          at = now
        }
      }),
    )
    const seconds = (performance.now() - begin) / 1_000
    for (const client of clients) client.close()
    const { p50, p99 } = percentiles(Float64Array.from(took))
    return { requests: took.length, seconds, bytes, p50, p99 }
  },
})
