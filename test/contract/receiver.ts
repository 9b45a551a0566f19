import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebhookReply, WebhookRequest, WebhookVerdict } from '../../src/connectors/push.ts'

/** A webhook endpoint as the gateway will have one: verifies, keeps the events, answers. */
export async function startReceiver<E>(receive: (request: WebhookRequest) => WebhookVerdict<E>) {
  const events: E[] = []
  const refusals: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk as Uint8Array)
    const url = new URL(request.url ?? '/', 'http://local')
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    const verdict = receive({ query: url.searchParams, headers, body: Buffer.concat(chunks) })
    let reply: WebhookReply
    if (verdict.ok) {
      events.push(...verdict.events)
      reply = verdict.accept
    } else {
      refusals.push(`${verdict.reason}: ${verdict.detail}`)
      reply = verdict.reply
    }
    response.writeHead(reply.status, { 'content-type': reply.contentType }).end(reply.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    events,
    refusals,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
