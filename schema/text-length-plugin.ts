import SchemaBuilder, { BasePlugin, type SchemaTypes } from '@pothos/core'
import {
  type GraphQLArgument,
  type GraphQLFieldResolver,
  GraphQLID,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  GraphQLString,
  getNamedType,
  isInputObjectType,
  isObjectType,
} from 'graphql'
import { textTooLong } from './errors.ts'
import { LONGEST_TEXT } from './text-length.ts'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      textLengths: TextLengthPlugin<Types>
    }
  }
}

/** Throws for a text that is too long; `path` names the argument. */
type Check = (value: unknown, path: string) => void

/**
 * Every text that comes in has a longest length, ids and cursors too: what a resolver, a regular expression or a
 * statement does with it has a bound. Only fields that take texts are wrapped.
 */
class TextLengthPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override afterBuild(schema: GraphQLSchema): GraphQLSchema {
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__')) continue
      for (const field of Object.values(type.getFields())) {
        const check = checkOfAll(field.args)
        if (!check) continue
        const guarded = <Source, Context>(
          next: GraphQLFieldResolver<Source, Context>,
        ): GraphQLFieldResolver<Source, Context> => {
          return (source, args, context, info) => {
            check(args, '')
            return next(source, args, context, info)
          }
        }
        if (field.resolve) field.resolve = guarded(field.resolve)
        if (field.subscribe) field.subscribe = guarded(field.subscribe)
      }
    }
    return schema
  }
}

const known = new Map<string, Check | null>()

/** Null: there are no texts among them. */
function checkOfAll(inputs: readonly (GraphQLArgument | GraphQLInputField)[]): Check | null {
  const checks = inputs.flatMap((input) => {
    const check = checkOf(
      input.type,
      (input.extensions as { longestText?: number }).longestText ?? LONGEST_TEXT,
    )
    return check ? [[input.name, check] as const] : []
  })
  if (checks.length === 0) return null
  return (value, path) => {
    for (const [name, check] of checks) {
      const inside = (value as Record<string, unknown>)[name]
      if (inside != null) check(inside, path === '' ? name : `${path}.${name}`)
    }
  }
}

function checkOf(type: GraphQLInputType, most: number): Check | null {
  const named = getNamedType(type)
  if (named === GraphQLString || named === GraphQLID) return inLists(textCheck(most))
  if (!isInputObjectType(named)) return null
  // An input that contains itself finds what is being made for it.
  if (!known.has(named.name)) {
    known.set(named.name, (value, path) => made?.(value, path))
    const made = checkOfAll(Object.values(named.getFields()))
    known.set(named.name, made)
  }
  const check = known.get(named.name)
  return check ? inLists(check) : null
}

function inLists(check: Check): Check {
  const each: Check = (value, path) => {
    if (!Array.isArray(value)) check(value, path)
    else for (const [at, one] of value.entries()) if (one != null) each(one, `${path}.${at}`)
  }
  return each
}

function textCheck(most: number): Check {
  return (value, path) => {
    const { length } = value as string
    if (length > most) throw textTooLong(path, value as string, most)
  }
}

SchemaBuilder.registerPlugin('textLengths', TextLengthPlugin)
