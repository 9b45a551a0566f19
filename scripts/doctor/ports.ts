import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Config } from '../../src/config/index.ts'
import { type Finding, ok, withoutStop, wrong } from './finding.ts'

const ANSWER_MS = 3_000

/** Ports that the start takes: free, or ours already. */
export async function checkPorts({ host, port, sandbox }: Config): Promise<Finding[]> {
  return [
    await checkPort('PORT', host, port, '/healthz', isGateway, 'haitao-graph runs there already'),
    ...(sandbox.enabled
      ? [
          await checkPort(
            'SANDBOX_PORT',
            host,
            sandbox.port,
            '/_control/calls',
            isSandbox,
            'a sandbox runs there already',
          ),
        ]
      : []),
  ]
}

async function checkPort(
  variable: string,
  host: string,
  port: number,
  path: string,
  isOurs: (answer: unknown) => boolean,
  ours: string,
): Promise<Finding> {
  const name = `port ${port}`
  const refusal = await tryPort(host, port)
  if (refusal === null) return ok(name, port === 0 ? `${variable}: a free one is taken` : `${variable}: free`)
  if (refusal === 'EADDRINUSE' && isOurs(await answerOf(host, port, path)))
    return ok(name, `${variable}: ${ours}`)
  if (refusal === 'EADDRINUSE')
    return wrong(
      name,
      `${variable}: taken by another program`,
      `stop that, or set ${variable} to another one`,
    )
  return wrong(
    name,
    `${variable}: ${host} can't be listened on (${refusal})`,
    `set HOST or ${variable} otherwise`,
  )
}

async function tryPort(host: string, port: number): Promise<string | null> {
  const server = createServer().listen({ host, port })
  try {
    await once(server, 'listening')
    return null
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? withoutStop(error)
  } finally {
    server.close()
  }
}

async function answerOf(host: string, port: number, path: string): Promise<unknown> {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  try {
    const answer = await fetch(`http://${name}:${port}${path}`, { signal: AbortSignal.timeout(ANSWER_MS) })
    return { requestId: answer.headers.get('x-request-id'), body: await answer.json() }
  } catch {
    return null
  }
}

/** Every answer of the gateway has the id of its request. */
function isGateway(answer: unknown): boolean {
  const { requestId, body } = (answer ?? {}) as { requestId?: string | null; body?: { status?: unknown } }
  return Boolean(requestId) && body?.status === 'ok'
}

function isSandbox(answer: unknown): boolean {
  return Array.isArray((answer as { body?: { calls?: unknown } } | null)?.body?.calls)
}
