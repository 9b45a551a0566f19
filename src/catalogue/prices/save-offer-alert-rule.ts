import { v7 } from 'uuid'
import { z } from 'zod'
import { localId } from '../../domain/input-schemas.ts'
import { defaultResumeAt, LIMITED_KINDS, OFFER_ALERT_KINDS } from '../../domain/offer-alert.ts'
import { parseInput } from '../../domain/parse-input.ts'
import { PLATFORMS } from '../../domain/platform.ts'
import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import type { PrismaClient } from '../../store/database.ts'
import { type Tx, transaction } from '../../store/transaction.ts'

const limit = z
  .string()
  .trim()
  .regex(/^\d{1,9}(\.\d{1,4})?$/, 'has to be a decimal from 0 on with at most 4 decimals, such as "10"')

const Input = z
  .object({
    id: localId.nullish(),
    kind: z.enum(OFFER_ALERT_KINDS),
    skuId: localId.nullish(),
    supplierId: localId.nullish(),
    platform: z.enum(PLATFORMS).nullish(),
    limit,
    resumeAt: limit.nullish(),
  })
  .superRefine(({ kind, limit: at, resumeAt }, context) => {
    const wrong = (path: 'kind' | 'limit' | 'resumeAt', message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (kind === 'UPSTREAM_GONE') wrong('kind', 'UPSTREAM_GONE has no limit: it is always told')
    if (kind === 'PRICE_HELD') wrong('kind', 'PRICE_HELD has its limit in the price rule (holdAbovePercent)')
    if (kind === 'UPSTREAM_LOW' && (at.includes('.') || resumeAt?.includes('.')))
      wrong(at.includes('.') ? 'limit' : 'resumeAt', 'has to be a whole number of pieces')
    if (kind === 'MARGIN_LOW' && Number(at) >= 100) wrong('limit', 'has to be below 100 percent of the price')
    if (resumeAt == null) return
    if (kind === 'PRICE_ROSE' && Number(resumeAt) > Number(at))
      wrong('resumeAt', `has to be the limit of ${at} or less`)
    if (kind !== 'PRICE_ROSE' && Number(resumeAt) < Number(at))
      wrong('resumeAt', `has to be the limit of ${at} or more`)
  })
type Input = z.output<typeof Input>

/**
 * Sets the limit of a kind of alert for a SKU, a supplier, a marketplace, any of these together, or everything; setting
 * the same again changes it. A job judges the SKUs under it.
 * @returns the rule's id
 */
export function saveOfferAlertRule(
  prisma: PrismaClient,
  input: unknown,
  actor: string,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    return transaction(prisma, (tx) => write(tx, parsed, actor))
  })
}

async function write(tx: Tx, input: Input, actor: string): Promise<string> {
  const { id, kind, skuId = null, supplierId = null, platform = null, limit: at } = input
  const limited = LIMITED_KINDS.find((one) => one === kind)
  if (!limited) throw new RangeError(`${kind} has no limit`)
  if (skuId && !(await tx.sku.count({ where: { id: skuId } })))
    throw new Refused('NOT_FOUND', ['skuId'], 'There is no such SKU.')
  if (supplierId && !(await tx.supplier.count({ where: { id: supplierId } })))
    throw new Refused('NOT_FOUND', ['supplierId'], 'There is no such supplier.')
  if (id) {
    const known = await tx.offerAlertRule.findUnique({ where: { id } })
    if (!known) throw new Refused('NOT_FOUND', ['id'], 'There is no such rule.')
    const same =
      known.kind === kind &&
      known.skuId === skuId &&
      known.supplierId === supplierId &&
      known.platform === platform
    if (!same)
      throw new Refused(
        'INVALID_INPUT',
        ['id'],
        'A rule keeps its kind and its scope: save another one without id.',
      )
  }
  const resumeAt = input.resumeAt ?? defaultResumeAt(limited, at)
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO offer_alert_rule (id, kind, sku_id, supplier_id, platform, limit_at, resume_at, updated_by)
    VALUES (${v7()}, ${kind}::"OfferAlertKind", ${skuId}, ${supplierId}, ${platform}::"Platform", ${at}::numeric,
      ${resumeAt}::numeric, ${actor})
    ON CONFLICT (kind, sku_id, supplier_id, platform) DO UPDATE
    SET limit_at = excluded.limit_at, resume_at = excluded.resume_at, updated_by = excluded.updated_by,
      revision = offer_alert_rule.revision + 1, judge_at = now(), judge_after = ''
    RETURNING id`
  if (!row) throw new Error('no rule')
  return row.id
}
