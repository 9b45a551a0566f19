import { deepStrictEqual } from 'node:assert'
import type { ContenderName } from './contender.ts'
import { bodyFor } from './line.ts'

/** What a server answers to the question of the benchmark. @throws Error when it is not an answer without errors */
export async function answerOf(name: ContenderName, port: number, first: number): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: bodyFor(name, first),
  })
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown[] }
  if (errors || !data) throw new Error(`answered ${response.status} ${JSON.stringify(errors).slice(0, 300)}`)
  return data
}

/** All have to say the same; PostGraphile, whose graph is another, has to give as many products, SKUs, levels and listings. */
export function checkAnswer(name: ContenderName, answer: unknown, expected: unknown): void {
  if (name === 'postgraphile') {
    const text = JSON.stringify(answer)
    const wanted = JSON.stringify(expected)
    for (const field of ['"code":"FLASK', '"externalId"', '"code":"GZ"'])
      deepStrictEqual(text.split(field).length, wanted.split(field).length, `${name} lacks some of ${field}`)
  } else deepStrictEqual(answer, expected, `${name} answers something else`)
}
