import { Buffer } from 'node:buffer'
import { Refused } from '../src/domain/user-error.ts'
import { badInput } from './errors.ts'

/** `Sku:0190…` in base64, as the relay plugin makes them. */
export function encodeGlobalId(typename: string, id: string): string {
  return Buffer.from(`${typename}:${id}`).toString('base64')
}

/** Null when the text is not an id of that type. */
export function decodeGlobalId(typename: string, id: string): string | null {
  const text = Buffer.from(id, 'base64').toString('utf8')
  return text.startsWith(`${typename}:`) && text.length > typename.length + 1
    ? text.slice(typename.length + 1)
    : null
}

/** For arguments of queries and subscriptions. @throws GraphQLError BAD_USER_INPUT that names the argument */
export function localIdOf(typename: string, argument: string, id: string): string {
  const local = decodeGlobalId(typename, id)
  if (local === null)
    throw badInput(argument, `${JSON.stringify(id.slice(0, 60))} is not the id of a ${typename}`)
  return local
}

/** A list argument; null and absent both mean "not restricted". */
export function localIdsOf(
  typename: string,
  argument: string,
  ids: readonly string[] | null | undefined,
): string[] | null {
  return ids ? ids.map((id) => localIdOf(typename, argument, id)) : null
}

/** For inputs of mutations. @throws Refused INVALID_INPUT that names the field: the payload's userErrors */
export function inputIdOf(typename: string, field: readonly string[], id: string): string {
  const local = decodeGlobalId(typename, id)
  if (local === null)
    throw new Refused('INVALID_INPUT', field, `${field.join('.')}: is not the id of a ${typename}`)
  return local
}
