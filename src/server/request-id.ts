import { randomUUID } from 'node:crypto'

/** Request ids that we accept: they go into logs and answers unchanged. */
const SANE = /^[\w.:+/=-]{1,128}$/

/** The id that a proxy or client gave the request (`x-request-id`), or one of our own when it gave none, or nonsense. */
export function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && SANE.test(given) ? given : randomUUID()
}
