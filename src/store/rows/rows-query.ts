import pg from 'pg'
import { type Found, nothing, rowTaker } from './found.ts'
import { takeRows } from './row-messages.ts'
import type { Shape } from './shape.ts'
import type { Statement } from './statement.ts'

/** The driver's query, of which its types show only half. */
const Query = pg.Query as unknown as new (
  config: object,
  values: undefined,
  callback: (error: Error | null) => void,
) => {
  submit(connection: object): Error | null
  handleError(error: Error, connection: object): void
  handleReadyForQuery(connection: object): void
}

/** A statement whose rows are read from the connection's bytes (row-messages.ts). Used once. */
export class RowsQuery extends Query {
  /** Settles when PostgreSQL has answered. */
  readonly answer: Promise<Found>
  readonly #found: Found
  readonly #shape: Shape
  #failure: Error | null = null

  constructor({ text, name }: Statement, values: readonly unknown[], shape: Shape) {
    const { promise, resolve, reject } = Promise.withResolvers<Found>()
    const found = nothing(shape)
    super({ text, name, values: [...values] }, undefined, (error) => {
      const failure = error ?? this.#failure
      if (failure) reject(failure)
      else resolve(found)
    })
    this.answer = promise
    this.#found = found
    this.#shape = shape
  }

  override submit(connection: object): Error | null {
    const take = rowTaker(this.#shape, this.#found)
    takeRows(connection, (bytes, start) => {
      // Thrown here it would be thrown at the socket.
      try {
        if (!this.#failure) take(bytes, start)
      } catch (error) {
        this.#failure = error as Error
      }
    })
    return super.submit(connection)
  }

  /** Names and types of the columns are known. */
  handleRowDescription(): void {}

  handleCommandComplete(): void {}

  override handleError(error: Error, connection: object): void {
    takeRows(connection, null)
    super.handleError(error, connection)
  }

  override handleReadyForQuery(connection: object): void {
    takeRows(connection, null)
    super.handleReadyForQuery(connection)
  }
}
