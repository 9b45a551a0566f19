import {
  type GraphQLInputType,
  type GraphQLScalarType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql'
import type { Tape } from './tape.ts'

const LONG = 'long '.repeat(1_000)
/** At the edges of what text may be; what a database, a log or a page could stumble over. */
export const TEXTS: readonly string[] = [
  'x',
  '',
  ' ',
  '0',
  "'; DROP TABLE sku; --",
  '%_\\',
  '"quoted" {{template}} #{expression}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  'line\r\nbreak\tand tab',
  'NUL \u0000 inside',
  'bell \u0007 and escape \u001b[31m',
  '中文商品 🐉 ภาษาไทย',
  '\u202eright to left\u202c',
  'a\u0301\u0301\u0301\u0301',
  '\ufeff\u200b\u2028',
  '__proto__',
  'constructor',
  'null',
  '-1',
  '99999999999999999999999999',
  LONG,
]
/** Only as a variable: a document can't say it. */
const LONE_SURROGATE = 'half \ud83d of a pair'

const INTS = [1, 0, -1, 2, 20, 100, 101, 2_147_483_647, -2_147_483_648]
const FLOATS = [1, 0, -0.5, 1e-320, 1e308, 1.7976931348623157e308]
const DAYS = ['2026-01-01', '0001-01-01', '2024-02-30', '2026-1-1', '']
const ADDRESSES = ['https://example.com/a?b=c', 'http://[::1]:80/', 'javascript:alert(1)', 'https://', '//x']
const TIMES = [
  '2026-01-01T00:00:00Z',
  '1970-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00Z',
  '2024-02-30T00:00:00Z',
  '2026-01-01T00:00:00+14:00',
  '2026-01-01',
  'yesterday',
  '',
]
const DECIMALS = [
  '1',
  '0',
  '-1',
  '0.01',
  '0.001',
  '99999999999999999999.99',
  '1e400',
  'NaN',
  '-0',
  '１２',
  '1,5',
  '',
]
const JSONS: readonly unknown[] = [
  {},
  null,
  [],
  'text',
  1e308,
  { __proto__x: 1, constructor: { prototype: {} } },
  { deep: { deeper: { deepest: [[[[[]]]]] } } },
  { 'key with "quotes"': '\u0000' },
  [1, 'two', null, false],
]
const ODD_IDS = ['', 'x', 'Tm90aGluZzow', 'U2t1Og==', 'U2t1OicK', '!!!', 'U2t1', '0', '中', 'x'.repeat(3_000)]

/** A value that the type takes, at its edges more often than not. `ids` are those of existing things. */
export function someValue(type: GraphQLInputType, tape: Tape, ids: readonly string[], depth = 0): unknown {
  if (!isNonNullType(type) && depth > 0 && tape.chance(15)) return null
  const given = getNullableType(type)
  if (isListType(given)) {
    const length = tape.pick([1, 1, 2, 0, 3, 7])
    return Array.from({ length }, () => someValue(given.ofType, tape, ids, depth + 1))
  }
  if (isEnumType(given)) return tape.pick(given.getValues()).name
  if (isInputObjectType(given)) {
    const fields = Object.values(given.getFields())
    if (given.isOneOf) {
      const field = tape.pick(fields)
      return { [field.name]: someValue(field.type, tape, ids, depth) ?? 'x' }
    }
    const chosen = fields.filter((field) => isRequiredInputField(field) || (depth < 4 && tape.chance(50)))
    return Object.fromEntries(
      chosen.map(({ name, type: inside }) => [name, someValue(inside, tape, ids, depth + 1)]),
    )
  }
  return scalarOf(given.name, tape, ids)
}

function scalarOf(name: string, tape: Tape, ids: readonly string[]): unknown {
  switch (name) {
    case 'ID':
      return ids.length > 0 && !tape.chance(25) ? tape.pick(ids) : tape.pick(ODD_IDS)
    case 'Int':
      return tape.pick(INTS)
    case 'Float':
      return tape.pick(FLOATS)
    case 'Boolean':
      return tape.chance(50)
    case 'DateTime':
      return tape.pick(TIMES)
    case 'Date':
      return tape.pick(DAYS)
    case 'BigInt':
      return tape.pick([...INTS, ...DECIMALS])
    case 'URL':
      return tape.pick(ADDRESSES)
    case 'Decimal':
      return tape.pick(DECIMALS)
    case 'JSON':
      return tape.pick(JSONS)
    default:
      return tape.chance(5) ? LONE_SURROGATE : tape.pick(TEXTS)
  }
}

/** Of any type at all, for where something else is expected. */
export function strangeValue(tape: Tape): unknown {
  return tape.pick<unknown>([
    'text',
    null,
    {},
    [],
    -1,
    1.5,
    -0,
    true,
    [[null]],
    { __typename: 'Sku' },
    LONE_SURROGATE,
    '9'.repeat(400),
    { toString: 'x', length: -1 },
  ])
}

/** As it stands in a document; null when it can't stand there. */
export function literalOf(type: GraphQLInputType, value: unknown): string | null {
  const given = getNullableType(type)
  if (value === null) return 'null'
  if (isListType(given)) {
    const items = (value as unknown[]).map((item) => literalOf(given.ofType, item))
    return items.includes(null) ? null : `[${items.join(', ')}]`
  }
  if (isEnumType(given)) return String(value)
  if (isInputObjectType(given)) {
    const fields = Object.entries(value as object).map(([name, inside]) => {
      const field = given.getFields()[name]
      const literal = field ? literalOf(field.type, inside) : null
      return literal === null ? null : `${name}: ${literal}`
    })
    return fields.includes(null) ? null : `{ ${fields.join(', ')} }`
  }
  if (given.name === 'JSON' && typeof value === 'object') return null
  if (value === LONE_SURROGATE || !takes(given, value)) return null
  return JSON.stringify(value)
}

/** What a scalar of ours refuses makes a document invalid; as a variable it is refused later. */
function takes(scalar: GraphQLScalarType, value: unknown): boolean {
  try {
    scalar.parseValue(value)
    return true
  } catch {
    return false
  }
}
