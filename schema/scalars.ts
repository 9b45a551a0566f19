import { GraphQLError, Kind } from 'graphql'
import { builder } from './builder.ts'

const ISO = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

function bad(expected: string, value: unknown): GraphQLError {
  return new GraphQLError(`Expected ${expected}, got ${JSON.stringify(value)?.slice(0, 60)}.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  })
}

builder.scalarType('DateTime', {
  description:
    'An instant in UTC, ISO 8601 with milliseconds: 2026-11-22T08:00:00.000Z. Input may carry another offset.',
  serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
  parseValue: (value) => {
    const instant = typeof value === 'string' ? instantOf(value) : null
    if (!instant) throw bad('an instant such as "2026-11-22T08:00:00Z"', value)
    return instant
  },
})

/** Null for a day that no calendar has, which Date would take for a later one, and for what the database can't hold. */
function instantOf(text: string): Date | null {
  const [, year, month, day] = ISO.exec(text) ?? []
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  const instant = new Date(text)
  const inYear = instant.getUTCFullYear()
  return date.getUTCDate() === Number(day) && inYear >= 1 && inYear <= 9999 ? instant : null
}

builder.scalarType('Decimal', {
  description: 'A decimal number as a string, so that no digit is lost: "19.90".',
  serialize: (value) => String(value),
  parseValue: (value) => {
    if (typeof value !== 'string' || !/^-?\d{1,30}(\.\d{1,10})?$/.test(value))
      throw bad('a decimal such as "19.90"', value)
    return value
  },
})

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => literal(node, variables ?? {}),
})

type Literal = Parameters<NonNullable<Parameters<typeof builder.scalarType<'JSON'>>[1]['parseLiteral']>>[0]

function literal(node: Literal, variables: Record<string, unknown>): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value)
    case Kind.LIST:
      return node.values.map((value) => literal(value, variables))
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map((field) => [field.name.value, literal(field.value, variables)]),
      )
    case Kind.VARIABLE:
      return variables[node.name.value]
    default:
      return null
  }
}
