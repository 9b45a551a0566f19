import type { Attempt } from './attempt.ts'
import type { Tape } from './tape.ts'
import { strangeValue, TEXTS } from './values.ts'

type Spoiler = (attempt: Attempt, tape: Tape) => Partial<Attempt>

const WORDS = [
  '{',
  '}',
  '(',
  ')',
  '$',
  '...',
  '@x',
  '"""',
  '"',
  '#',
  '\\u{110000}',
  '\ufeff',
  '9'.repeat(400),
  '1e999999',
  'on',
  'null',
  '[',
  ':',
  '!',
  '&',
  '|',
  '\u0000',
  '\ud83d',
  '🐉',
]

/** Somewhere between two words of the text. */
function placeIn(text: string, tape: Tape): number {
  const places = [...text.matchAll(/\b/g)].map((match) => match.index)
  return tape.pick(places.length > 0 ? places : [0])
}

/** Ways of making a good operation wrong, or strange. Each is a mistake that a client could make or an attacker try. */
const SPOILERS: Readonly<Record<string, Spoiler>> = {
  'cut off': ({ query }, tape) => ({ query: query.slice(0, placeIn(query, tape)) }),
  'something put in': ({ query }, tape) => {
    const at = placeIn(query, tape)
    return { query: query.slice(0, at) + tape.pick(WORDS) + query.slice(at) }
  },
  'a word taken out': ({ query }, tape) => {
    const at = placeIn(query, tape)
    return { query: query.slice(0, at) + query.slice(at).replace(/^\w+|^\W/, '') }
  },
  'a name misspelt': ({ query }, tape) => {
    const at = placeIn(query, tape)
    return { query: query.slice(0, at) + query.slice(at).replace(/[a-z]\w*/i, (name) => `${name}x`) }
  },
  'an unknown field': ({ query }, tape) => {
    const braces = [...query.matchAll(/\{/g)].map((match) => match.index + 1)
    const at = tape.pick(braces)
    return {
      query: `${query.slice(0, at)} ${tape.pick(['nope', '__schema { types { name } }', '__type(name: "Sku") { name }', '__proto__', 'constructor', 'toString'])} ${query.slice(at)}`,
    }
  },
  'a huge number': ({ query }, tape) => ({
    query: query.replace(/: -?\d+/, `: ${tape.pick(['9', '-9', '1.'])}${'9'.repeat(300)}`),
  }),
  'a fragment of itself': ({ query }) => ({
    query: query.replace(/\}\s*$/, '...Loop }\nfragment Loop on Query { ...Loop }'),
  }),
  'the operation twice': ({ query }) => ({ query: `${query}\n${query}` }),
  'many of it': ({ query }, tape) => ({
    query: `query { ${'viewer { role } '.repeat(tape.pick([2, 200, 2_000]))} }\n#${query.length}`,
  }),
  'deep brackets': (_attempt, tape) => ({ query: `{ product(id: ${'['.repeat(tape.pick([5, 500, 6_000]))}` }),
  'deep selections': (_attempt, tape) => {
    const depth = tape.pick([3, 30, 900])
    return { query: `{ product(id: "x") ${'{ skus { product '.repeat(depth)}{ id }${' } }'.repeat(depth)} }` }
  },
  'a variable of another type': ({ variables }, tape) => {
    const entries = Object.entries((variables ?? {}) as object)
    if (entries.length === 0) return { variables: strangeValue(tape) }
    const [name] = tape.pick(entries)
    return { variables: { ...(variables as object), [name]: strangeValue(tape) } }
  },
  'variables missing': () => ({ variables: undefined }),
  'variables of another type': (_attempt, tape) => ({ variables: strangeValue(tape) }),
  'variables nobody declared': ({ variables }, tape) => ({
    variables: { ...(variables as object), [tape.pick(['extra', '__proto__', ''])]: strangeValue(tape) },
  }),
  'another operation name': (_attempt, tape) => ({ operationName: strangeValue(tape) }),
  'another query': (_attempt, tape) => ({ query: strangeValue(tape) as string }),
  'text instead of a document': (_attempt, tape) => ({ query: tape.pick(TEXTS) }),
  'a strange token': (_attempt, tape) => ({
    authorization: tape.pick([
      'Bearer x',
      'Bearer',
      'Basic eDp4',
      'Bearer a.b.c',
      `Bearer ${'x'.repeat(5_000)}`,
      'Bearer eyJhbGciOiJub25lIn0.e30.',
    ]),
  }),
  'a body that is no request': (_attempt, tape) => ({
    transport: 'POST',
    body: tape.pick([
      '',
      '{',
      '[]',
      'null',
      '"x"',
      '0',
      '{"query":',
      '[{"query":"{ viewer { role } }"}]',
      '{"query":{}}',
      '\u0000',
      '{"query":"{ viewer { role } }","extensions":7}',
      '['.repeat(20_000),
      `{"query":"query ($x: JSON) { viewer { role } }","variables":{"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      `{"query":"${'x'.repeat(50_000)}"}`,
      '{"__proto__":{"query":"{ x }"}}',
    ]),
  }),
  'another content type': (_attempt, tape) => ({
    transport: 'POST',
    contentType: tape.pick([
      'text/plain',
      'application/graphql',
      'application/json; charset=utf-16',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'x',
      '',
    ]),
  }),
  'another accept': (_attempt, tape) => ({
    accept: tape.pick([
      'text/html',
      'application/graphql-response+json',
      'image/*',
      'x',
      'multipart/mixed',
      '*/*;q=0',
    ]),
  }),
}

/** Makes the attempt wrong in one way. */
export function spoil(attempt: Attempt, tape: Tape): Attempt {
  const [name, spoiler] = tape.pick(Object.entries(SPOILERS))
  return { ...attempt, ...spoiler(attempt, tape), spoiled: name }
}
