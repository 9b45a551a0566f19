import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'

/** Items of a connection when neither `first` nor `last` is given, and the most it gives (schema/builder.ts). */
const DEFAULT_PAGE = 20
const MAX_PAGE = 100
/** Items of a list that can't be asked for in pages (SKUs of a product, levels of a SKU, lines of an order). */
const SHORT_LIST = 5

/** Points of fields that cost more than reading a row; all other objects are 1 each, scalars nothing. */
const WEIGHTS: Readonly<Record<string, number>> = {
  // A call to a platform, batched.
  'Listing.live': 5,
  'Query.marketplaceSearch': 50,
  // Calls to platforms or to a provider that is paid for each.
  'Query.marketplaceItem': 50,
  'Query.resolveItem': 50,
  // Statements over whole tables; for a list the figure counts for each item that is expected.
  'Analytics.stockValueByWarehouse': 1_000,
  'Analytics.orderFunnel': 1_000,
  'Analytics.sellThrough': 5_000,
  'Analytics.alertsBySupplier': 5_000,
  'Analytics.purchasePriceSpread': 5_000,
  // Counts all rows that the filter finds.
  totalCount: 10,
  // Answered from memory, but 140 KB of it.
  __schema: 200,
  __type: 20,
}
const MUTATION = 10

export interface Cost {
  readonly points: number
  /** False: every run of this operation costs the same. */
  readonly variable: boolean
}

type Variables = Readonly<Record<string, unknown>>

/**
 * Points of an operation that was validated: objects that the answer can hold at most, connections taken by the page
 * asked for, lists of ids by their length. `@skip` and `@include` are ignored: it is what the operation may cost.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Cost {
  const root = schema.getRootType(operation.operation)
  if (!root) return { points: 0, variable: false }
  const walk = new Walk(schema, document, operation, variables)
  const points = 1 + walk.ofSet(operation.selectionSet, root, 0)
  return { points, variable: walk.readVariables }
}

class Walk {
  readVariables = false
  readonly #schema: GraphQLSchema
  readonly #variables: Variables
  readonly #defaults = new Map<string, ValueNode | undefined>()
  readonly #fragments = new Map<string, FragmentDefinitionNode>()
  /** By name and page: a fragment on a connection costs what the page around it holds. */
  readonly #known = new Map<string, number>()

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables,
  ) {
    this.#schema = schema
    this.#variables = variables
    for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
      this.#defaults.set(variable.name.value, defaultValue)
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition)
  }

  /** @param page items of the connection whose fields these are; 0 outside one */
  ofSet(set: SelectionSetNode, parent: GraphQLCompositeType, page: number): number {
    let points = 0
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) points += this.#ofField(selection, parent, page)
      else if (selection.kind === Kind.FRAGMENT_SPREAD) points += this.#ofFragment(selection.name.value, page)
      else {
        const type = this.#typeNamed(selection.typeCondition?.name.value) ?? parent
        points += this.ofSet(selection.selectionSet, type, page)
      }
    }
    return points
  }

  #ofFragment(name: string, page: number): number {
    const key = `${page} ${name}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const fragment = this.#fragments.get(name)
    const type = this.#typeNamed(fragment?.typeCondition.name.value)
    const points = fragment && type ? this.ofSet(fragment.selectionSet, type, page) : 0
    this.#known.set(key, points)
    return points
  }

  #ofField(node: FieldNode, parent: GraphQLCompositeType, page: number): number {
    const name = node.name.value
    const weight = WEIGHTS[`${parent.name}.${name}`] ?? WEIGHTS[name]
    if (name.startsWith('__')) return weight ?? 0
    const field = isUnionType(parent) ? undefined : parent.getFields()[name]
    if (!field) return 0
    const isMutation = parent === this.#schema.getMutationType()
    const own = weight ?? (isMutation ? MUTATION : 1)
    const type = getNamedType(field.type)
    if (!isCompositeType(type) || !node.selectionSet) return weight ?? (isMutation ? MUTATION : 0)
    if (isConnection(type)) return own + this.ofSet(node.selectionSet, type, this.#pageOf(node))
    const items = isListType(getNullableType(field.type)) ? page || this.#lengthOf(node, field) : 1
    const named = parent === this.#schema.getSubscriptionType() ? this.#namedBy(node) : 0
    return named + items * (own + this.ofSet(node.selectionSet, type, 0))
  }

  #pageOf(node: FieldNode): number {
    const asked = this.#number(node, 'first') ?? this.#number(node, 'last') ?? DEFAULT_PAGE
    return Math.min(MAX_PAGE, Math.max(1, asked))
  }

  /** Of a list that is no connection: the ids or codes given for it, if it takes such. */
  #lengthOf(node: FieldNode, field: GraphQLField<unknown, unknown>): number {
    const takesList = field.args.some(({ type }) => isListType(getNullableType(type)))
    return takesList ? Math.max(1, this.#namedBy(node)) : SHORT_LIST
  }

  /** How many things are named by the lists among the arguments. */
  #namedBy(node: FieldNode): number {
    let count = 0
    for (const argument of node.arguments ?? []) {
      const { value } = argument
      if (value.kind === Kind.LIST) count += value.values.length
      else if (value.kind === Kind.VARIABLE) {
        const given = this.#given(value.name.value)
        if (Array.isArray(given)) count += given.length
        else if (given === undefined) {
          const otherwise = this.#defaults.get(value.name.value)
          if (otherwise?.kind === Kind.LIST) count += otherwise.values.length
        }
      }
    }
    return count
  }

  #number(node: FieldNode, name: string): number | undefined {
    let value = node.arguments?.find((argument) => argument.name.value === name)?.value
    if (value?.kind === Kind.VARIABLE) {
      const given = this.#given(value.name.value)
      if (given !== undefined) return typeof given === 'number' ? given : undefined
      value = this.#defaults.get(value.name.value)
    }
    return value?.kind === Kind.INT ? Number(value.value) : undefined
  }

  #given(name: string): unknown {
    this.readVariables = true
    return Object.hasOwn(this.#variables, name) ? this.#variables[name] : undefined
  }

  #typeNamed(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.#schema.getType(name)
    return isCompositeType(type) ? type : undefined
  }
}

function isConnection(type: GraphQLCompositeType): boolean {
  return isObjectType(type) && type.name.endsWith('Connection')
}
