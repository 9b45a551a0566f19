import {
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
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
  // Of no object: `Nothing:0` in base64.
  ID: '"Tm90aGluZzow"',
  String: '"x"',
  Int: '1',
  Float: '1',
  Boolean: 'false',
  DateTime: '"2026-01-01T00:00:00Z"',
  Decimal: '"1"',
  JSON: '{}',
  BigInt: '1',
  CurrencyCode: '"CNY"',
  CountryCode: '"SG"',
  Date: '"2026-01-01"',
  URL: '"https://example.com/"',
}

/** The fields that an input has to have; one of them where it takes just one. */
export function neededFields(type: GraphQLInputObjectType): readonly GraphQLInputField[] {
  const fields = Object.values(type.getFields())
  return type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField)
}

/** A literal that the type takes: what has to be there, and nothing else. */
export function literalOf(type: GraphQLInputType): string {
  const given = getNullableType(type)
  if (isListType(given)) return `[${literalOf(given.ofType)}]`
  if (isEnumType(given)) return given.getValues()[0]?.name ?? ''
  if (!isInputObjectType(given)) return SCALARS[given.name] ?? '"x"'
  return `{ ${neededFields(given)
    .map(({ name, type: inside }) => `${name}: ${literalOf(inside)}`)
    .join(', ')} }`
}

/** The shortest operation that asks for a root field. */
export function minimalOperation(
  kind: 'query' | 'mutation' | 'subscription',
  field: GraphQLField<unknown, unknown>,
): string {
  return `${kind} { ${minimalSelection(field)} }`
}

/** The field with what it must be given, and nothing of what it leads to. */
export function minimalSelection(field: GraphQLField<unknown, unknown>): string {
  const args = field.args.filter(isRequiredArgument).map(({ name, type }) => `${name}: ${literalOf(type)}`)
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : ''
  return `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${selection}`
}
