import type { DocumentNode } from 'graphql'
import { LRUCache } from 'lru-cache'

/** Room for all documents together, in bytes of heap. */
const ROOM = 32 * 1024 * 1024
/** Heap of one token with its node, its places and what is compiled from it, in bytes. Documents alone take 240 to 510. */
const TOKEN_BYTES = 600
const CHARACTER_BYTES = 2
/** Of a document without tokens. */
const OVERHEAD = 1_000

/**
 * Documents that were parsed, validated and admitted, by their text. Refused ones are never in
 * here, so that it costs no memory once it is answered.
 */
export class DocumentCache {
  readonly #documents: LRUCache<string, DocumentNode>

  constructor(bytes = ROOM) {
    this.#documents = new LRUCache({ maxSize: bytes, sizeCalculation: heapOf })
  }

  get(text: string): DocumentNode | undefined {
    return this.#documents.get(text)
  }

  /** Whether this very document is kept: it is valid then. */
  has(document: DocumentNode): boolean {
    const text = textOf(document)
    return text !== undefined && this.#documents.peek(text) === document
  }

  /** @param document validated, and admitted for the first time or again */
  keep(document: DocumentNode): void {
    const text = textOf(document)
    if (text !== undefined && !this.#documents.has(text)) this.#documents.set(text, document)
  }

  /** Bytes of heap, estimated. */
  get size(): number {
    return this.#documents.calculatedSize
  }
}

/** Heap that a document takes, in bytes: estimated by its tokens and its text. */
export function heapOf(document: DocumentNode): number {
  const { tokenCount = 0 } = document as DocumentNode & { readonly tokenCount?: number }
  return OVERHEAD + TOKEN_BYTES * tokenCount + CHARACTER_BYTES * (textOf(document)?.length ?? 0)
}

function textOf(document: DocumentNode): string | undefined {
  return document.loc?.source.body
}
