import { request } from 'node:http'
import { WebSocket } from 'ws'
import { until } from '../../support/until.ts'
import type { Question } from './ask.ts'

/** A subscriber that can stop reading its connection, as a phone in a tunnel does, and go on later. */
interface SlowReader<Item> {
  readonly items: readonly Item[]
  /** Set when the server ended it. */
  readonly closed: { readonly code: number } | null
  pause(): void
  resume(): void
  stop(): void
}

export type ConnectSlowly = <Item>(graph: string, question: Question) => Promise<SlowReader<Item>>

const resultOf = <Item>(text: string) =>
  Object.values((JSON.parse(text) as { data: Record<string, Item> }).data)[0] as Item

/** graphql-transport-ws by hand over a bare socket. Resolves when the subscription was sent. */
export const slowWebSocket: ConnectSlowly = async <Item>(
  graph: string,
  { authorization, ...payload }: Question,
) => {
  const items: Item[] = []
  const socket = new WebSocket(graph.replace(/^http/, 'ws'), 'graphql-transport-ws')
  const reader = {
    items,
    closed: null as { code: number } | null,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    stop: () => socket.terminate(),
  }
  let acknowledged = false
  socket.on('open', () =>
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })),
  )
  socket.on('close', (code) => {
    reader.closed = { code }
  })
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as { type: string; payload?: unknown }
    if (message.type === 'connection_ack') acknowledged = true
    if (message.type === 'next') items.push(resultOf<Item>(JSON.stringify(message.payload)))
  })
  await until(() => acknowledged, 'connection_ack')
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }))
  return reader
}

/** Server-sent events whose answer is not read while paused. */
export const slowSse: ConnectSlowly = async <Item>(graph: string, { authorization, ...body }: Question) => {
  const items: Item[] = []
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream', authorization }
  const asked = request(graph, { method: 'POST', headers, agent: false })
  asked.on('error', () => {})
  asked.end(JSON.stringify(body))
  const response = await new Promise<import('node:http').IncomingMessage>((resolve) =>
    asked.once('response', resolve),
  )
  const reader = {
    items,
    closed: null as { code: number } | null,
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    stop: () => void asked.destroy(),
  }
  let text = ''
  response.setEncoding('utf8')
  response.on('data', (part: string) => {
    const blocks = (text + part).split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = /^event: next$/m.test(block) ? /^data: (.*)$/m.exec(block)?.[1] : undefined
      if (data) items.push(resultOf<Item>(data))
    }
  })
  response.on('close', () => {
    reader.closed = { code: response.statusCode ?? 0 }
  })
  response.on('error', () => {})
  return reader
}
