import { Buffer } from 'node:buffer'

/** Ids as clients see them. */
export const globalId = (typename: string, id: string) => Buffer.from(`${typename}:${id}`).toString('base64')
