import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { listenOnLoopback } from '../../feed/peers/listen.ts'
import type { StartContender } from '../contender.ts'
import { POOL } from './given.ts'

/** PostGraphile 5 with its own preset over the very tables of the project. */
export const start: StartContender = async ({ databaseUrl }) => {
  if (!databaseUrl) throw new Error('PostGraphile needs a database')
  const instance = postgraphile({
    extends: [PostGraphileAmberPreset],
    grafserv: { graphqlPath: '/graphql', websockets: false, graphiql: false, watch: false },
    pgServices: [
      makePgService({ connectionString: databaseUrl, schemas: ['public'], poolConfig: { max: POOL } }),
    ],
  })
  const serv = instance.createServ(grafserv)
  const server = createServer()
  await serv.addTo(server)
  return { port: await listenOnLoopback(server) }
}
