import type pg from 'pg'
import { Parser } from 'pg-protocol/dist/parser.js'
import type { TakeRow } from './found.ts'

/** Code of the message that carries a row: D. */
const DATA_ROW = 68
const TAKEN = { name: 'rowTaken', length: 0 }

/** Internals of the driver without types, for the version in package.json; tests check them. */
interface Inner {
  connection: {
    attachListeners(stream: NodeJS.ReadableStream): void
    emit(name: string, message: object): boolean
  }
}
interface InnerParser {
  handlePacket(start: number, code: number, length: number, bytes: Buffer): object
  parse(bytes: Buffer, onMessage: (message: { readonly name: string }) => void): void
}

const takers = new WeakMap<object, TakeRow>()

/** Rows that come over this connection go to `take`, as bytes; null: to the driver again. */
export function takeRows(connection: object, take: TakeRow | null): void {
  if (take) takers.set(connection, take)
  else takers.delete(connection)
}

/**
 * Lets rows be taken from a client's connection before the driver makes a string of every value and an event of every
 * row, which is most of what reading a page takes. To be called before it connects.
 */
export function tapRows(client: pg.Client): void {
  const { connection } = client as unknown as Inner
  connection.attachListeners = (stream) => {
    const parser = new Parser() as unknown as InnerParser
    const handlePacket = parser.handlePacket.bind(parser)
    parser.handlePacket = (start, code, length, bytes) => {
      const take = code === DATA_ROW ? takers.get(connection) : undefined
      if (!take) return handlePacket(start, code, length, bytes)
      take(bytes, start)
      return TAKEN
    }
    stream.on('data', (bytes: Buffer) =>
      parser.parse(bytes, (message) => {
        if (message !== TAKEN)
          connection.emit(message.name === 'error' ? 'errorMessage' : message.name, message)
      }),
    )
  }
}
