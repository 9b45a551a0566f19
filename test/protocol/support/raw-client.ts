import { WebSocket } from 'ws'
import { until } from '../../support/until.ts'

export interface Received {
  readonly type: string
  readonly id?: string
  readonly payload?: unknown
}

/** What the server sends and how it closes, without a library between: tests say every message themselves. */
export class RawClient {
  readonly messages: Received[] = []
  closed: { readonly code: number; readonly reason: string } | null = null
  readonly socket: WebSocket
  #pings = 0

  constructor(
    url: string,
    protocols: string | string[] = 'graphql-transport-ws',
    options: { readonly autoPong?: boolean } = {},
  ) {
    this.socket = new WebSocket(url, protocols, options)
    this.socket.on('message', (data) => this.messages.push(JSON.parse(String(data))))
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) }
    })
    this.socket.on('error', () => {})
  }

  async opened(): Promise<this> {
    await until(() => this.socket.readyState !== WebSocket.CONNECTING, 'the socket to open')
    return this
  }

  /** Introduced and acknowledged. */
  async ready(payload?: object): Promise<this> {
    await this.opened()
    this.send({ type: 'connection_init', ...(payload && { payload }) })
    await until(() => this.messages.some(({ type }) => type === 'connection_ack'), 'connection_ack')
    return this
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  subscribe(id: string, query: string, variables: object = {}): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } })
  }

  /** Messages under an id, in order. */
  of(id: string): Received[] {
    return this.messages.filter((message) => message.id === id)
  }

  typesOf(id: string): string[] {
    return this.of(id).map(({ type }) => type)
  }

  async take(id: string, count: number): Promise<Received[]> {
    await until(() => this.of(id).length >= count || this.closed, `${count} messages under ${id}`)
    return this.of(id)
  }

  /** Everything that the server had to say to what was sent before has arrived. */
  async settled(): Promise<void> {
    const mark = `mark-${++this.#pings}`
    this.send({ type: 'ping', payload: { mark } })
    await until(
      () =>
        this.messages.some(
          ({ type, payload }) => type === 'pong' && (payload as { mark?: string })?.mark === mark,
        ),
      'the pong',
    )
  }

  async closing(): Promise<{ readonly code: number; readonly reason: string }> {
    return until(() => this.closed, 'the socket to close')
  }
}
