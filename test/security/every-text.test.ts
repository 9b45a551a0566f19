import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredInputField,
} from 'graphql'
import { expect, it } from 'vitest'
import { schema } from '../../schema/index.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { literalOf, neededFields } from './support/minimal-operation.ts'

/** Texts that a client may send anywhere, and that no argument may fail over. */
const TEXTS: Readonly<Record<string, string>> = {
  NUL: 'a\0b',
  'half a surrogate pair': 'a\ud800b',
  'ten thousand characters': 'x'.repeat(10_000),
  nothing: '',
}

/** Scalars that come as a text. */
const TEXTUAL = new Set(['String', 'ID', 'CurrencyCode', 'CountryCode', 'Date', 'URL'])

const gateway = gatewayOfThisFile({ RATE_LIMIT: 'off' })

it('no text or id, in whatever argument of whatever field, is an error of ours', {
  timeout: 300_000,
}, async () => {
  const ids = await idsOfNodes()
  const before = gateway().log.length
  const wrong: string[] = []
  let asked = 0
  const ask = async (place: string, query: string, variables: Record<string, unknown>) => {
    asked++
    const { data, errors } = await gateway().ask<unknown>(query, variables)
    const codes = errors.map(({ extensions }) => extensions?.code)
    if (
      codes.includes('INTERNAL_SERVER_ERROR') ||
      codes.includes('GRAPHQL_VALIDATION_FAILED') ||
      (!data && errors.length === 0)
    )
      wrong.push(`${place}: ${query}: ${JSON.stringify(errors).slice(0, 300)}`)
  }
  const places = [...placesOf(ids)]
  for (const { name, type, query, nodeType } of places) {
    for (const [kind, text] of Object.entries(TEXTS)) {
      await ask(`${name}, ${kind}`, query, { x: text })
      if (type === 'ID') await ask(`${name}, an id of ${kind}`, query, { x: gid(nodeType, text) })
    }
  }
  expect(wrong).toEqual([])
  expect(
    gateway()
      .log.slice(before)
      .filter(({ level }) => level === 'error'),
  ).toEqual([])
  expect(places.length).toBeGreaterThan(150)
  expect(asked).toBeGreaterThan(800)
})

const gid = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64')

type Ids = ReadonlyMap<string, string>

/** The global id of a row of each type that has one: an argument is checked only when the others are right. */
async function idsOfNodes(): Promise<Ids> {
  const ids = new Map<string, string>()
  const prisma = gateway().database.prisma as unknown as Record<
    string,
    { findFirst?: () => Promise<{ id?: unknown } | null> }
  >
  for (const type of NODES) {
    const row = await prisma[type[0]?.toLowerCase() + type.slice(1)]?.findFirst?.()
    if (typeof row?.id === 'string') ids.set(type, gid(type, row.id))
  }
  return ids
}

const node = schema.getType('Node')
const NODES = Object.values(schema.getTypeMap())
  .filter(
    (type): type is GraphQLObjectType =>
      isObjectType(type) && type.getInterfaces().some((one) => one === node),
  )
  .map(({ name }) => name)

interface Place {
  readonly name: string
  readonly type: string
  /** Takes the text as $x. */
  readonly query: string
  /** Whose id it wants, as far as its name says. */
  readonly nodeType: string
}

/** Every argument and input field that takes a text or an id, of root fields and of all others. */
function* placesOf(ids: Ids): Generator<Place> {
  for (const [kind, root] of [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const)
    for (const field of Object.values(root?.getFields() ?? {}))
      yield* ofField(field, ids, (type, selected) => `${kind}($x: ${type}) { ${selected} }`, root?.name ?? '')
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    const way = wayTo(type, ids)
    if (!way) continue
    for (const field of Object.values(type.getFields()))
      yield* ofField(field, ids, (of, selected) => `query($x: ${of}) { ${way(selected)} }`, type.name)
  }
}

