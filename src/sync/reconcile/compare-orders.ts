import type { MarketplaceOrder } from '../../connectors/marketplace.ts'
import { formatAmount, money } from '../../domain/money.ts'
import { isToSend } from '../../domain/order-line.ts'
import { linkable } from '../../domain/platform.ts'
import type { NewDiscrepancy } from '../../store/reconciliation.ts'
import { statusOf, stepsTo } from '../inbound/order-facts.ts'
import type { Reread } from '../messages/reread.ts'
import type { Compared } from './compared.ts'

interface Span {
  readonly from: Date
  readonly to: Date
}

/** Orders that were placed on the day, by what the marketplace has now: all of them, whether they seem changed or not. */
export async function compareOrders(context: Reread, day: string, span: Span): Promise<Compared> {
  const theirs = await placedThere(context, span)
  const ours = await placedHere(context, span, [...theirs.keys()])
  const found: NewDiscrepancy[] = []
  for (const [externalId, order] of theirs)
    found.push(...orderDiscrepancies(context, order, ours.get(externalId)))
  const missing = [...ours.values()].filter((order) => order.inSpan && !theirs.has(order.externalId))
  for (const order of missing) {
    // Placed at the very edge of the day, or gone from the list: its own record decides.
    const there = await context.connector.readOrder(context.shop, order.externalId, context.signal)
    if (there) continue
    found.push({
      kind: 'ORDER_UNKNOWN_THERE',
      reference: `order ${order.externalId}`,
      ours: order.status,
      theirs: null,
      suggestedRepair: null,
      repair: null,
    })
  }
  const here = [...ours.values()].filter((order) => order.inSpan)
  found.push(...totals(day, here, [...theirs.values()]))
  return { checked: Math.max(theirs.size, here.length), found }
}

type Ours = Awaited<ReturnType<typeof placedHere>> extends ReadonlyMap<string, infer Row> ? Row : never

async function placedThere({ connector, shop, signal, deps }: Reread, span: Span) {
  const theirs = new Map<string, MarketplaceOrder>()
  // Orders placed on the day were modified on it or since.
  const window = { from: span.from, to: deps.now() }
  for await (const { orders } of connector.orders(shop, window, signal))
    for (const order of orders)
      if (order.createdAt && order.createdAt >= span.from && order.createdAt < span.to)
        theirs.set(order.externalId, order)
  return theirs
}

async function placedHere({ deps, shop }: Reread, span: Span, ids: readonly string[]) {
  const rows = await deps.prisma.order.findMany({
    where: {
      shopId: shop.shopId,
      source: linkable(shop.platform),
      externalId: { not: null },
      OR: [{ placedAt: { gte: span.from, lt: span.to } }, { externalId: { in: [...ids] } }],
    },
    select: {
      externalId: true,
      status: true,
      totalMinor: true,
      externalTotalMinor: true,
      currency: true,
      placedAt: true,
      lines: {
        select: { externalId: true, quantity: true, status: true, refundPending: true },
        orderBy: { position: 'asc' },
      },
    },
  })
  return new Map(
    rows.map((row) => {
      const externalId = row.externalId ?? ''
      const inSpan = row.placedAt >= span.from && row.placedAt < span.to
      // The original total there; we subtract later refunds.
      const totalMinor = row.externalTotalMinor ?? row.totalMinor
      return [externalId, { ...row, totalMinor, externalId, inSpan }] as const
    }),
  )
}

function orderDiscrepancies(
  { shop }: Reread,
  theirs: MarketplaceOrder,
  ours: Ours | undefined,
): NewDiscrepancy[] {
  const common = {
    reference: `order ${theirs.externalId}`,
    suggestedRepair: 'Read the order from the marketplace again.',
    repair: { kind: 'reread-order', shopId: shop.shopId, externalId: theirs.externalId },
  }
  if (!ours) return [{ kind: 'ORDER_MISSING', ours: null, theirs: theirs.rawStatus, ...common }]
  const found: NewDiscrepancy[] = []
  if (ours.totalMinor !== theirs.total.minor)
    found.push({
      kind: 'ORDER_AMOUNT',
      ours: formatAmount(money(ours.totalMinor, ours.currency)),
      theirs: formatAmount(theirs.total),
      ...common,
    })
  // We may be further than the marketplace: it hears of a parcel later than the warehouse.
  if (stepsTo(ours.status, statusOf(theirs)).length > 0)
    found.push({ kind: 'ORDER_STATUS', ours: ours.status, theirs: theirs.rawStatus, ...common })
  const here = piecesOf(ours.lines)
  const there = piecesOf(theirs.lines)
  // Of an order that is over as a whole its state says enough.
  const sent = found.some(({ kind }) => kind === 'ORDER_STATUS')
    ? []
    : ours.lines.filter((line) => isToSend(line) && isClosed(theirs, line.externalId))
  if (sent.length > 0)
    found.push({
      kind: 'ORDER_LINES',
      ours: `${sent.map((line) => line.externalId).join(', ')} to be sent`,
      theirs: 'given back',
      ...common,
    })
  else if (here !== there) found.push({ kind: 'ORDER_LINES', ours: here, theirs: there, ...common })
  return found
}

/** Whether the marketplace says with the order that the line is over. */
function isClosed({ lines }: MarketplaceOrder, externalId: string | null): boolean {
  return lines.some((line) => line.externalId === externalId && line.state === 'CLOSED')
}

function piecesOf(
  lines: readonly { readonly externalId: string | null; readonly quantity: number }[],
): string {
  return lines
    .map((line) => `${line.externalId} × ${line.quantity}`)
    .toSorted()
    .join(', ')
}

function totals(day: string, ours: readonly Ours[], theirs: readonly MarketplaceOrder[]): NewDiscrepancy[] {
  const none = { suggestedRepair: null, repair: null, reference: day }
  const amountHere = ours.reduce((sum, order) => sum + order.totalMinor, 0n)
  const amountThere = theirs.reduce((sum, order) => sum + order.total.minor, 0n)
  return [
    ...(ours.length === theirs.length
      ? []
      : [{ kind: 'DAY_COUNT' as const, ours: String(ours.length), theirs: String(theirs.length), ...none }]),
    ...(amountHere === amountThere
      ? []
      : [
          {
            kind: 'DAY_AMOUNT' as const,
            ours: formatAmount(money(amountHere)),
            theirs: formatAmount(money(amountThere)),
            ...none,
          },
        ]),
  ]
}
