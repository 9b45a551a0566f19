import type { Viewer } from '../domain/viewer.ts'
import type { Prisma } from '../store/database.ts'

/** Whether the viewer sees drafts, archived objects, costs and histories. */
export const seesAll = ({ scopes }: Pick<Viewer, 'scopes'>): boolean => scopes.has('catalog:read-all')

/** Products that the viewer sees. */
export const visibleProducts = (viewer: Pick<Viewer, 'scopes'>): Prisma.ProductWhereInput =>
  seesAll(viewer) ? {} : { status: 'ACTIVE' }

/** Whether the viewer sees a row of a product or SKU, of a SKU without looking at its product. */
export const isVisible = ({ status }: { readonly status: string }, viewer: Pick<Viewer, 'scopes'>): boolean =>
  status === 'ACTIVE' || seesAll(viewer)

/** Categories, warehouses and suppliers in use; all of them if a viewer who sees everything asks for that. */
export const inUse = (
  viewer: Pick<Viewer, 'scopes'>,
  archived: boolean | null | undefined,
): { archivedAt?: null } => (archived && seesAll(viewer) ? {} : { archivedAt: null })

export interface AuditConditions {
  readonly objects?: readonly { readonly type: string; readonly id: string }[] | null
  /** Of it and of its SKUs. */
  readonly productId?: string
  readonly actor?: string | null | undefined
  readonly from?: Date | null | undefined
  readonly to?: Date | null | undefined
}

/** Entries of the audit trail; none for a viewer who does not see all. */
export function auditEntries(
  viewer: Pick<Viewer, 'scopes'>,
  { objects, productId, actor, from, to }: AuditConditions,
): Prisma.AuditEntryWhereInput {
  if (!seesAll(viewer)) return { id: { in: [] } }
  return {
    ...(objects && { OR: objects.map(({ type, id }) => ({ entityType: type, entityId: id })) }),
    ...(productId !== undefined && { productId }),
    ...(actor != null && { actor }),
    ...((from != null || to != null) && { at: { ...(from && { gte: from }), ...(to && { lt: to }) } }),
  }
}

/** The newest first. */
export const AUDIT_ORDER = [
  { at: 'desc' },
  { id: 'desc' },
] satisfies Prisma.AuditEntryOrderByWithRelationInput[]
