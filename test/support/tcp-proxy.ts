import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** How a link behaves; all of it heals but `abandon`, which is for good for the connections it hits. */
export interface Weather {
  /** Nothing passes in either direction; connections stay open, new ones are taken and hang. */
  frozen: boolean
  /** New connections are refused; present ones are not touched. */
  refusing: boolean
  /** Delay of every chunk of data, in ms. */
  delayMs: number
  /** Bytes per second in each direction; null: as fast as it goes. */
  bytesPerSecond: number | null
}

const FAIR: Weather = { frozen: false, refusing: false, delayMs: 0, bytesPerSecond: null }

/** A TCP link through which one side reaches the other, and which can be disturbed. Data is never reordered or changed. */
export class TcpProxy {
  readonly #server: Server
  readonly #targetPort: number
  readonly #pairs = new Set<Pair>()
  /** Rings when the weather changes. */
  #changed = Promise.withResolvers<void>()
  #weather: Weather = { ...FAIR }
  port = 0

  private constructor(targetPort: number) {
    this.#targetPort = targetPort
    this.#server = createServer({ allowHalfOpen: true }, (near) => this.#accept(near))
  }

  static async open(targetPort: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(targetPort)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    const address = proxy.#server.address()
    proxy.port = typeof address === 'object' && address ? address.port : 0
    return proxy
  }

  get weather(): Readonly<Weather> {
    return this.#weather
  }

  set(change: Partial<Weather>): void {
    this.#weather = { ...this.#weather, ...change }
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }

  heal(): void {
    this.set(FAIR)
  }

  /** Breaks every present connection at once, as a router that restarts. */
  cut(): void {
    for (const pair of this.#pairs) pair.destroy()
  }

  /** Present connections never carry anything again and are never closed: the other machine is silently gone. */
  abandon(): void {
    for (const pair of this.#pairs) pair.abandoned = true
    this.set({})
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  /** Resolves when data may pass. */
  async open(pair: Pair): Promise<void> {
    while ((this.#weather.frozen || pair.abandoned) && !pair.destroyed)
      await Promise.race([this.#changed.promise, pair.ended])
  }

  #accept(near: Socket): void {
    if (this.#weather.refusing) {
      near.resetAndDestroy()
      return
    }
    const far = connect({ port: this.#targetPort, host: '127.0.0.1', allowHalfOpen: true })
    const pair = new Pair(near, far, () => this.#pairs.delete(pair))
    this.#pairs.add(pair)
    void this.#carry(pair, near, far)
    void this.#carry(pair, far, near)
  }

  /** One direction of one connection: it reads a chunk only after the last was taken, so slowness reaches the sender. */
  async #carry(pair: Pair, from: Socket, to: Socket): Promise<void> {
    try {
      for await (const data of from) {
        const { delayMs, bytesPerSecond } = this.#weather
        const late = delayMs + (bytesPerSecond ? (1_000 * data.length) / bytesPerSecond : 0)
        if (late > 0) await Promise.race([delay(late), pair.ended])
        await this.open(pair)
        if (!to.write(data))
          await Promise.race([new Promise((resolve) => to.once('drain', resolve)), pair.ended])
      }
      await this.open(pair)
      to.end()
    } catch {
      pair.destroy()
    }
  }
}

/** The two ends of one connection. */
class Pair {
  abandoned = false
  destroyed = false
  readonly ended: Promise<void>
  readonly #sockets: readonly Socket[]

  constructor(near: Socket, far: Socket, onClosed: () => void) {
    this.#sockets = [near, far]
    const { promise, resolve } = Promise.withResolvers<void>()
    this.ended = promise
    let open = 2
    for (const socket of this.#sockets) {
      socket.setNoDelay(true)
      // `for await` tells the reader; this keeps an error without a reader from ending the process.
      socket.on('error', () => {
        if (!this.abandoned) this.destroy()
      })
      socket.once('close', () => {
        if (--open > 0) return
        this.destroyed = true
        onClosed()
        resolve()
      })
    }
  }

  destroy(): void {
    this.destroyed = true
    for (const socket of this.#sockets) socket.destroy()
  }
}
