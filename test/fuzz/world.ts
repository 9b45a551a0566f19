/** Global ids of a few things of each kind, read as an operator: what operations are about. */
export async function idsOf(ask: (query: string) => Promise<Record<string, unknown>>): Promise<string[]> {
  const data = await ask(`{
    products(first: 3) { nodes { id skus { id listings { id } stockLevels { id } reservations: movements(first: 1) { nodes { id } } } } }
    warehouses { id } shops { id } suppliers(first: 3) { nodes { id } } exchangeRates { currency }
    orders(first: 5) { nodes { id lines { id } payments { id } shipments { id } purchases { id } } }
    inventoryAlerts(first: 3) { nodes { id } }
    replenishmentProposals(first: 3) { nodes { id } }
  }`)
  const found = new Set<string>()
  const collect = (value: unknown) => {
    if (Array.isArray(value)) for (const item of value) collect(item)
    else if (typeof value === 'object' && value !== null)
      for (const [key, inside] of Object.entries(value))
        if (key === 'id' && typeof inside === 'string') found.add(inside)
        else collect(inside)
  }
  collect(data)
  return [...found]
}
