import { Buffer } from 'node:buffer'
import type { Socket } from 'node:net'
import { WebSocket } from 'ws'
import type { FrameSource } from '../push/frame.ts'

/** More than this waits for the kernel and the client counts as slow: events then wait in its bounded queues. Bytes. */
const BACKED_UP = 64 * 1024

/**
 * The writing side of one socket. Text goes through `ws`; prepared frames go to the network socket themselves, which
 * `ws` allows as long as nothing is compressed: both write at once and in order.
 */
export class Wire {
  readonly #socket: WebSocket
  readonly #net: Socket
  /** Whether so much waits for the kernel that the client counts as slow, until all of that is gone. */
  backedUp = false
  #drained: Promise<void> | null = null

  constructor(socket: WebSocket, net: Socket) {
    this.#socket = socket
    this.#net = net
  }

  get open(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  text(message: object): void {
    if (!this.open) return
    this.#socket.send(JSON.stringify(message))
    this.#watch(this.#net.writableLength)
  }

  frame(source: FrameSource, id: string): void {
    if (!this.open) return
    this.#net.write(source.frame(id))
    const waiting = this.#net.writableLength
    if (waiting === 0) return
    // What the kernel did not take at once is still read from the frame: let it keep it.
    source.detach()
    this.#watch(waiting)
  }

  /** Several frames leave in one write. */
  frames(sources: readonly FrameSource[], id: string): void {
    const [only] = sources
    if (!only || !this.open) return
    if (sources.length === 1) {
      this.frame(only, id)
      return
    }
    // Frames are shared, so each is copied before the next id is patched in.
    const parts = sources.map((source) => source.ownFrame(id))
    this.#net.write(Buffer.concat(parts))
    this.#watch(this.#net.writableLength)
  }

  /** Resolves when the client has caught up, or is gone. */
  ready(): Promise<void> {
    return this.#drained ?? Promise.resolve()
  }

  /** @param waiting bytes that the kernel has not taken */
  #watch(waiting: number): void {
    if (waiting <= BACKED_UP || this.backedUp) return
    this.backedUp = true
    this.#drained = new Promise<void>((resolve) => {
      const done = () => {
        this.#net.off('drain', done)
        this.#net.off('close', done)
        this.backedUp = false
        this.#drained = null
        resolve()
      }
      this.#net.once('drain', done)
      this.#net.once('close', done)
    })
  }
}
