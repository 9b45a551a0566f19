import { z } from 'zod'

/** The part of `queueDeliveries`'s payload that an e-mail needs. */
const Told = z.object({
  kind: z.enum(['LOW_STOCK', 'OUT_OF_STOCK', 'OVERSOLD', 'BACK_IN_STOCK']),
  openedAt: z.string(),
  available: z.number(),
  threshold: z.number(),
  sku: z.object({ code: z.string(), titleZh: z.string().nullable(), titleEn: z.string().nullable() }),
  warehouse: z.object({ code: z.string(), name: z.string() }),
  proposal: z.object({ quantity: z.number(), reason: z.string() }).nullable(),
})

const HEADLINES = {
  LOW_STOCK: 'Low stock',
  OUT_OF_STOCK: 'Out of stock',
  OVERSOLD: 'More promised than there is',
  BACK_IN_STOCK: 'Back in stock',
} as const

/** Subject and text of the e-mail to a supplier. Plain text: nothing in it can be taken for markup. */
export function alertMail(payload: unknown): { subject: string; text: string } {
  const { kind, openedAt, available, threshold, sku, warehouse, proposal } = Told.parse(payload)
  const title = [sku.titleZh, sku.titleEn].filter(Boolean).join(' / ')
  const lines = [
    `${HEADLINES[kind]}: ${sku.code} ${title}`,
    `Warehouse: ${warehouse.name} (${warehouse.code})`,
    `Available: ${available}. The alert opens below ${threshold}.`,
    `Since: ${openedAt}`,
    ...(proposal ? ['', `Proposed order: ${proposal.quantity}`, proposal.reason] : []),
  ]
  return { subject: oneLine(`${HEADLINES[kind]}: ${sku.code}`), text: `${lines.join('\n')}\n` }
}

/** A subject is one header line: nothing in a code may begin another. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}
