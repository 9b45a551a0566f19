import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql'
import { FieldInfo } from '../../../schema/field-info.ts'
import { AnswerText } from './answer-text.ts'
import { type FieldPlan, QueryPlan, type Run } from './field-plan.ts'
import { NoAnswer } from './no-answer.ts'

/** Choices of what `@skip` and `@include` leave of one query that have a plan each. */
const MAX_PLANS = 8

export interface Asked {
  readonly rootValue: unknown
  readonly context: object
  /** As the client sent them. */
  readonly variableValues: Readonly<Record<string, unknown>> | null | undefined
}

/**
 * A query that `isCompilable` takes. It calls the very resolvers that the general executor calls, but finds out once
 * what fields there are, and writes the answer as text.
 */
export class CompiledQuery {
  readonly #schema: GraphQLSchema
  readonly #operation: OperationDefinitionNode
  readonly #fragments: Record<string, FragmentDefinitionNode> = {}
  readonly #plans = new Map<string, QueryPlan>()
  /** Variables that decide which fields there are. */
  readonly #deciding: readonly string[]

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema
    let operation: OperationDefinitionNode | undefined
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments[definition.name.value] = definition
      else if (definition.kind === Kind.OPERATION_DEFINITION) operation = definition
    if (!operation) throw new NoAnswer()
    this.#operation = operation
    this.#deciding = decidingVariables(document)
  }

  /**
   * Makes the JSON of `data`. It has no errors: on any failure it throws, or rejects, and the general executor has
   * to say what is wrong.
   */
  run({ rootValue, context, variableValues }: Asked): string | Promise<string> {
    const { variableDefinitions = [] } = this.#operation
    const { coerced } = getVariableValues(this.#schema, variableDefinitions, variableValues ?? {})
    if (!coerced) throw new NoAnswer()
    const plan = this.#planFor(coerced)
    const info = {
      fragments: this.#fragments,
      rootValue,
      operation: this.#operation,
      variableValues: coerced,
    }
    const run: Run = {
      context,
      infos: plan.fields.map(({ place }) => new FieldInfo(place, info)),
      args: plan.fields.map((field) => argsOf(field, coerced)),
    }
    const out = new AnswerText()
    plan.write(run, out, rootValue)
    return out.end()
  }

  #planFor(variables: Readonly<Record<string, unknown>>): QueryPlan {
    const choice = this.#deciding.map((name) => (variables[name] === true ? '1' : '0')).join('')
    const known = this.#plans.get(choice)
    if (known) return known
    const root = this.#schema.getQueryType()
    if (!root || this.#plans.size >= MAX_PLANS) throw new NoAnswer()
    const selecting = { schema: this.#schema, fragments: this.#fragments, variables }
    const plan = new QueryPlan(selecting, root, this.#operation.selectionSet)
    this.#plans.set(choice, plan)
    return plan
  }
}

function argsOf({ constantArgs, field, place }: FieldPlan, variables: Record<string, unknown>) {
  const [node] = place.fieldNodes
  return constantArgs ?? (node ? getArgumentValues(field, node, variables) : {})
}

function decidingVariables(document: DocumentNode): string[] {
  const names = new Set<string>()
  visit(document, {
    Directive({ name, arguments: args = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return
      for (const { value } of args) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return [...names]
}
