import { connect, type Socket } from 'node:net'

/**
 * A bare HTTP client on one connection, one request at a time: sends the bytes it was given, and waits for the end of
 * the answer by its length or last chunk. It costs the clients' core as little as possible.
 */
export class Requester {
  readonly #socket: Socket
  #head = ''
  #missing = -1
  #chunked = false
  #tail = ''
  #onEnd: (bytes: number) => void = () => {}
  #onError: (error: Error) => void = () => {}
  #bytes = 0

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true)
    this.#socket.on('data', (part) => this.#take(part as Buffer))
    this.#socket.on('error', (error) => this.#onError(error))
    this.#socket.on('close', () => this.#onError(new Error('the server closed the connection')))
  }

  /** Gives the bytes of the body. @throws when the answer is not 200 or the connection ends */
  ask(request: Buffer): Promise<number> {
    this.#head = ''
    this.#missing = -1
    this.#chunked = false
    this.#tail = ''
    this.#bytes = 0
    return new Promise((resolve, reject) => {
      this.#onEnd = resolve
      this.#onError = reject
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#onError = () => {}
    this.#socket.destroy()
  }

  #take(part: Buffer): void {
    let body = part
    if (this.#missing < 0 && !this.#chunked) {
      const end = part.indexOf('\r\n\r\n')
      this.#head += part.toString('latin1', 0, end < 0 ? part.length : end)
      if (end < 0) return
      if (!this.#head.startsWith('HTTP/1.1 200')) {
        this.#onError(new Error(this.#head.slice(0, 200)))
        return
      }
      const length = /\r\ncontent-length: (\d+)/i.exec(this.#head)?.[1]
      if (length === undefined) this.#chunked = true
      else this.#missing = Number(length)
      body = part.subarray(end + 4)
    }
    this.#bytes += body.length
    if (!this.#chunked) {
      this.#missing -= body.length
      if (this.#missing === 0) this.#onEnd(this.#bytes)
      return
    }
    this.#tail = (this.#tail + body.toString('latin1', Math.max(0, body.length - 7))).slice(-7)
    if (this.#tail === '\r\n0\r\n\r\n') this.#onEnd(this.#bytes)
  }
}
