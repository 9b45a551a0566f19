import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { ExportError } from './options.ts'
import { withUsedVariables } from './used-variables.ts'

/** How a query is asked page by page, and what a row of it looks like. */
export interface Plan {
  readonly query: string
  readonly operationName: string | undefined
  /** Keys from the answer's data to the connection; null: the query has none and is a single page. */
  readonly path: readonly string[] | null
  /** Under which key of the connection the rows are. */
  readonly rows: 'nodes' | 'edges'
  /** Paths of the leaves of a row, in the order of the query. */
  readonly columns: readonly (readonly string[])[]
}

/** Variables that the plan adds to the query. Not what somebody would call one of their own. */
export const AFTER = 'exportAfter'

interface Found {
  readonly field: FieldNode
  readonly path: readonly string[]
}

/**
 * Finds the connection of the query and makes it pageable: `after` becomes a variable, `pageInfo` is asked for.
 * @param page items a page; undefined: as the query says
 * @throws ExportError
 */
export function planOf(text: string, operationName: string | undefined, page: number | undefined): Plan {
  const document = parsed(text)
  const operation = getOperationAST(document, operationName)
  if (!operation)
    throw new ExportError(
      operationName
        ? `has no operation "${operationName}"`
        : 'has several operations, or none: name one with --operation',
    )
  if (operation.operation !== 'query')
    throw new ExportError(`has a ${operation.operation}; only queries are exported`)
  const found = connectionsIn(operation.selectionSet, document, [])
  if (found.length > 1)
    throw new ExportError(
      `has ${found.length} connections (${found.map(({ path }) => path.join('.')).join(', ')}); export one at a time`,
    )
  const [connection] = found
  const whole = (definition: OperationDefinitionNode): string => {
    const definitions = document.definitions.map((one) => (one === operation ? definition : one))
    return print(withUsedVariables({ ...document, definitions }, definition))
  }
  const base = { operationName: operation.name?.value }
  if (!connection)
    return {
      ...base,
      query: text,
      path: null,
      rows: 'nodes',
      columns: listColumns(operation.selectionSet, document),
    }
  const set = connection.field.selectionSet as SelectionSetNode
  const rows = named(set, 'nodes') ? 'nodes' : 'edges'
  const columns = leavesOf(named(set, rows)?.selectionSet, document)
  const paged = pageable(connection.field, page)
  const selectionSet = replaced(operation.selectionSet, connection.field, paged)
  const variable = parse(`query ($${AFTER}: String) { a }`).definitions[0] as OperationDefinitionNode
  const variableDefinitions = [
    ...(operation.variableDefinitions ?? []),
    ...(variable.variableDefinitions ?? []),
  ]
  return {
    ...base,
    query: whole({ ...operation, selectionSet, variableDefinitions }),
    path: connection.path,
    rows,
    columns,
  }
}

function parsed(text: string): DocumentNode {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    const { line, column } = error.locations?.[0] ?? { line: 0, column: 0 }
    throw new ExportError(`is no GraphQL document: ${error.message} (line ${line}, column ${column})`)
  }
}

const keyOf = (field: FieldNode) => field.alias?.value ?? field.name.value

function named(set: SelectionSetNode | undefined, name: string): FieldNode | undefined {
  return set?.selections.find(
    (selection): selection is FieldNode => selection.kind === Kind.FIELD && selection.name.value === name,
  )
}

/** The outermost ones; connections inside of rows are not looked for. */
function connectionsIn(set: SelectionSetNode, document: DocumentNode, path: readonly string[]): Found[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD || !selection.selectionSet) return []
    const own = [...path, keyOf(selection)]
    if (named(selection.selectionSet, 'nodes') ?? named(selection.selectionSet, 'edges'))
      return [{ field: selection, path: own }]
    return connectionsIn(selection.selectionSet, document, own)
  })
}

/** `first` as asked for, `after` by our variable, and `pageInfo` added to the selection. */
function pageable(field: FieldNode, page: number | undefined): FieldNode {
  const given = field.arguments ?? []
  const size = page ?? (given.some(({ name }) => name.value === 'first') ? null : 100)
  const kept = given.filter(
    ({ name }) => name.value !== 'after' && !(name.value === 'first' && size !== null),
  )
  const source = `{ a(${size === null ? '' : `first: ${size}, `}after: $${AFTER}) { exportPage: pageInfo { hasNextPage endCursor } } }`
  const made = (parse(source).definitions[0] as OperationDefinitionNode).selectionSet
    .selections[0] as FieldNode
  const set = field.selectionSet as SelectionSetNode
  return {
    ...field,
    arguments: [...kept, ...(made.arguments ?? [])],
    selectionSet: { ...set, selections: [...set.selections, ...(made.selectionSet?.selections ?? [])] },
  }
}

function replaced(set: SelectionSetNode, old: FieldNode, by: FieldNode): SelectionSetNode {
  const selections = set.selections.map((selection): SelectionNode => {
    if (selection === old) return by
    if (selection.kind !== Kind.FIELD || !selection.selectionSet) return selection
    return { ...selection, selectionSet: replaced(selection.selectionSet, old, by) }
  })
  return { ...set, selections }
}

function leavesOf(
  set: SelectionSetNode | undefined,
  document: DocumentNode,
  path: readonly string[] = [],
): string[][] {
  const leaves = (set?.selections ?? []).flatMap((selection): string[][] => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return leavesOf(selection.selectionSet, document, path)
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = document.definitions.find(
        (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
      )
      return fragment?.kind === Kind.FRAGMENT_DEFINITION
        ? leavesOf(fragment.selectionSet, document, path)
        : []
    }
    const own = [...path, keyOf(selection)]
    return selection.selectionSet ? leavesOf(selection.selectionSet, document, own) : [own]
  })
  // The same field in two fragments is one column.
  return [...new Map(leaves.map((leaf) => [leaf.join('.'), leaf])).values()]
}

/** Of a query without a connection: everything that is below the first field that only holds others (`analytics`). */
function listColumns(set: SelectionSetNode, document: DocumentNode): string[][] {
  const fields = set.selections.filter((selection) => selection.kind === Kind.FIELD)
  const [only] = fields
  const inner = fields.length === 1 && only?.selectionSet
  if (!inner) return leavesOf(set, document)
  const below = inner.selections.filter((selection) => selection.kind === Kind.FIELD)
  const holdsOthers = below.length === 1 && below[0]?.selectionSet
  return holdsOthers ? listColumns(inner, document) : leavesOf(inner, document)
}
