import { Buffer } from 'node:buffer'

/** Ids as clients see them. */
export const globalId = (typename: string, id: string) => Buffer.from(`${typename}:${id}`).toString('base64')

export const localId = (id: string) => {
  const text = Buffer.from(id, 'base64').toString()
  return text.slice(text.indexOf(':') + 1)
}
