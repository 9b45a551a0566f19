import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Attempt, GraphResult, Reply } from './attempt.ts'

export interface SocketOfRole {
  send(attempt: Attempt, wait: { readonly quietMs: number; readonly patienceMs: number }): Promise<Reply>
  close(): Promise<void>
}

interface Message {
  readonly type: string
  readonly id?: string
  readonly payload?: unknown
}

/** One socket with this token, one operation at a time; opened again after it was closed. */
export function socketOfRole(graph: string, authorization: string | undefined): SocketOfRole {
  let socket: WebSocket | null = null
  let last = 0
  let take: (message: Message) => void = () => {}

  const open = async (): Promise<WebSocket | number> => {
    if (socket?.readyState === WebSocket.OPEN) return socket
    const fresh = new WebSocket(graph.replace(/^http/, 'ws'), 'graphql-transport-ws')
    socket = fresh
    fresh.on('error', () => {})
    const closed = new Promise<number>((resolve) => fresh.once('close', resolve))
    const acknowledged = new Promise<WebSocket>((resolve) => {
      fresh.on('message', (data) => {
        const message = JSON.parse(String(data)) as Message
        if (message.type === 'connection_ack') resolve(fresh)
        else if (message.type === 'ping') fresh.send('{"type":"pong"}')
        else take(message)
      })
    })
    fresh.once('open', () =>
      fresh.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })),
    )
    return Promise.race([acknowledged, closed])
  }

  return {
    async send(attempt, { quietMs, patienceMs }) {
      const connected = await open()
      if (typeof connected === 'number') return { status: 0, closed: connected, text: '', results: [] }
      const id = `op${++last}`
      const { query, variables, operationName } = attempt
      return new Promise<Reply>((resolve, reject) => {
        const results: (GraphResult | null)[] = []
        let quiet: NodeJS.Timeout | undefined
        const timer = setTimeout(() => end(() => reject(new Error('no answer'))), patienceMs)
        const end = (then: () => void) => {
          clearTimeout(timer)
          clearTimeout(quiet)
          connected.off('close', onClose)
          take = () => {}
          then()
        }
        const done = (closed?: number) =>
          end(() =>
            resolve({
              status: 0,
              ...(closed !== undefined && { closed }),
              text: JSON.stringify(results),
              results,
            }),
          )
        const onClose = (code: number) => done(code)
        const leave = () => {
          connected.send(JSON.stringify({ id, type: 'complete' }))
          done()
        }
        connected.once('close', onClose)
        take = (message) => {
          if (message.id !== id) return
          if (message.type === 'next') results.push(message.payload as GraphResult)
          if (message.type === 'error')
            results.push({ errors: message.payload as NonNullable<GraphResult['errors']> })
          if (message.type === 'complete' || message.type === 'error') done()
          else if (attempt.isSubscription) leave()
        }
        connected.send(
          attempt.body ??
            JSON.stringify({ id, type: 'subscribe', payload: { query, variables, operationName } }),
        )
        if (attempt.isSubscription) quiet = setTimeout(leave, quietMs)
      })
    },
    async close() {
      if (!socket || socket.readyState === WebSocket.CLOSED) return
      socket.close(1000)
      await once(socket, 'close')
    },
  }
}