/** How to ask an object of the type for something; null for root types and those that nothing short leads to. */
function wayTo(type: GraphQLObjectType, ids: Ids): ((selected: string) => string) | null {
  const id = ids.get(type.name)
  if (id) return (selected) => `node(id: "${id}") { ... on ${type.name} { ${selected} } }`
  const from = Object.values(schema.getQueryType()?.getFields() ?? {}).find(
    (field) =>
      getNamedType(field.type) === type && field.args.every(({ type: of }) => getNullableType(of) === of),
  )
  return from ? (selected) => `${from.name} { ${selected} }` : null
}

type Operation = (variableType: string, selected: string) => string

function* ofField(
  field: GraphQLField<unknown, unknown>,
  ids: Ids,
  operation: Operation,
  owner: string,
): Generator<Place> {
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : ''
  for (const argument of field.args)
    for (const leaf of leavesOf(argument, field, ids)) {
      const others = field.args
        .filter(
          (one) =>
            one !== argument && one.defaultValue === undefined && getNullableType(one.type) !== one.type,
        )
        .map((one) => `${one.name}: ${valueFor(one, field, ids)}`)
      const selected = `${field.name}(${[...others, `${argument.name}: ${leaf.literal}`].join(', ')})${selection}`
      yield {
        name: `${owner}.${field.name}(${leaf.path})`,
        type: leaf.type,
        query: operation(`${leaf.type}!`, selected),
        nodeType: leaf.nodeType,
      }
    }
}

interface Leaf {
  readonly path: string
  readonly type: string
  /** A value of the whole argument with $x at the leaf. */
  readonly literal: string
  readonly nodeType: string
}

function* leavesOf(
  input: GraphQLArgument | GraphQLInputField,
  field: GraphQLField<unknown, unknown>,
  ids: Ids,
  deep = 0,
): Generator<Leaf> {
  const type = getNamedType(input.type) as GraphQLInputType
  const inList = (literal: string) => (isListType(getNullableType(input.type)) ? `[${literal}]` : literal)
  if (isInputObjectType(type)) {
    if (deep > 4) return
    const fields = Object.values(type.getFields())
    for (const inside of fields)
      for (const leaf of leavesOf(inside, field, ids, deep + 1)) {
        const others = type.isOneOf
          ? []
          : fields
              .filter((one) => one !== inside && isRequiredInputField(one))
              .map((one) => `${one.name}: ${valueFor(one, field, ids)}`)
        yield {
          ...leaf,
          path: `${input.name}.${leaf.path}`,
          literal: inList(`{ ${[...others, `${inside.name}: ${leaf.literal}`].join(', ')} }`),
        }
      }
  } else if ('name' in type && TEXTUAL.has(type.name))
    yield { path: input.name, type: type.name, literal: inList('$x'), nodeType: nodeTypeOf(input, field) }
}

/** A value for what must be given as well: ids are of rows that are there. */
function valueFor(
  input: GraphQLArgument | GraphQLInputField,
  field: GraphQLField<unknown, unknown>,
  ids: Ids,
): string {
  const type = getNamedType(input.type) as GraphQLInputType
  const inList = (literal: string) => (isListType(getNullableType(input.type)) ? `[${literal}]` : literal)
  if (isInputObjectType(type)) {
    return inList(
      `{ ${neededFields(type)
        .map((one) => `${one.name}: ${valueFor(one, field, ids)}`)
        .join(', ')} }`,
    )
  }
  const id = 'name' in type && type.name === 'ID' ? ids.get(nodeTypeOf(input, field)) : undefined
  return id ? inList(`"${id}"`) : literalOf(input.type)
}

/** `skuId`, `fromWarehouseId` and `ids` of `retrySyncFailures`: by the argument's name, else by what the field gives. */
function nodeTypeOf(
  input: GraphQLArgument | GraphQLInputField,
  field: GraphQLField<unknown, unknown>,
): string {
  const named = NODES.filter((type) => new RegExp(`${type}Ids?$`, 'i').test(input.name)).toSorted(
    (a, b) => b.length - a.length,
  )
  const returned = getNamedType(field.type)
  const given = isObjectType(returned)
    ? [returned.name, ...Object.values(returned.getFields()).map(({ type }) => getNamedType(type).name)]
    : []
  return named[0] ?? given.find((type) => NODES.includes(type)) ?? 'Sku'
}
