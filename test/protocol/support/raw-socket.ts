import { Buffer } from 'node:buffer'
import { connect, type Socket } from 'node:net'
import { until } from '../../support/until.ts'

const CLOSE = 0x88

/** A client of bytes: it answers nothing, a close frame neither, and keeps what it was sent. */
export class RawSocket {
  readonly #socket: Socket
  #bytes = Buffer.alloc(0)

  constructor(url: string) {
    const { hostname, port, pathname } = new URL(url)
    this.#socket = connect({ host: hostname, port: Number(port) })
    this.#socket.on('data', (bytes) => {
      this.#bytes = Buffer.concat([this.#bytes, bytes])
    })
    this.#socket.on('error', () => {})
    this.#socket.write(
      [
        `GET ${pathname} HTTP/1.1`,
        'Host: localhost',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Protocol: graphql-transport-ws',
        '\r\n',
      ].join('\r\n'),
    )
  }

  /** A text frame, masked with zeros. */
  send(message: object): void {
    const payload = Buffer.from(JSON.stringify(message))
    this.#frame(0x81, payload)
  }

  close(code: number): void {
    const payload = Buffer.alloc(2)
    payload.writeUInt16BE(code)
    this.#frame(CLOSE, payload)
  }

  has(text: string): boolean {
    return this.#bytes.includes(text)
  }

  /** Everything that came after the close frame, once it has come. */
  async afterClose(code: number): Promise<() => string> {
    const frame = Buffer.alloc(2)
    frame.writeUInt16BE(code)
    const find = () => {
      for (let at = this.#bytes.indexOf(CLOSE); at >= 0; at = this.#bytes.indexOf(CLOSE, at + 1))
        if (this.#bytes.subarray(at + 2, at + 4).equals(frame)) return at
      return -1
    }
    const at = await until(() => find() + 1, `a close frame with ${code}`)
    const end = at + 1 + (this.#bytes[at] ?? 0)
    return () => this.#bytes.toString('latin1', end)
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #frame(opcode: number, payload: Buffer): void {
    const long = payload.length > 125
    const head = Buffer.alloc((long ? 4 : 2) + 4)
    head[0] = opcode
    head[1] = 0x80 | (long ? 126 : payload.length)
    if (long) head.writeUInt16BE(payload.length, 2)
    this.#socket.write(Buffer.concat([head, payload]))
  }
}
