import { Buffer } from 'node:buffer'
import { connect, type Socket } from 'node:net'
import { clientFrame, FrameReader, type FrameSink, PONG } from './frames-in.ts'

export interface ClientOptions {
  readonly port: number
  readonly path: string
  /** graphql-transport-ws, or nothing but frames. */
  readonly graphql: boolean
  /** The subscribe messages, ready to send after the acknowledgement. */
  readonly subscribe: readonly Buffer[]
  readonly onNext: (client: Client, payload: Buffer) => void
  readonly onEnd: (why: string) => void
}

/** All clients of the process read into this one. */
const shared = Buffer.allocUnsafe(256 * 1024)

const INIT = clientFrame('{"type":"connection_init"}')
const ACK = Buffer.from('"connection_ack"')
const END_OF_HEAD = Buffer.from('\r\n\r\n')

/** One subscriber on a bare socket. */
export class Client implements FrameSink {
  received = 0
  readonly ready: Promise<void>
  readonly #socket: Socket
  readonly #options: ClientOptions
  readonly #frames = new FrameReader()
  #state: 'upgrading' | 'waiting' | 'live' | 'closed' = 'upgrading'
  #head = ''
  #onReady: () => void = () => {}

  constructor(options: ClientOptions) {
    this.#options = options
    this.ready = new Promise((resolve) => {
      this.#onReady = resolve
    })
    this.#socket = connect({
      port: options.port,
      host: '127.0.0.1',
      onread: {
        buffer: shared,
        callback: (bytes, buffer) => {
          this.#read((buffer as Buffer).subarray(0, bytes))
          return true
        },
      },
    })
    this.#socket.setNoDelay(true)
    this.#socket.on('error', (error) => this.#end(error.message))
    this.#socket.on('close', () => this.#end('closed by the server'))
    this.#socket.write(handshake(options))
  }

  pause(): void {
    this.#socket.pause()
  }

  close(): void {
    this.#state = 'closed'
    // Without the minute that ports of politely closed connections are kept for.
    this.#socket.resetAndDestroy()
  }

  onText(payload: Buffer): void {
    if (this.#state === 'live') {
      this.received++
      this.#options.onNext(this, payload)
    } else if (payload.includes(ACK)) {
      this.#goLive()
    }
  }

  onPing(): void {
    this.#socket.write(PONG)
  }

  onClose(code: number): void {
    this.#end(`closed with ${code}`)
  }

  #read(chunk: Buffer): void {
    if (this.#state !== 'upgrading') {
      this.#frames.read(chunk, this)
      return
    }
    this.#head += chunk.toString('latin1')
    const end = this.#head.indexOf('\r\n\r\n')
    if (end < 0) return
    if (!this.#head.startsWith('HTTP/1.1 101')) {
      this.#end(this.#head.slice(0, 60))
      return
    }
    const rest = Buffer.from(this.#head.slice(end + END_OF_HEAD.length), 'latin1')
    this.#head = ''
    this.#state = 'waiting'
    if (this.#options.graphql) this.#socket.write(INIT)
    else this.#goLive()
    if (rest.length > 0) this.#frames.read(rest, this)
  }

  #goLive(): void {
    this.#state = 'live'
    for (const frame of this.#options.subscribe) this.#socket.write(frame)
    this.#onReady()
  }

  #end(why: string): void {
    if (this.#state === 'closed') return
    this.#state = 'closed'
    this.#onReady()
    this.#options.onEnd(why)
  }
}

function handshake({ path, graphql }: ClientOptions): string {
  return [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...(graphql ? ['Sec-WebSocket-Protocol: graphql-transport-ws'] : []),
    '\r\n',
  ].join('\r\n')
}
