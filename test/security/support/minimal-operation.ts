import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql'

const SCALARS: Readonly<Record<string, string>> = {
  // Nobody's: `Nothing:0` in base64.
  ID: '"Tm90aGluZzow"',
  String: '"x"',
  Int: '1',
  Float: '1',
  Boolean: 'false',
  DateTime: '"2026-01-01T00:00:00Z"',
  Decimal: '"1"',
  JSON: '{}',
}

/** A literal that the type takes: what has to be there, and nothing else. */
function literalOf(type: GraphQLInputType): string {
  const given = getNullableType(type)
  if (isListType(given)) return `[${literalOf(given.ofType)}]`
  if (isEnumType(given)) return given.getValues()[0]?.name ?? ''
  if (!isInputObjectType(given)) return SCALARS[given.name] ?? '"x"'
  const fields = Object.values(given.getFields())
  const needed = given.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField)
  return `{ ${needed.map(({ name, type: inside }) => `${name}: ${literalOf(inside)}`).join(', ')} }`
}

/** The shortest operation that asks for a root field. */
export function minimalOperation(
  kind: 'query' | 'mutation' | 'subscription',
  field: GraphQLField<unknown, unknown>,
): string {
  return `${kind} { ${minimalSelection(field)} }`
}

/** The field with what it has to be given, and nothing of what it leads to. */
export function minimalSelection(field: GraphQLField<unknown, unknown>): string {
  const args = field.args.filter(isRequiredArgument).map(({ name, type }) => `${name}: ${literalOf(type)}`)
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : ''
  return `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${selection}`
}
