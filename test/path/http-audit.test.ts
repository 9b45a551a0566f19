import { serverAudits } from 'graphql-http'
import { expect, it } from 'vitest'
import { gatewayOfThisFile } from './support/gateway.ts'

const gateway = gatewayOfThisFile()
/** Each audit asks for the address when it runs. */
const audits = serverAudits({ url: () => gateway().graph, fetchFn: fetch })

it('is measured by the 61 audits of GraphQL over HTTP', () => {
  expect(audits).toHaveLength(61)
})

/** With their ids in front: by these `npm run audit` knows them from the test above. */
it.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))('%s %s', async (_id, _name, fn) => {
  const result = await fn()
  expect('reason' in result ? `${result.status}: ${result.reason}` : result.status).toBe('ok')
})
