import type { Item } from '../../connectors/item-source.ts'
import { type Money, money } from '../../domain/money.ts'
import type { Platform } from '../../domain/platform.ts'
import { chooseRule, priceOf } from '../../domain/price-rule.ts'
import type { PrismaClient } from '../../store/database.ts'
import { choicesOf, rowOf } from '../item-choices.ts'
import { sellerKey } from '../item-product.ts'
import { decidePrice, sameMoney } from './decide-price.ts'
import { readHeld } from './held-price.ts'
import { readRateOf, readRules, rulesOf } from './rules-of-skus.ts'

export interface OfferPrices {
  /** Our unit price of a choice. */
  readonly ofChoice: (choice: { readonly externalSkuId: string; readonly price: Money }) => Money
  /** The same for another unit price of the source, by the rule of the item. */
  readonly ofCost: (cost: Money) => Money
}

/**
 * What customers pay for an item of a marketplace, before anybody has ordered it: the price that its SKU would get if
 * it were imported now. Nothing is written.
 */
export async function offerPrices(
  prisma: PrismaClient,
  platform: Platform,
  item: Item,
): Promise<OfferPrices> {
  const rows = await prisma.listing.findMany({
    where: { platform, externalId: item.externalId, skuId: { not: null } },
    select: {
      externalSkuId: true,
      sku: {
        select: {
          id: true,
          priceMinor: true,
          currency: true,
          costMinor: true,
          costCurrency: true,
          editedFields: true,
        },
      },
    },
    orderBy: { id: 'asc' },
  })
  const rules = await readRules(prisma)
  const skuIds = rows.flatMap(({ sku }) => sku?.id ?? [])
  const [rateOf, ruleOf, held] = await Promise.all([
    readRateOf(prisma),
    rulesOf(prisma, rules, skuIds),
    readHeld(prisma, skuIds),
  ])
  const [sibling] = skuIds
  // A seller of whom we know nothing is named by no rule.
  const supplierId =
    sibling === undefined && rules.some((rule) => rule.supplierId !== null)
      ? await supplierIdOf(prisma, platform, item)
      : null
  const rule =
    sibling === undefined
      ? chooseRule(rules, { supplierId, categories: new Map(), platforms: new Set([platform]) })
      : (ruleOf.get(sibling) ?? null)
  const choices = choicesOf(item)
  const ofCost = (cost: Money) => (rule && priceOf(cost, rule, rateOf)) ?? cost

  function ofChoice(choice: { readonly externalSkuId: string; readonly price: Money }): Money {
    const sku = rowOf(choice, choices, rows)?.sku
    if (!sku) return ofCost(choice.price)
    const price = money(sku.priceMinor, sku.currency)
    const costBefore = sku.costMinor === null ? null : money(sku.costMinor, sku.costCurrency ?? sku.currency)
    if (!costBefore || sameMoney(costBefore, choice.price)) return price
    const state = held.get(sku.id)
    return decidePrice(
      {
        price,
        byHand: sku.editedFields.includes('price'),
        cost: choice.price,
        costBefore,
        isHeld: state?.open != null,
        refused: state?.refused ?? null,
      },
      ruleOf.get(sku.id) ?? null,
      rateOf,
    ).price
  }
  return { ofChoice, ofCost }
}

async function supplierIdOf(prisma: PrismaClient, platform: Platform, item: Item): Promise<string | null> {
  const key = sellerKey(platform, item)
  if (key === null) return null
  return (await prisma.supplier.findUnique({ where: { key }, select: { id: true } }))?.id ?? null
}
