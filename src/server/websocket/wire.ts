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
  #drained: Promise<void> | null = null

  constructor(socket: WebSocket, net: Socket) {
    this.#socket = socket
    this.#net = net
  }

  get open(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  get backedUp(): boolean {
    return this.#net.writableLength > BACKED_UP
  }

  text(message: object): void {
    if (this.open) this.#socket.send(JSON.stringify(message))
  }

  frame(source: FrameSource, id: string): void {
    if (!this.open) return
    this.#net.write(source.frame(id))
    // What the kernel did not take at once is still read from the frame: let it keep it.
    if (this.#net.writableLength > 0) source.detach()
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
  }

  /** Resolves when the client has caught up, or is gone. */
  ready(): Promise<void> {
    if (!this.backedUp || !this.open) return Promise.resolve()
    this.#drained ??= new Promise<void>((resolve) => {
      const done = () => {
        this.#net.off('drain', done)
        this.#net.off('close', done)
        this.#drained = null
        resolve()
      }
      this.#net.once('drain', done)
      this.#net.once('close', done)
    })
    return this.#drained
  }
}
