import type { StoredBook } from './stock-book.ts'

/** The used part of AsyncStorage. */
export interface StorageLike {
  getItem(key: string): Promise<string | null>
  setItem(key: string, value: string): Promise<unknown>
  removeItem(key: string): Promise<unknown>
}

/** Forgets when the process ends. */
export function memoryStorage(): StorageLike {
  const items = new Map<string, string>()
  return {
    getItem: async (key) => items.get(key) ?? null,
    setItem: async (key, value) => items.set(key, value),
    removeItem: async (key) => items.delete(key),
  }
}

/**
 * Keeps the cursor together with the levels it belongs to: a cursor alone would bring the changes since, but not what
 * they are changes of. A storage that fails costs a snapshot, nothing else.
 */
export class Shelf {
  readonly #storage: StorageLike
  readonly #key: string
  readonly #everyMs: number
  #timer: ReturnType<typeof setTimeout> | null = null
  #writing: Promise<void> = Promise.resolve()

  /** @param everyMs minimum time between two writes, in ms */
  constructor(storage: StorageLike, key: string, everyMs: number) {
    this.#storage = storage
    this.#key = key
    this.#everyMs = everyMs
  }

  async read(): Promise<StoredBook | null> {
    try {
      const text = await this.#storage.getItem(this.#key)
      const found: unknown = text === null ? null : JSON.parse(text)
      return isStored(found) ? found : null
    } catch {
      return null
    }
  }

  /** Writes what `book` gives then, soon. */
  later(book: () => StoredBook | null): void {
    this.#timer ??= setTimeout(() => void this.now(book()), this.#everyMs)
  }

  /** Writes after what is being written. */
  now(book: StoredBook | null): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#writing = this.#writing.then(async () => {
      try {
        if (book) await this.#storage.setItem(this.#key, JSON.stringify(book))
        else await this.#storage.removeItem(this.#key)
      } catch {
        // Said above.
      }
    })
    return this.#writing
  }
}

function isStored(value: unknown): value is StoredBook {
  const { cursor, levels } = (value ?? {}) as Partial<StoredBook>
  return typeof cursor === 'string' && Array.isArray(levels)
}
