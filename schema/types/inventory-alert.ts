import { actorOf, type Viewer } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import type { GraphContext } from '../context.ts'
import { AlertKindEnum, AlertStatusEnum } from '../enums.ts'
import { inputIdOf, localIdsOf } from '../global-id.ts'
import { mutation } from '../mutation.ts'
import { startAt } from '../start-at.ts'

builder.prismaNode('InventoryAlert', {
  description: 'Stock of a SKU in a warehouse needs attention. Opens once, at the crossing of the threshold.',
  authScopes: { scope: 'alerts:read' },
  // Suppliers see what concerns their own SKUs; lists and feeds are narrowed where they are read.
  findUnique: (id, { viewer }) =>
    viewer.role === 'supplier'
      ? { id, sku: { product: { supplier: { key: viewer.subject ?? '' } } } }
      : { id },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    kind: t.expose('kind', { type: AlertKindEnum, description: 'What it is about.' }),
    status: t.expose('status', { type: AlertStatusEnum, description: 'Its state.' }),
    sku: t.relation('sku', { description: 'Whose stock.' }),
    warehouse: t.relation('warehouse', { nullable: true, description: 'Where.' }),
    threshold: t.exposeInt('threshold', { description: 'It opened when fewer units were available.' }),
    resumeAbove: t.exposeInt('resumeAbove', {
      description: 'It resolves when this many units are available.',
    }),
    available: t.exposeInt('available', {
      description: 'Available units when it opened, or when it was resolved.',
    }),
    openedAt: t.expose('openedAt', { type: 'DateTime', description: 'When it opened.' }),
    acknowledgedAt: t.expose('acknowledgedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When somebody took it on.',
    }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was over.',
    }),
    replenishment: t.relation('replenishment', {
      nullable: true,
      description: 'What to order, if something is proposed.',
    }),
    deliveries: t.relatedConnection(
      'deliveries',
      {
        cursor: 'id',
        nullable: true,
        description: 'Notifications to its supplier, the oldest first. For operators.',
        authScopes: { scope: 'alerts:write' },
        totalCount: true,
        query: { orderBy: { id: 'asc' } },
      },
      { name: 'InventoryAlertDeliveryConnection', description: 'A page of the deliveries of an alert.' },
      { name: 'InventoryAlertDeliveryEdge', description: 'A delivery and its place in the list.' },
    ),
  }),
})

const InventoryAlertFilter = builder.inputType('InventoryAlertFilter', {
  description: 'All given conditions have to hold.',
  fields: (t) => ({
    status: t.field({ type: AlertStatusEnum, description: 'Its state.' }),
    kinds: t.field({ type: [AlertKindEnum], description: 'One of these kinds.' }),
    skuIds: t.idList({ description: 'Of one of these SKUs.' }),
    warehouseIds: t.idList({ description: 'In one of these warehouses.' }),
  }),
})

type Where = NonNullable<
  NonNullable<Parameters<GraphContext['prisma']['inventoryAlert']['findMany']>[0]>['where']
>

function whereOf(filter: typeof InventoryAlertFilter.$inferInput | null | undefined, viewer: Viewer): Where {
  const { status, kinds } = filter ?? {}
  const skuIds = localIdsOf('Sku', 'filter.skuIds', filter?.skuIds)
  const warehouseIds = localIdsOf('Warehouse', 'filter.warehouseIds', filter?.warehouseIds)
  return {
    ...(status && { status }),
    ...(kinds && { kind: { in: kinds } }),
    ...(skuIds && { skuId: { in: skuIds } }),
    ...(warehouseIds && { warehouseId: { in: warehouseIds } }),
    ...(viewer.role === 'supplier' && { sku: { product: { supplier: { key: viewer.subject ?? '' } } } }),
  }
}

builder.queryField('inventoryAlerts', (t) =>
  t.prismaConnection(
    {
      type: 'InventoryAlert',
      nullable: true,
      cursor: 'id',
      description: 'Alerts, the newest first. Suppliers see those of their own SKUs.',
      authScopes: { scope: 'alerts:read' },
      args: { filter: t.arg({ type: InventoryAlertFilter, description: 'Narrows the list.' }) },
      totalCount: (_root, { filter }, { prisma, viewer }) =>
        prisma.inventoryAlert.count({ where: whereOf(filter, viewer) }),
      resolve: async (query, _root, args, { prisma, viewer }) => {
        const where = whereOf(args.filter, viewer)
        const page = await startAt(query, where, (narrowed) =>
          prisma.inventoryAlert.count({ where: narrowed }),
        )
        return prisma.inventoryAlert.findMany({
          ...page,
          where,
          orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
        })
      },
    },
    { name: 'InventoryAlertConnection', description: 'A page of alerts.' },
    { name: 'InventoryAlertEdge', description: 'An alert and its place in the list.' },
  ),
)

mutation('acknowledgeAlert', {
  description: 'Somebody takes care of it. Doing it again changes nothing.',
  scope: 'alerts:write',
  inputDescription: 'Which alert is taken care of.',
  input: (t) => ({ id: t.id({ required: true, description: 'Global id of the alert.' }) }),
  run: ({ id }, { alerts, viewer }) =>
    alerts.acknowledgeAlert(inputIdOf('InventoryAlert', ['id'], id), actorOf(viewer)),
  payloadDescription: 'The alert as it is now.',
  payload: (t) => ({ alert: t.prismaField(changedRow('InventoryAlert', 'Null when it was refused.')) }),
})
