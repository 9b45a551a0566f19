import { Buffer } from 'node:buffer'
import type { Socket } from 'node:net'
import { WebSocket } from 'ws'
import { type FrameSource, isPlainId } from '../push/frame.ts'

/**
 * The writing side of one socket. Text goes through `ws`; prepared frames go to the network socket themselves, which
 * `ws` allows as long as nothing is compressed: both write at once and in order.
 */
export class Wire {
  readonly #socket: WebSocket
  readonly net: Socket
  #drained: Promise<void> | null = null

  constructor(socket: WebSocket, net: Socket) {
    this.#socket = socket
    this.net = net
  }

  get open(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  text(message: object): void {
    this.json(JSON.stringify(message))
  }

  /** A message that is JSON already. */
  json(message: string): void {
    if (this.open) this.#socket.send(message)
  }

  /** Several frames leave in one write. */
  frames(sources: readonly FrameSource[], id: string): void {
    const [only] = sources
    if (!only || !this.open) return
    if (sources.length === 1) {
      writeFrame(this.net, only, id, isPlainId(id))
      return
    }
    // Frames are shared, so each is copied before the next id is patched in.
    const parts = sources.map((source) => source.ownFrame(id))
    this.net.write(Buffer.concat(parts))
  }

  /** Whether the client counts as slow: events then wait in its bounded queues. */
  get backedUp(): boolean {
    return isBackedUp(this.net)
  }

  /** Resolves when the client has caught up, or is gone. */
  ready(): Promise<void> {
    if (!this.backedUp) return Promise.resolve()
    this.#drained ??= new Promise<void>((resolve) => {
      const done = () => {
        this.net.off('drain', done)
        this.net.off('close', done)
        this.#drained = null
        resolve()
      }
      this.net.once('drain', done)
      this.net.once('close', done)
    })
    return this.#drained
  }
}

/** Whether as much waits for the kernel as Node's own limit (64 KB), until all of that is gone. */
export function isBackedUp(net: Socket): boolean {
  return net.writableNeedDrain
}

/**
 * The way of most events: it touches the network socket and nothing else of a connection. Nothing is written to a
 * socket that is closing; `Session` never calls it after a close frame.
 */
export function writeFrame(net: Socket, source: FrameSource, id: string, plain: boolean): void {
  if (!net.writable) return
  net.write(source.frame(id, plain))
  // The kernel may still read the rest from the frame: do not reuse it.
  if (net.writableLength > 0) source.detach()
}
