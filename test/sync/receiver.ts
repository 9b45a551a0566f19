import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebhookReply, WebhookRequest } from '../../src/connectors/push.ts'

/** A server that passes what is posted to it on to `receive`. */
export async function startReceiver(
  receive: (path: string, request: WebhookRequest) => Promise<WebhookReply | null>,
) {
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const url = new URL(req.url ?? '/', 'http://receiver')
    const reply = await receive(url.pathname, {
      query: url.searchParams,
      headers: req.headers as Record<string, string>,
      body: Buffer.concat(chunks),
    })
    res
      .writeHead(reply?.status ?? 404, { 'content-type': reply?.contentType ?? 'text/plain' })
      .end(reply?.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
