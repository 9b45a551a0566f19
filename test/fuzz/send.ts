import { Agent, request } from 'undici'
import type { Attempt, GraphResult, Reply } from './attempt.ts'
import { type SocketOfRole, socketOfRole } from './socket.ts'

/** A reply that takes longer has failed, in ms. */
const PATIENCE = 60_000
/** A subscription ends after its first event, or after this time without one, in ms. */
const QUIET_MS = 30
/** More does not fit a request line. */
const LONGEST_URL = 12_000

export interface Sender {
  send(attempt: Attempt): Promise<Reply>
  close(): Promise<void>
}

/** Sends attempts over all transports: keep-alive connections, and a socket for each role that is opened again when closed. */
export function sender(
  graph: string,
  authorizationOf: (role: Attempt['role']) => Promise<string | undefined>,
): Sender {
  const agent = new Agent({ connections: 4 })
  const sockets = new Map<string, SocketOfRole>()
  return {
    async send(attempt) {
      const authorization = attempt.authorization ?? (await authorizationOf(attempt.role))
      if (attempt.transport === 'WebSocket' && attempt.accept === undefined) {
        const key = `${attempt.role} ${attempt.authorization ?? ''}`
        const socket = sockets.get(key) ?? socketOfRole(graph, authorization)
        sockets.set(key, socket)
        return socket.send(attempt, { quietMs: QUIET_MS, patienceMs: PATIENCE })
      }
      return overHttp(graph, attempt, authorization, agent)
    },
    async close() {
      await Promise.all([...sockets.values()].map((socket) => socket.close()))
      await agent.close()
    },
  }
}

/** What has no form in JSON is left out, as a client in JavaScript would. */
function bodyOf({ query, variables, operationName }: Attempt): string {
  return JSON.stringify({
    query,
    ...(variables !== undefined && { variables }),
    ...(operationName !== undefined && { operationName }),
  })
}

async function overHttp(
  graph: string,
  attempt: Attempt,
  authorization: string | undefined,
  agent: Agent,
): Promise<Reply> {
  const { query, variables, operationName, isSubscription } = attempt
  const url = new URL(graph)
  let byGet = attempt.transport === 'GET'
  if (byGet) {
    url.searchParams.set('query', typeof query === 'string' ? query : (JSON.stringify(query) ?? ''))
    if (variables !== undefined) url.searchParams.set('variables', JSON.stringify(variables) ?? '')
    if (operationName !== undefined)
      url.searchParams.set('operationName', JSON.stringify(operationName) ?? '')
    byGet = url.href.length < LONGEST_URL
  }
  const accept = attempt.accept ?? (isSubscription ? 'text/event-stream' : 'application/json')
  const ending = new AbortController()
  const timer = setTimeout(() => ending.abort(new Error('no answer')), PATIENCE)
  try {
    const response = await request(byGet ? url : graph, {
      dispatcher: agent,
      method: byGet ? 'GET' : 'POST',
      signal: ending.signal,
      headers: {
        accept,
        ...(authorization && { authorization }),
        ...(!byGet && { 'content-type': attempt.contentType ?? 'application/json' }),
      },
      ...(!byGet && { body: attempt.body ?? bodyOf(attempt) }),
    })
    const isStream = String(response.headers['content-type']).includes('event-stream')
    const text = isStream ? await firstEvent(response.body, ending) : await response.body.text()
    return { status: response.statusCode, text, results: isStream ? eventsOf(text) : [parsed(text)] }
  } finally {
    clearTimeout(timer)
  }
}

async function firstEvent(body: AsyncIterable<Buffer>, ending: AbortController): Promise<string> {
  let text = ''
  const quiet = setTimeout(() => ending.abort(), QUIET_MS)
  try {
    for await (const part of body) {
      text += part
      if (/^event: (next|complete)/m.test(text) && text.endsWith('\n\n')) break
    }
  } catch (error) {
    if (!ending.signal.aborted) throw error
  } finally {
    clearTimeout(quiet)
  }
  return text
}

function eventsOf(text: string): (GraphResult | null)[] {
  return [...text.matchAll(/^data: ?(.+)$/gm)].map(([, json]) => parsed(json ?? ''))
}

function parsed(text: string): GraphResult | null {
  try {
    return JSON.parse(text) as GraphResult
  } catch {
    return null
  }
}
