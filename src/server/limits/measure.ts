import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql'

/** How large a document is, with its fragments put in where they are used. */
export interface Measure {
  readonly depth: number
  readonly introspectionDepth: number
  readonly aliases: number
  readonly repeatedFields: number
  readonly directives: number
  readonly directivesAtOnePlace: number
  readonly rootFields: number
}

/** Sums of a selection set. Counts can get huge (fragments that use each other twice): floats hold that. */
interface Size {
  depth: number
  introspectionDepth: number
  aliases: number
  repeatedFields: number
  directives: number
  directivesAtOnePlace: number
  /** Fields of the set itself. */
  fields: number
  /** Names under which they are answered. */
  names: ReadonlySet<string>
}

const NONE: ReadonlySet<string> = new Set()

const nothing = (): Size => ({
  depth: 0,
  introspectionDepth: 0,
  aliases: 0,
  repeatedFields: 0,
  directives: 0,
  directivesAtOnePlace: 0,
  fields: 0,
  names: NONE,
})

/**
 * Measures before validation, whose own rules take quadratic time for what this refuses. Each fragment is measured
 * once, so the time is that of reading the document. Unknown fragments and circles count nothing: validation refuses them.
 */
export function measure(document: DocumentNode): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const measured = new Map<string, Size>()

  const ofFragment = (name: string): Size => {
    const known = measured.get(name)
    if (known) return known
    measured.set(name, nothing())
    const fragment = fragments.get(name)
    const size = nothing()
    if (fragment) {
      countDirectives(size, fragment.directives)
      const inside = ofSet(fragment.selectionSet)
      add(size, inside)
      size.names = inside.names
    }
    measured.set(name, size)
    return size
  }

  const ofSet = (set: SelectionSetNode): Size => {
    const names = new Set<string>()
    const size = { ...nothing(), names }
    const answered = (name: string) => {
      if (names.has(name)) size.repeatedFields++
      names.add(name)
    }
    const put = (other: Size) => {
      add(size, other)
      other.names.forEach(answered)
    }
    for (const selection of set.selections) {
      countDirectives(size, selection.directives)
      if (selection.kind === Kind.FRAGMENT_SPREAD) put(ofFragment(selection.name.value))
      else if (selection.kind === Kind.INLINE_FRAGMENT) put(ofSet(selection.selectionSet))
      else {
        const name = selection.name.value
        answered(selection.alias?.value ?? name)
        if (selection.alias) size.aliases++
        size.fields++
        const inside = selection.selectionSet ? ofSet(selection.selectionSet) : nothing()
        if (name === '__schema' || name === '__type')
          size.introspectionDepth = Math.max(size.introspectionDepth, 1 + inside.depth)
        else {
          size.depth = Math.max(size.depth, 1 + inside.depth)
          size.introspectionDepth = Math.max(size.introspectionDepth, inside.introspectionDepth)
        }
        addCounts(size, inside)
      }
    }
    return size
  }

  const whole = { ...nothing(), rootFields: 0 }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    countDirectives(whole, definition.directives)
    for (const variable of definition.variableDefinitions ?? []) countDirectives(whole, variable.directives)
    const size = ofSet(definition.selectionSet)
    whole.rootFields = Math.max(whole.rootFields, size.fields)
    add(whole, size)
  }
  // Fragments that no operation uses are read by validation all the same.
  for (const [name] of fragments) if (!measured.has(name)) add(whole, ofFragment(name))
  return whole
}

function countDirectives(size: Size, directives: readonly unknown[] = []): void {
  size.directives += directives.length
  size.directivesAtOnePlace = Math.max(size.directivesAtOnePlace, directives.length)
}

function addCounts(size: Size, other: Size): void {
  size.aliases += other.aliases
  size.repeatedFields += other.repeatedFields
  size.directives += other.directives
  size.directivesAtOnePlace = Math.max(size.directivesAtOnePlace, other.directivesAtOnePlace)
}

function add(size: Size, other: Size): void {
  addCounts(size, other)
  size.depth = Math.max(size.depth, other.depth)
  size.introspectionDepth = Math.max(size.introspectionDepth, other.introspectionDepth)
  size.fields += other.fields
}
