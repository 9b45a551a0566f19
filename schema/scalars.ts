import { GraphQLError, Kind } from 'graphql'
import { isWebAddress } from '../src/domain/web-address.ts'
import { builder } from './builder.ts'

const ISO = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

function bad(expected: string, value: unknown): GraphQLError {
  return new GraphQLError(`Expected ${expected}, got ${JSON.stringify(value)?.slice(0, 60)}.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  })
}

builder.scalarType('DateTime', {
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
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
  specifiedByURL: 'https://www.w3.org/TR/xmlschema11-2/#decimal',
  description: 'A decimal number as a string, so that no digit is lost: "19.90".',
  serialize: (value) => String(value),
  parseValue: (value) => {
    if (typeof value !== 'string' || !/^-?\d{1,30}(\.\d{1,10})?$/.test(value))
      throw bad('a decimal such as "19.90"', value)
    return value
  },
})

/** The largest whole number that a JSON number holds in every language. */
const SAFE = BigInt(Number.MAX_SAFE_INTEGER)

builder.scalarType('BigInt', {
  description:
    'A whole number that may be larger than Int: a JSON number up to 2^53 - 1, a string of digits beyond. Input takes both.',
  specifiedByURL: 'https://tc39.es/ecma262/#sec-ecmascript-language-types-bigint-type',
  serialize: (value) => {
    const whole = wholeOf(value)
    if (whole === null) throw bad('a whole number', String(value))
    return whole <= SAFE && whole >= -SAFE ? Number(whole) : String(whole)
  },
  parseValue: (value) => {
    const whole = wholeOf(value)
    if (whole === null) throw bad('a whole number such as 12 or "9007199254740993"', value)
    return whole
  },
})

function wholeOf(value: unknown): bigint | null {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null
  return typeof value === 'string' && /^-?\d{1,38}$/.test(value) ? BigInt(value) : null
}

/** A code of some list. Which codes it has, the use case knows: it names the field at fault in `userErrors`. */
function codeScalar(
  name: 'CurrencyCode' | 'CountryCode',
  about: { description: string; specifiedByURL: string },
) {
  builder.scalarType(name, {
    ...about,
    serialize: (value) => String(value),
    parseValue: (value) => {
      if (typeof value !== 'string') throw bad('a text', value)
      return value
    },
  })
}

codeScalar('CurrencyCode', {
  description: 'A currency by its ISO 4217 code, in capitals: CNY.',
  specifiedByURL: 'https://www.iso.org/iso-4217-currency-codes.html',
})
codeScalar('CountryCode', {
  description: 'A country or territory by its ISO 3166-1 alpha-2 code, in capitals: SG.',
  specifiedByURL: 'https://www.iso.org/iso-3166-country-codes.html',
})

builder.scalarType('Date', {
  description: 'A day of the calendar, ISO 8601: 2026-11-22.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date.html',
  serialize: (value) => String(value),
  parseValue: (value) => {
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || !instantOf(`${value}T00:00:00Z`))
      throw bad('a day such as "2026-11-22"', value)
    return value
  },
})

builder.scalarType('URL', {
  description: 'The address of a page, a picture or a service: http or https, nothing else.',
  specifiedByURL: 'https://url.spec.whatwg.org/#urls',
  serialize: httpOnly,
  parseValue: httpOnly,
})

function httpOnly(value: unknown): string {
  if (typeof value !== 'string' || !isWebAddress(value)) throw bad('an http or https address', value)
  return value
}

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
