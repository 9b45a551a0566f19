import { type GraphQLEnumType, GraphQLInt, type GraphQLLeafType, GraphQLString, isEnumType } from 'graphql'
import { NoAnswer } from './no-answer.ts'

const MAX_INT = 2_147_483_647

/** Characters that JSON has to escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/

/** As JSON.stringify, in half the time for what most strings are. */
function quoted(value: string): string {
  return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`
}

/** Makes the JSON of a value that is not null. @throws what the type's `serialize` throws */
export function leafText(type: GraphQLLeafType): (value: unknown) => string {
  if (isEnumType(type)) return enumText(type)
  const general = (value: unknown) => {
    const serialized = type.serialize(value)
    if (typeof serialized === 'string') return quoted(serialized)
    const text = JSON.stringify(serialized) as string | undefined
    if (text === undefined) throw new NoAnswer()
    return text
  }
  if (type === GraphQLString) return (value) => (typeof value === 'string' ? quoted(value) : general(value))
  if (type === GraphQLInt)
    return (value) =>
      typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= MAX_INT
        ? `${value}`
        : general(value)
  return general
}

/** Values of an enum are few, and known. */
function enumText(type: GraphQLEnumType): (value: unknown) => string {
  const texts = new Map(type.getValues().map(({ value, name }) => [value, JSON.stringify(name)]))
  return (value) => texts.get(value) ?? JSON.stringify(type.serialize(value))
}
