/** The page of a shop: products with prices, stock and where they are sold. Live offers are out of the comparison. */
export const CATALOGUE = /* GraphQL */ `
  query Catalogue($first: Int!) {
    products(first: $first) {
      nodes {
        id
        title
        availability
        price { amount currency }
        skus {
          code
          available
          stockLevels { available warehouse { code } }
          listings { platform externalId quantity price { amount currency } }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`

/** The nearest that PostGraphile makes of the same tables: no derived fields, no amounts as text. */
export const POSTGRAPHILE_CATALOGUE = /* GraphQL */ `
  query Catalogue($first: Int!) {
    allProducts(first: $first, orderBy: [CREATED_AT_ASC, ROW_ID_ASC]) {
      nodes {
        id
        titleEn
        titleZh
        skusByProductId(orderBy: CODE_ASC) {
          nodes {
            code
            priceMinor
            currency
            stockLevelsBySkuId(orderBy: WAREHOUSE_ID_ASC) {
              nodes { available warehouseByWarehouseId { code } }
            }
            listingsBySkuId(orderBy: ROW_ID_ASC) {
              nodes { platform externalId quantity priceMinor currency }
            }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`
