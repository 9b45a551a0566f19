import {
  defaultFieldResolver,
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getArgumentValues,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql'
import type { FieldInfo, FieldPlace } from '../../../schema/field-info.ts'
import type { AnswerText } from './answer-text.ts'
import { leafText } from './leaf-text.ts'
import { NoAnswer } from './no-answer.ts'
import { type Selecting, selectedFields } from './selected-fields.ts'

/** One run of a query: data of its fields, by their number. */
export interface Run {
  readonly context: object
  readonly infos: readonly FieldInfo[]
  readonly args: readonly Arguments[]
}

export type Arguments = { [name: string]: unknown }
type Write = (run: Run, out: AnswerText, value: unknown) => void

/** A field at one place of a query. */
export interface FieldPlan {
  readonly place: FieldPlace
  /** The same in all runs; null: they have variables. */
  readonly constantArgs: Arguments | null
  readonly field: GraphQLField<unknown, unknown>
}

const NONE: Arguments = Object.freeze({})

/** All fields of a query for one choice of what `@skip` and `@include` leave of it. */
export class QueryPlan {
  readonly fields: FieldPlan[] = []
  readonly #selecting: Selecting
  readonly #write: Write

  constructor(selecting: Selecting, root: GraphQLObjectType, set: SelectionSetNode) {
    this.#selecting = selecting
    this.#write = this.#object(root, [set], undefined)
  }

  write(run: Run, out: AnswerText, rootValue: unknown): void {
    this.#write(run, out, rootValue)
  }

  #object(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    above: FieldPlace['path'] | undefined,
  ): Write {
    const definitions = type.getFields()
    const writers: Write[] = []
    /** Text before the value of the next field: names, and known values. */
    let head = '{'
    let isFirst = true
    for (const [name, nodes] of selectedFields(this.#selecting, type, sets)) {
      head += `${isFirst ? '' : ','}${JSON.stringify(name)}:`
      isFirst = false
      const [node] = nodes as readonly [FieldNode, ...FieldNode[]]
      const field = definitions[node.name.value]
      if (!field) {
        head += JSON.stringify(type.name)
        continue
      }
      const path = { prev: above, key: name, typename: type.name }
      writers.push(this.#field(head, type, field, nodes, path))
      head = ''
    }
    const end = `${head}}`
    return (run, out, value) => {
      for (const write of writers) write(run, out, value)
      out.text += end
    }
  }

  #field(
    head: string,
    parentType: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    fieldNodes: readonly FieldNode[],
    path: FieldPlace['path'],
  ): Write {
    const { schema } = this.#selecting
    const { name: fieldName, type: returnType } = field
    const place = { schema, fieldName, fieldNodes, returnType, parentType, path }
    const at = this.fields.push({ place, field, constantArgs: constantArgs(field, fieldNodes[0]) }) - 1
    const resolve: GraphQLFieldResolver<unknown, unknown> = field.resolve ?? defaultFieldResolver
    const type = getNullableType(returnType)
    if (isLeafType(type)) return leafField(head, at, resolve, type, !isNonNullType(returnType))
    const sets = fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? [])
    const complete = this.#value(returnType, sets, path)
    return (run, out, parent) => {
      out.text += head
      const value: unknown = resolve(
        parent,
        run.args[at] as Arguments,
        run.context,
        run.infos[at] as FieldInfo,
      )
      if (isPromise(value)) out.wait(value, (later, given) => complete(run, later, given))
      else complete(run, out, value)
    }
  }

  #value(type: GraphQLOutputType, sets: readonly SelectionSetNode[], path: FieldPlace['path']): Write {
    const nullable = !isNonNullType(type)
    const present = this.#present(nullable ? type : type.ofType, sets, path)
    return (run, out, value) => {
      if (value != null) present(run, out, value)
      else if (nullable) out.text += 'null'
      else throw new NoAnswer()
    }
  }

  #present(type: GraphQLOutputType, sets: readonly SelectionSetNode[], path: FieldPlace['path']): Write {
    if (isLeafType(type)) {
      const textOf = leafText(type)
      return (_run, out, value) => {
        if (value instanceof Error) throw value
        out.text += textOf(value)
      }
    }
    if (isListType(type)) return listOf(this.#value(type.ofType, sets, path))
    if (!isObjectType(type)) throw new NoAnswer()
    const object = this.#object(type, sets, path)
    return (run, out, value) => {
      if (value instanceof Error) throw value
      object(run, out, value)
    }
  }
}

/** Most fields are such: their head and value are joined at once. */
function leafField(
  head: string,
  at: number,
  resolve: GraphQLFieldResolver<unknown, unknown>,
  type: GraphQLLeafType,
  nullable: boolean,
): Write {
  const textOf = leafText(type)
  const write = (out: AnswerText, value: unknown) => {
    if (value != null && !(value instanceof Error)) out.text += head + textOf(value)
    else if (value == null && nullable) out.text += `${head}null`
    else throw new NoAnswer()
  }
  return (run, out, parent) => {
    const value: unknown = resolve(parent, run.args[at] as Arguments, run.context, run.infos[at] as FieldInfo)
    if (isPromise(value)) out.wait(value, write)
    else write(out, value)
  }
}

function listOf(item: Write): Write {
  return (run, out, value) => {
    if (!Array.isArray(value)) throw new NoAnswer()
    out.text += '['
    for (let at = 0; at < value.length; at++) {
      if (at > 0) out.text += ','
      const one: unknown = value[at]
      if (isPromise(one)) out.wait(one, (later, given) => item(run, later, given))
      else item(run, out, one)
    }
    out.text += ']'
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  )
}

function constantArgs(field: GraphQLField<unknown, unknown>, node: FieldNode | undefined): Arguments | null {
  if (field.args.length === 0 || !node) return NONE
  let readsVariables = false
  for (const argument of node.arguments ?? [])
    visit(argument, {
      [Kind.VARIABLE]() {
        readsVariables = true
      },
    })
  return readsVariables ? null : getArgumentValues(field, node)
}
