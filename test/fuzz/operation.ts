import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import type { Tape } from './tape.ts'
import { literalOf, someValue } from './values.ts'

export interface Operation {
  readonly kind: 'query' | 'mutation' | 'subscription'
  readonly name: string
  readonly query: string
  readonly variables: Record<string, unknown>
}

/** Below the gateway's own limits, most of the time. */
const MOST_FIELDS = 60
const DEPTH = 7

/** An operation that is valid by the schema: root fields, arguments, variables, aliases, fragments and directives. */
export function operationOf(schema: GraphQLSchema, tape: Tape, ids: readonly string[]): Operation {
  return new Writer(schema, tape, ids).write()
}

class Writer {
  readonly #schema: GraphQLSchema
  readonly #tape: Tape
  readonly #ids: readonly string[]
  readonly #variables: Record<string, unknown> = {}
  readonly #declarations: string[] = []
  readonly #fragments: string[] = []
  #fields = 0
  #names = 0

  constructor(schema: GraphQLSchema, tape: Tape, ids: readonly string[]) {
    this.#schema = schema
    this.#tape = tape
    this.#ids = ids
  }

  write(): Operation {
    const tape = this.#tape
    const kind = tape.pick(['query', 'query', 'query', 'mutation', 'mutation', 'subscription'] as const)
    const root = {
      query: this.#schema.getQueryType(),
      mutation: this.#schema.getMutationType(),
      subscription: this.#schema.getSubscriptionType(),
    }[kind]
    if (!root) throw new Error(`the schema has no ${kind}`)
    const fields = Object.values(root.getFields())
    const count = kind === 'subscription' ? 1 : tape.pick([1, 1, 2, 4])
    const chosen = Array.from({ length: count }, () => this.#field(tape.pick(fields), DEPTH, count > 1))
    const name = `Op${tape.next(1000)}`
    const declared = this.#declarations.length > 0 ? `(${this.#declarations.join(', ')})` : ''
    const query = [`${kind} ${name}${declared} { ${chosen.join(' ')} }`, ...this.#fragments].join('\n')
    return { kind, name, query, variables: this.#variables }
  }

  /** `alone`: under a name of its own, so that it merges with nothing. */
  #field(field: GraphQLField<unknown, unknown>, depth: number, alone: boolean): string {
    this.#fields += 1
    const tape = this.#tape
    const alias = alone || tape.chance(5) ? `n${this.#names++}: ` : ''
    const args = field.args
      .filter((arg) => isRequiredArgument(arg) || tape.chance(40))
      .map((arg) => this.#argument(arg))
    const given = args.length > 0 ? `(${args.join(', ')})` : ''
    const type = getNamedType(field.type)
    const inside = isCompositeType(type) ? ` ${this.#selection(type, depth - 1)}` : ''
    // A subscription's root field takes none.
    const directive = depth < DEPTH ? this.#directive() : ''
    return `${alias}${field.name}${given}${directive}${inside}`
  }

  #argument({ name, type }: GraphQLArgument): string {
    const value = someValue(type, this.#tape, this.#ids)
    const literal = literalOf(type, value)
    if (literal !== null && !this.#tape.chance(50)) return `${name}: ${literal}`
    return `${name}: ${this.#variable(type, value)}`
  }

  #variable(type: GraphQLInputType, value: unknown): string {
    const name = `v${this.#declarations.length}`
    this.#variables[name] = value
    this.#declarations.push(`$${name}: ${type}`)
    return `$${name}`
  }

  #directive(): string {
    const tape = this.#tape
    if (!tape.chance(5)) return ''
    const condition = tape.chance(50) ? this.#condition() : tape.pick(['true', 'false'])
    return ` @${tape.pick(['include', 'skip'])}(if: ${condition})`
  }

  #condition(): string {
    const name = `v${this.#declarations.length}`
    this.#variables[name] = this.#tape.chance(50)
    this.#declarations.push(`$${name}: Boolean!`)
    return `$${name}`
  }

  #selection(type: GraphQLNamedOutputType, depth: number): string {
    const tape = this.#tape
    const parts: string[] = []
    if (isAbstractType(type)) {
      parts.push('__typename')
      const possible = this.#schema.getPossibleTypes(type)
      for (let left = tape.pick([1, 2, 3]); left > 0; left--) {
        const member = tape.pick(possible)
        parts.push(`... on ${member.name} { ${this.#fieldsOf(member, depth, true)} }`)
      }
    } else if (isObjectType(type)) {
      parts.push(this.#fieldsOf(type, depth, false))
      if (tape.chance(5)) {
        const name = `F${this.#fragments.length}`
        // Reserved first: fragments inside this one take later names.
        const at = this.#fragments.push('') - 1
        this.#fragments[at] = `fragment ${name} on ${type.name} { ${this.#fieldsOf(type, depth - 1, true)} }`
        parts.push(`...${name}`)
      }
    }
    return `{ ${parts.join(' ')} }`
  }

  #fieldsOf(
    type: { getFields(): Record<string, GraphQLField<unknown, unknown>> },
    depth: number,
    alone: boolean,
  ): string {
    const tape = this.#tape
    const all = Object.values(type.getFields())
    const chosen = new Map<string, string>()
    for (let left = tape.pick([1, 2, 4, 6]); left > 0 && this.#fields < MOST_FIELDS; left--) {
      const field = tape.pick(all)
      const deeper = isCompositeType(getNamedType(field.type))
      if (chosen.has(field.name) || (deeper && depth <= 0)) continue
      chosen.set(field.name, this.#field(field, depth, alone))
    }
    return chosen.size > 0 ? [...chosen.values()].join(' ') : '__typename'
  }
}
