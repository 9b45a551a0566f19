import type { DocumentNode } from 'graphql'
import type { Viewer } from '../../domain/viewer.ts'
import { heapOf } from '../document-cache.ts'
import type { Asker } from './admission.ts'
import { watchesTooMuch } from './limit-error.ts'

export interface WatchSettings {
  /** Ids that all subscriptions of one socket may watch. */
  readonly perSocket: number
  /** The same for all connections of one address without a token. */
  readonly perAddress: number
}

/** A token's subject may watch this multiple of what an address may. */
const WITH_TOKEN = 10
/** Heap of a watched id, in bytes, measured. A document that a subscription holds counts like the ids it outweighs. */
const ID_BYTES = 430

/** Watches of one socket. */
export interface SocketWatch {
  ids: number
}

/** Watches of an address, or a token's subject, over all its connections. */
interface Watcher {
  ids: number
  holds: number
  /** How many of its subscriptions hold a document: clients of one program share it, and it counts once. */
  readonly documents: Map<DocumentNode, number>
}

/** Bounds the memory that open subscriptions hold: each watched id is in an index for as long as it is watched. */
export class WatchLimits {
  readonly #settings: WatchSettings
  readonly #watchers = new Map<string, Watcher>()

  constructor(settings: WatchSettings) {
    this.#settings = settings
  }

  /** Number of watchers that hold something. */
  get size(): number {
    return this.#watchers.size
  }

  /** Of one subscription. `release` it when the subscription has ended. */
  hold({ viewer, address }: Asker, socket: SocketWatch = { ids: 0 }): WatchHold {
    const { perSocket, perAddress } = this.#settings
    const key = viewer.subject === null ? address : `${viewer.role}:${viewer.subject}`
    const watcher = this.#watchers.get(key) ?? { ids: 0, holds: 0, documents: new Map() }
    this.#watchers.set(key, watcher)
    watcher.holds++
    const released = () => {
      if (--watcher.holds === 0) this.#watchers.delete(key)
    }
    return new WatchHold(socket, watcher, { perSocket, perWatcher: allowed(viewer, perAddress) }, released)
  }
}

function allowed({ role, subject }: Viewer, perAddress: number): number {
  if (role === 'worker') return Number.POSITIVE_INFINITY
  return subject === null ? perAddress : perAddress * WITH_TOKEN
}

export class WatchHold {
  readonly #socket: SocketWatch
  readonly #watcher: Watcher
  readonly #most: { readonly perSocket: number; readonly perWatcher: number }
  readonly #released: () => void
  #ids = 0
  #document: DocumentNode | null = null
  #isReleased = false

  constructor(
    socket: SocketWatch,
    watcher: Watcher,
    most: { readonly perSocket: number; readonly perWatcher: number },
    released: () => void,
  ) {
    this.#socket = socket
    this.#watcher = watcher
    this.#most = most
    this.#released = released
  }

  /** @throws GraphQLError LIMIT_EXCEEDED when it were too many, and nothing is watched then */
  watch(ids: number): void {
    if (this.#isReleased) return
    const { perSocket, perWatcher } = this.#most
    if (this.#socket.ids + ids > perSocket) throw watchesTooMuch('socket', this.#socket.ids, ids, perSocket)
    if (this.#watcher.ids + ids > perWatcher)
      throw watchesTooMuch('address or token', this.#watcher.ids, ids, perWatcher)
    this.#ids += ids
    this.#socket.ids += ids
    this.#watcher.ids += ids
  }

  /** @throws GraphQLError LIMIT_EXCEEDED */
  keep(document: DocumentNode): void {
    if (this.#isReleased || this.#document) return
    const { documents } = this.#watcher
    const holders = documents.get(document) ?? 0
    if (holders === 0) {
      const ids = idsOf(document)
      if (this.#watcher.ids + ids > this.#most.perWatcher)
        throw watchesTooMuch('address or token', this.#watcher.ids, ids, this.#most.perWatcher)
      this.#watcher.ids += ids
    }
    this.#document = document
    documents.set(document, holders + 1)
  }

  release(): void {
    if (this.#isReleased) return
    this.#isReleased = true
    this.#socket.ids -= this.#ids
    this.#watcher.ids -= this.#ids
    if (this.#document) this.#letGo(this.#document)
    this.#released()
  }

  #letGo(document: DocumentNode): void {
    const { documents } = this.#watcher
    const holders = (documents.get(document) ?? 1) - 1
    if (holders > 0) {
      documents.set(document, holders)
      return
    }
    documents.delete(document)
    this.#watcher.ids -= idsOf(document)
  }
}

function idsOf(document: DocumentNode): number {
  return Math.ceil(heapOf(document) / ID_BYTES)
}
