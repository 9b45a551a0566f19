import { getIntrospectionQuery, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { measure } from './measure.ts'

const measured = (text: string) => measure(parse(text))

describe('measure', () => {
  it('counts depth, aliases, directives and root fields of an operation', () => {
    expect(measured('query @a { x: viewer @b @c { role y: __typename } shops { name } }')).toMatchObject({
      depth: 2,
      introspectionDepth: 0,
      aliases: 2,
      directives: 3,
      directivesAtOnePlace: 2,
      rootFields: 2,
      repeatedFields: 0,
    })
  })

  it('counts a fragment at every place where it is used', () => {
    const { aliases, depth, rootFields, directives } = measured(
      '{ a { ...F } b { ...F c { ... { ...F } } } ...R } fragment F on T { x: y @d } fragment R on Query { a { z } e }',
    )
    expect({ aliases, depth, rootFields, directives }).toEqual({
      aliases: 3,
      depth: 3,
      rootFields: 4,
      directives: 3,
    })
  })

  it('measures fragments that double each other forty times at once, and gives the full count', () => {
    const parts = Array.from(
      { length: 40 },
      (_, n) => `fragment F${n} on T { a { ...F${n + 1} } b { ...F${n + 1} } }`,
    )
    const { aliases, depth } = measured(`{ ...F0 } ${parts.join(' ')} fragment F40 on T { x: y }`)
    expect(aliases).toBe(2 ** 40)
    expect(depth).toBe(41)
  })

  it('ends on fragments that use themselves', () => {
    expect(measured('{ ...A } fragment A on T { a { ...B } } fragment B on T { b { ...A } }').depth).toBe(2)
  })

  it('measures fragments that no operation uses', () => {
    expect(measured('{ a } fragment F on T { x: a y: a }').aliases).toBe(2)
  })

  it('counts fields that are named again in one selection', () => {
    expect(measured('{ a a a { b b } a: c }').repeatedFields).toBe(4)
    expect(measured('{ a ... { a b } ...F ...F } fragment F on Query { ... { b } c }').repeatedFields).toBe(4)
  })

  it('counts directives of variables and of fragments', () => {
    const { directives, directivesAtOnePlace } = measured(
      'query($a: Int @a @b @c) { ...F } fragment F on Query @a @b { a }',
    )
    expect({ directives, directivesAtOnePlace }).toEqual({ directives: 5, directivesAtOnePlace: 3 })
  })

  it('counts root fields inside fragments without a name', () => {
    expect(measured('{ ... { a b } c }').rootFields).toBe(3)
  })

  it('finds introspection wherever it is', () => {
    expect(measured('{ __type(name: "A") { fields { name } } }')).toMatchObject({
      depth: 0,
      introspectionDepth: 3,
    })
    expect(measured('{ a { __schema { b } } c }')).toMatchObject({ depth: 1, introspectionDepth: 2 })
  })

  it('measures introspection apart', () => {
    const { depth, introspectionDepth } = measured(getIntrospectionQuery())
    expect(depth).toBe(0)
    expect(introspectionDepth).toBeGreaterThan(10)
    expect(introspectionDepth).toBeLessThanOrEqual(20)
  })
})
