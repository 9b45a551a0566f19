/** Fields of products and SKUs that shoppers never see; those of a SKU as the feed names them. */
const INTERNAL_FIELDS: ReadonlySet<string> = new Set(['supplier', 'skus.cost', 'skus.priceTiers'])

/** Whether shoppers may know that this field of a product or of its SKUs changed. */
export const isPublicField = (field: string): boolean => !INTERNAL_FIELDS.has(field)
