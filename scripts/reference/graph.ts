import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql'
import { prose, table } from './table.ts'

/** The pages of the graph by their names in docs/reference. */
export function graphPages(schema: GraphQLSchema): Readonly<Record<string, string>> {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !roots.some((root) => root === type))
    .sort((a, b) => a.name.localeCompare(b.name))
  const page = (title: string, intro: string, parts: readonly string[]) =>
    `# ${title}\n\n${intro}\n\n${parts.join('\n\n')}\n`
  const [queries = [], mutations = [], subscriptions = []] = roots.map((root) =>
    Object.values(root?.getFields() ?? {}).sort((a, b) => a.name.localeCompare(b.name)),
  )
  return {
    'graph-queries.md': page('Queries', `What can be asked. ${ACCESS}`, queries.map(rootField)),
    'graph-mutations.md': page(
      'Mutations',
      `Changes. Expected failures are in \`userErrors\` of the payload. ${ACCESS}`,
      mutations.map(rootField),
    ),
    'graph-subscriptions.md': page(
      'Subscriptions',
      `Live events. [The feed](../realtime.md) has the rules for all of them. ${ACCESS}`,
      subscriptions.map(rootField),
    ),
    'graph-types.md': page(
      'Types',
      'What comes back: objects, interfaces and unions.',
      types.filter((type) => pageOf(type) === 'graph-types.md').map(compositeType),
    ),
    'graph-inputs.md': page('Inputs', 'What goes in.', types.filter(isInputObjectType).map(inputType)),
    'graph-values.md': page(
      'Enums and scalars',
      'Values.',
      types.filter((type) => isEnumType(type) || isScalarType(type)).map(valueType),
    ),
  }
}

const ACCESS = '[Access](../security.md#who-may-what) lists who may.'

function pageOf(type: GraphQLNamedType): string {
  if (isInputObjectType(type)) return 'graph-inputs.md'
  return isEnumType(type) || isScalarType(type) ? 'graph-values.md' : 'graph-types.md'
}

/** The name of a type, with a link to its description. */
function typeLink(type: GraphQLField<unknown, unknown>['type'] | GraphQLArgument['type']): string {
  const named = getNamedType(type)
  // Payloads lead back to all queries, which have a page of their own.
  if (named.name === 'Query') return `[\`${String(type)}\`](graph-queries.md)`
  return `[\`${String(type)}\`](${pageOf(named)}#${named.name.toLowerCase()})`
}

function rootField(field: GraphQLField<unknown, unknown>): string {
  return [
    `## ${field.name}`,
    prose(field.description ?? ''),
    `Gives ${typeLink(field.type)}.`,
    argumentTable(field.args),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function argumentTable(args: readonly GraphQLArgument[]): string {
  if (args.length === 0) return ''
  return table(
    ['argument', 'type', ''],
    args.map(({ name, type, description }) => [`\`${name}\``, typeLink(type), description ?? '']),
  )
}

function compositeType(type: GraphQLNamedType): string {
  const parts = [`## ${type.name}`, prose(type.description ?? '')]
  if (isUnionType(type)) parts.push(`One of ${type.getTypes().map(typeLink).join(', ')}.`)
  if (isObjectType(type) || isInterfaceType(type)) {
    const interfaces = type.getInterfaces()
    if (interfaces.length > 0) parts.push(`Is a ${interfaces.map(typeLink).join(', ')}.`)
    parts.push(table(['field', 'type', ''], Object.values(type.getFields()).map(fieldRow)))
  }
  return parts.join('\n\n')
}

function fieldRow({ name, args, type, description }: GraphQLField<unknown, unknown>): string[] {
  const words = args.map((arg) => `\`${arg.name}: ${String(arg.type)}\` ${arg.description ?? ''}`)
  return [`\`${name}\``, typeLink(type), [description ?? '', ...words].join(' ')]
}

function inputType(type: GraphQLNamedType): string {
  if (!isInputObjectType(type)) throw new Error(`${type.name} is no input`)
  const rows = Object.values(type.getFields()).map(({ name, type: of, description }) => [
    `\`${name}\``,
    typeLink(of),
    description ?? '',
  ])
  return [`## ${type.name}`, prose(type.description ?? ''), table(['field', 'type', ''], rows)].join('\n\n')
}

function valueType(type: GraphQLNamedType): string {
  const parts = [`## ${type.name}`, prose(type.description ?? '')]
  if (isEnumType(type))
    parts.push(
      table(
        ['value', ''],
        type.getValues().map(({ name, description }) => [`\`${name}\``, description ?? '']),
      ),
    )
  return parts.join('\n\n')
}
