import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A span as it arrives over OTLP (JSON encoding). */
export interface CollectedSpan {
  readonly traceId: string
  readonly spanId: string
  /** Empty for the first of a trace. */
  readonly parent: string
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
}

export interface Collector {
  readonly url: string
  readonly spans: readonly CollectedSpan[]
  /** Everything that arrived, as text. */
  readonly text: () => string
  stop(): Promise<void>
}

interface OtlpBody {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly {
        traceId: string
        spanId: string
        parentSpanId?: string
        name: string
        attributes: readonly { key: string; value: Record<string, unknown> }[]
      }[]
    }[]
  }[]
}

/** Takes traces as a collector does, on a free port. */
export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = []
  const texts: string[] = []
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    if (req.url === '/v1/traces' && req.method === 'POST') {
      texts.push(text)
      for (const one of (JSON.parse(text) as OtlpBody).resourceSpans.flatMap((each) => each.scopeSpans))
        for (const { traceId, spanId, parentSpanId = '', name, attributes } of one.spans)
          spans.push({
            traceId,
            spanId,
            parent: parentSpanId,
            name,
            attributes: Object.fromEntries(
              attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
            ),
          })
    }
    res.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    text: () => texts.join('\n'),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
