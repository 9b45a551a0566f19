import fc from 'fast-check'
import { parse } from 'graphql'
import { expect, it } from 'vitest'
import { schema } from '../../schema/index.ts'
import { isCompilable } from '../../src/server/compiled/compilable.ts'
import { dataOf } from '../path/support/ask.ts'
import { gatewayOfThisFile } from '../path/support/gateway.ts'
import { operationOf } from './operation.ts'
import { Tape } from './tape.ts'
import { idsOf } from './world.ts'

/** No jobs: they would change answers between two queries. */
const gateway = gatewayOfThisFile({ ROLE: 'gateway' })
const SEED = 20_261_127
/** Generated; about every tenth is a query that may be compiled. */
const OPERATIONS = 800
/** Those who see different parts of the graph. */
const ROLES = ['operator', 'anonymous', 'customer'] as const

async function compiledSoFar(): Promise<{ compiled: number; repeated: number }> {
  const text = await (await fetch(`http://127.0.0.1:${gateway().port}/metrics`)).text()
  const count = (name: string) =>
    Number(new RegExp(`^haitao_query_${name}_total (\\d+)`, 'm').exec(text)?.[1])
  return { compiled: count('compiled'), repeated: count('repeated') }
}

it('compiled queries give what the general executor gives, errors and all', async () => {
  const ids = await idsOf(async (query) => dataOf(await gateway().ask<Record<string, unknown>>(query)))
  const tapes = fc.sample(fc.array(fc.nat(65_535), { maxLength: 400, size: 'max' }), {
    seed: SEED,
    numRuns: OPERATIONS,
  })
  const before = await compiledSoFar()
  let compared = 0
  for (const [at, tape] of tapes.entries()) {
    const { kind, query, variables } = operationOf(schema, new Tape(tape), ids)
    if (kind !== 'query' || !isCompilable(schema, parse(query))) continue
    const ask = async (text: string) =>
      JSON.stringify(await gateway().ask(text, variables, ROLES[at % ROLES.length]))
    // A document is compiled when it comes for the second time; the same with a remark is another one.
    const general = await ask(query)
    const compiled = [await ask(query), await ask(query)]
    const again = await ask(`# again\n${query}`)
    // Answers that always differ, such as the time since the start.
    if (general !== again) continue
    for (const answer of compiled) expect(answer, query).toBe(general)
    compared++
  }
  const after = await compiledSoFar()
  expect(compared).toBeGreaterThan(OPERATIONS / 15)
  expect(after.compiled - before.compiled).toBeGreaterThan(OPERATIONS / 20)
  expect(after.repeated - before.repeated).toBeGreaterThan(OPERATIONS / 40)
})
