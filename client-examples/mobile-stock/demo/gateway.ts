/** Requests of the demonstration over HTTP, apart from its subscription. */
const PRODUCTS = /* GraphQL */ `
  query DemoProducts {
    products(first: 50) {
      nodes {
        id
        skus {
          id
          code
          title
        }
      }
    }
  }
`

const LEVELS = /* GraphQL */ `
  query DemoLevels($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on StockLevel {
        id
        version
      }
    }
  }
`

export interface DemoSku {
  readonly id: string
  readonly code: string
  readonly title: string
}

export class DemoGateway {
  readonly #url: string
  readonly #authorization: string | null

  constructor(url: string, authorization: string | null) {
    this.#url = url
    this.#authorization = authorization
  }

  async products(): Promise<{ productIds: string[]; skus: DemoSku[] }> {
    type Found = { products: { nodes: { id: string; skus: DemoSku[] }[] } }
    const { products } = await this.#ask<Found>(PRODUCTS, {})
    return {
      productIds: products.nodes.map(({ id }) => id),
      skus: products.nodes.flatMap(({ skus }) => skus),
    }
  }

  /** Versions of levels as they are now, by id. */
  async versions(ids: readonly string[]): Promise<Map<string, number>> {
    const versions = new Map<string, number>()
    for (let from = 0; from < ids.length; from += 100) {
      type Found = { nodes: ({ id: string; version: number } | null)[] }
      const { nodes } = await this.#ask<Found>(LEVELS, { ids: ids.slice(from, from + 100) })
      for (const level of nodes) if (level) versions.set(level.id, level.version)
    }
    return versions
  }

  async #ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.#authorization && { authorization: this.#authorization }),
      },
      body: JSON.stringify({ query, variables }),
    })
    const answer = (await response.json()) as { data?: Data; errors?: { message: string }[] }
    if (!answer.data || answer.errors)
      throw new Error(answer.errors?.[0]?.message ?? `HTTP ${response.status}`)
    return answer.data
  }
}
