import { Buffer } from 'node:buffer'
import { Refused } from '../src/domain/user-error.ts'
import { badInput } from './errors.ts'

/** `Sku:0190…` in base64, as the relay plugin makes them. */
export function encodeGlobalId(typename: string, id: string): string {
  return Buffer.from(`${typename}:${id}`).toString('base64')
}

/** Characters of a local id: ours are uuids, linked systems give names. */
const MAX_LOCAL_ID = 100
/** A type, a colon, and a text that PostgreSQL can hold: no control characters, nothing that was no UTF-8. */
const GLOBAL_ID = new RegExp(`^([A-Za-z]\\w{0,60}):([^\\p{Cc}\\p{Cs}\\uFFFD]{1,${MAX_LOCAL_ID}})$`, 'u')
const BASE64 = /^[\w+/-]{1,800}={0,2}$/

/** The one place where a global id is read. Null for anything that is not one of ours. */
export function parseGlobalId(globalId: string): { typename: string; id: string } | null {
  if (!BASE64.test(globalId)) return null
  const [, typename, id] = GLOBAL_ID.exec(Buffer.from(globalId, 'base64').toString('utf8')) ?? []
  return typename && id ? { typename, id } : null
}

/** Null when the text is not an id of that type. */
export function decodeGlobalId(typename: string, globalId: string): string | null {
  const parsed = parseGlobalId(globalId)
  return parsed?.typename === typename ? parsed.id : null
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
    throw new Refused(
      'INVALID_INPUT',
      field,
      `${field.join('.')}: ${JSON.stringify(id.slice(0, 60))} is not the id of a ${typename}`,
    )
  return local
}

/**
 * A mutation's input with the global ids of some of its fields made local; an absent one becomes null.
 * @param types name of the type by field
 * @throws Refused INVALID_INPUT that names the field
 */
export function localIds<Input extends object, Key extends keyof Input & string>(
  input: Input,
  types: Readonly<Record<Key, string>>,
  path: readonly string[] = [],
): Omit<Input, Key> & Record<Key, string | null> {
  const local: Record<string, string | null> = {}
  for (const [field, type] of Object.entries<string>(types)) {
    const id = input[field as Key] as string | null | undefined
    local[field] = id == null ? null : inputIdOf(type, [...path, field], id)
  }
  return { ...input, ...local } as Omit<Input, Key> & Record<Key, string | null>
}

/** As `localIds`, but a field that is absent stays absent: it is not to be changed. */
export function presentIds<Input extends object, Key extends keyof Input & string>(
  input: Input,
  types: Readonly<Record<Key, string>>,
): Omit<Input, Key> & Partial<Record<Key, string | null>> {
  const local: Record<string, string | null> = {}
  for (const [field, type] of Object.entries<string>(types)) {
    const id = input[field as Key] as string | null | undefined
    if (id !== undefined) local[field] = id === null ? null : inputIdOf(type, [field], id)
  }
  return { ...input, ...local } as Omit<Input, Key> & Partial<Record<Key, string | null>>
}

/** A list of global ids of an input made local. @throws Refused INVALID_INPUT that names the place */
export function inputIdsOf(
  typename: string,
  field: readonly string[],
  ids: readonly string[] | null | undefined,
): string[] | null | undefined {
  return ids?.map((id, at) => inputIdOf(typename, [...field, String(at)], id)) ?? (ids as null | undefined)
}
