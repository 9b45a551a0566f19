import type { Platform } from '../../src/domain/platform.ts'
import { secretBox } from '../../src/store/secret-box.ts'
import { dataOf } from '../path/support/ask.ts'
import type { Gateway } from '../path/support/gateway.ts'
import { type SandboxCall, sandboxAt } from '../path/support/sandbox.ts'
import { decide } from './owner.ts'

export interface ShopRow {
  readonly id: string
  readonly platform: Platform
  readonly name: string
  readonly status: string
  readonly statusReason: string | null
  readonly tokenExpiresAt: string | null
  readonly sync: readonly { readonly kind: string; readonly cursor: string | null }[]
}

interface Payload {
  readonly userErrors: readonly { readonly code: string; readonly field: string[] | null }[]
}

const SHOPS = '{ shops { id platform name status statusReason tokenExpiresAt sync { kind cursor } } }'

const LIVE = /* GraphQL */ `
  query Live($platform: Platform!) {
    products(first: 3, filter: { platforms: [$platform] }) {
      nodes { skus { listings { platform live { stale } } } }
    }
  }
`
interface Live {
  products: {
    nodes: { skus: { listings: { platform: Platform; live: { stale: boolean } | null }[] }[] }[]
  }
}

/** An operator with a browser, at one gateway. */
export function shopDesk(gateway: () => Gateway) {
  const control = async (path: string, body: object) => {
    const { sandboxUrl } = gateway()
    const answer = await fetch(`${sandboxUrl}/_control/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  }
  const desk = {
    shops: async () => dataOf(await gateway().ask<{ shops: ShopRow[] }>(SHOPS)).shops,
    async shop(platform: Platform): Promise<ShopRow> {
      const found = (await desk.shops()).filter((one) => one.platform === platform)
      if (found.length !== 1) throw new Error(`${found.length} shops of ${platform}`)
      return found[0] as ShopRow
    },
    async begin(platform: Platform): Promise<string> {
      const { beginShopLink } = dataOf(
        await gateway().ask<{ beginShopLink: Payload & { authorizeUrl: string | null } }>(
          'mutation ($p: Platform!) { beginShopLink(input: { platform: $p }) { authorizeUrl userErrors { code field } } }',
          { p: platform },
        ),
      )
      if (!beginShopLink.authorizeUrl) throw new Error(JSON.stringify(beginShopLink.userErrors))
      return beginShopLink.authorizeUrl
    },
    /** The whole way, through the platform's page to ours. */
    async link(platform: Platform) {
      const { callback } = await decide(await desk.begin(platform), 'grant')
      const answer = await fetch(callback)
      return { callback, status: answer.status, page: await answer.text(), headers: answer.headers }
    },
    async unlink(id: string) {
      const { unlinkShop } = dataOf(
        await gateway().ask<{ unlinkShop: Payload & { shop: ShopRow | null } }>(
          'mutation ($id: ID!) { unlinkShop(input: { id: $id }) { shop { id status tokenExpiresAt } userErrors { code field } } }',
          { id },
        ),
      )
      return unlinkShop
    },
    /** Offers of this platform: how many the platform gave just now, and the errors. */
    async live(platform: Platform) {
      const { data, errors } = await gateway().ask<Live>(LIVE, { platform })
      const listings = data.products.nodes.flatMap(({ skus }) => skus.flatMap((sku) => sku.listings))
      const own = listings.filter((one) => one.platform === platform)
      return {
        asked: own.length,
        came: own.filter(({ live }) => live !== null && !live.stale).length,
        errors: errors.filter(({ extensions }) => extensions?.platform === platform),
      }
    },
    /** The platform takes the shops' tokens no more; with `refuseRefresh` neither their refresh tokens. */
    expireTokens: (platform: Platform, refuseRefresh = false) =>
      control('tokens/expire', { platform, refuseRefresh }),
    /** Calls to the token addresses since the log was emptied, by grant. */
    async tokenCalls(platform: Platform): Promise<string[]> {
      const calls: SandboxCall[] = await sandboxAt(gateway().sandboxUrl).calls(platform)
      return calls
        .filter(({ method }) => method === 'oauth.token')
        .map(({ params }) => params.grant_type ?? '')
    },
    /** The tokens that the database has, opened. */
    async storedTokens(platform: Platform) {
      const box = secretBox(gateway().config.encryptionKeys)
      const rows = await gateway().database.prisma.shop.findMany({ where: { platform } })
      return rows.flatMap(({ accessToken, refreshToken }) =>
        [accessToken, refreshToken].flatMap((sealed) => (sealed ? [box.open(sealed)] : [])),
      )
    },
    sandbox: () => sandboxAt(gateway().sandboxUrl),
  }
  return desk
}
