import { SkuAttributes } from '../../domain/sku-attribute.ts'
import type { PrismaClient } from '../../store/database.ts'
import { lockProduct } from '../../store/product.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import { noteTranslatedProduct, takeProductsToTranslate } from '../../store/translation.ts'
import type { MachineTexts } from '../machine-texts.ts'
import { type ChangedObject, recordChanges } from '../record-changes.ts'
import { textMemory } from './memory.ts'
import { type ServiceDeps, translationService } from './service.ts'
import {
  type Lookup,
  type ProductTexts,
  type SkuTexts,
  type TranslatedTexts,
  translatedTexts,
  type Wanted,
} from './texts-of-product.ts'

export interface TranslateDeps extends ServiceDeps {
  readonly prisma: PrismaClient
  readonly wanted: Wanted
  /** Told of a product that could not be written. */
  readonly onError: (error: unknown, productId: string) => void
}

/** Products of one turn: their texts share requests. */
const PRODUCTS_A_TURN = 20
const BY = { actor: 'translation', source: 'TRANSLATION' } as const
/** A product that can't be written waits, so that the others need not, in ms. */
const UNWRITABLE_MS = 3_600_000
/** Another worker has a text: it is checked again after this time, in ms. */
const OTHERS_MS = 2_000

/**
 * Gives products of marketplaces the languages that they lack. Texts that were translated before cost nothing; the rest goes
 * to the service in as few requests as it takes. Any number of workers shares the products by leases.
 * @returns whether there may be more to do at once
 */
export async function translateProducts(deps: TranslateDeps, signal: AbortSignal): Promise<boolean> {
  const { prisma, wanted } = deps
  const memory = textMemory(prisma)
  const service = translationService(deps, memory)
  if ((await service.pausedUntil()) !== null) return false
  const ids = await takeProductsToTranslate(prisma, PRODUCTS_A_TURN)
  if (ids.length === 0) return false
  let retryAt: Date | null = null
  try {
    const missing = []
    for (const id of ids) {
      const texts = await readTexts(prisma, id)
      if (texts) missing.push(...plan(texts, wanted, () => undefined).missing)
    }
    await memory.recall(missing)
    retryAt = await service.translate(memory.unknown(missing), signal)
  } catch (error) {
    // Others may take them at once: the service is no reason for this failure.
    await release(prisma, ids)
    throw error
  }
  for (const id of ids) {
    try {
      await write(deps, id, memory.lookup, retryAt)
    } catch (error) {
      await prisma.product.update({
        where: { id },
        data: { translateAt: new Date(Date.now() + UNWRITABLE_MS) },
        select: { id: true },
      })
      deps.onError(error, id)
    }
  }
  return retryAt === null && ids.length === PRODUCTS_A_TURN && !signal.aborted
}

async function release(prisma: PrismaClient, ids: readonly string[]): Promise<void> {
  await prisma.product.updateMany({
    where: { id: { in: [...ids] }, translateAt: { not: null } },
    data: { translateAt: new Date() },
  })
}

/** Reads the texts again under a lock: later edits by a person win. */
async function write(
  { prisma, wanted }: TranslateDeps,
  id: string,
  lookup: Lookup,
  retryAt: Date | null,
): Promise<void> {
  await transaction(prisma, async (tx) => {
    if (!(await lockProduct(tx, id))) return
    const texts = await readTexts(tx, id)
    if (texts === null) return noteTranslatedProduct(tx, id, null, wanted.locales)
    const { product, skus, missing } = plan(texts, wanted, lookup)
    const changed: ChangedObject[] = []
    if (product) {
      await tx.product.update({ where: { id }, data: product.data, select: { id: true } })
      changed.push({ type: 'Product', id, changes: product.changes })
    }
    for (const { id: skuId, data, changes } of skus) {
      const attributes = data.attributes.map((one) => ({ ...one }))
      await tx.sku.update({ where: { id: skuId }, data: { ...data, attributes }, select: { id: true } })
      changed.push({ type: 'Sku', id: skuId, productId: id, changes })
    }
    await recordChanges(tx, BY, changed)
    const again = missing.length > 0 ? (retryAt ?? new Date(Date.now() + OTHERS_MS)) : null
    await noteTranslatedProduct(tx, id, again, wanted.locales)
  })
}

interface StoredTexts {
  readonly product: ProductTexts
  readonly skus: readonly SkuTexts[]
}

const plan = ({ product, skus }: StoredTexts, wanted: Wanted, lookup: Lookup): TranslatedTexts =>
  translatedTexts(product, skus, wanted, lookup)

/** Null for a product that no marketplace has, or that is archived. SKUs without a listing are people's own. */
async function readTexts(tx: Pick<Tx, 'product'>, id: string): Promise<StoredTexts | null> {
  const row = await tx.product.findUnique({
    where: { id, status: { not: 'ARCHIVED' }, skus: { some: { listings: { some: {} } } } },
    select: {
      titleZh: true,
      titleEn: true,
      descriptionZh: true,
      descriptionEn: true,
      texts: true,
      machineTexts: true,
      editedFields: true,
      skus: {
        where: { listings: { some: {} } },
        orderBy: { id: 'asc' },
        select: {
          id: true,
          titleZh: true,
          titleEn: true,
          titles: true,
          attributes: true,
          machineTexts: true,
          editedFields: true,
        },
      },
    },
  })
  if (!row) return null
  const { skus, ...product } = row
  return {
    product: { ...product, machineTexts: product.machineTexts as MachineTexts },
    skus: skus.map((sku) => ({
      ...sku,
      titles: sku.titles as Record<string, string>,
      attributes: SkuAttributes.parse(sku.attributes),
      machineTexts: sku.machineTexts as MachineTexts,
    })),
  }
}
