import { Buffer } from 'node:buffer'
import { signToken } from '../auth/tokens.ts'
import type { Config } from '../config/index.ts'
import { createGraphiQL } from '../server/graphiql/create-graphiql.ts'
import { exampleTabs } from '../server/graphiql/example-tabs.ts'
import type { Handler } from '../server/http.ts'
import { pathOf } from '../server/request-path.ts'
import type { PrismaClient } from '../store/database.ts'

/** Tokens in the example tabs are for an afternoon's work, in seconds. */
const TOKEN_LIFE = 12 * 3600

const globalId = (typename: string, id: string) => Buffer.from(`${typename}:${id}`).toString('base64')

/** GraphiQL with examples that run as they are, on the data at hand; with development tokens, never in production. */
export function graphiqlOf(config: Config, prisma: PrismaClient): readonly Handler[] {
  const { auth, production } = config
  if (production) return []
  const graphiql = createGraphiQL(async () => {
    const tokenOf = (role: 'operator' | 'analyst') =>
      auth.kind === 'secret'
        ? signToken(auth.secret, {
            role,
            subject: `graphiql-${role}`,
            ttlSeconds: TOKEN_LIFE,
            issuer: auth.issuers[0],
          })
        : Promise.resolve(undefined)
    const [operator, analyst, level, alert] = await Promise.all([
      tokenOf('operator'),
      tokenOf('analyst'),
      prisma.stockLevel.findFirst({
        where: { available: { gte: 10 } },
        orderBy: [{ sku: { product: { createdAt: 'asc' } } }, { id: 'asc' }],
      }),
      prisma.inventoryAlert.findFirst({ where: { status: 'OPEN' }, orderBy: { id: 'asc' } }),
    ])
    return {
      endpoint: '/graphql',
      tabs: exampleTabs(
        { ...(operator && { operator }), ...(analyst && { analyst }) },
        {
          ...(level && {
            skuId: globalId('Sku', level.skuId),
            warehouseId: globalId('Warehouse', level.warehouseId),
          }),
          ...(alert && { alertId: globalId('InventoryAlert', alert.id) }),
        },
      ),
    }
  })
  return [graphiql, redirectToGraphiQL]
}

const redirectToGraphiQL: Handler = (req, res) => {
  if (pathOf(req) !== '/') return false
  res.writeHead(302, { location: '/graphiql' }).end()
  return true
}
