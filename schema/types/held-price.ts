import { money } from '../../src/domain/money.ts'
import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { inputIdOf } from '../global-id.ts'
import { MoneyInputRef } from '../money-input.ts'
import { mutation } from '../mutation.ts'
import { MoneyRef } from '../refs.ts'
import { startAt } from '../start-at.ts'

const HeldPriceDecisionEnum = builder.enumType('HeldPriceDecision', {
  description: 'What an operator does with a price that is held.',
  values: {
    ACCEPT: { description: 'Use the proposed price.' },
    KEEP: { description: 'The present price stays; proposals up to the refused one are not held again.' },
    SET: { description: 'Set another price by hand; rules no longer change it.' },
  } as const,
})

builder.prismaNode('HeldPrice', {
  description:
    'A new cost would raise a price by more than its rule allows. The SKU keeps its price until then.',
  authScopes: { scope: 'catalog:read-all' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    sku: t.relation('sku', { description: 'Whose price.' }),
    current: t.field({
      type: MoneyRef,
      description: 'What it is sold for meanwhile.',
      resolve: ({ currentMinor, currency }) => money(currentMinor, currency),
    }),
    proposed: t.field({
      type: MoneyRef,
      description: 'What its rule asks for.',
      resolve: ({ proposedMinor, currency }) => money(proposedMinor, currency),
    }),
    costBefore: t.field({
      type: MoneyRef,
      description: 'Cost per unit before it jumped.',
      resolve: ({ costBeforeMinor, costCurrency }) => money(costBeforeMinor, costCurrency),
    }),
    costNow: t.field({
      type: MoneyRef,
      description: 'Cost per unit at the last reading.',
      resolve: ({ costNowMinor, costCurrency }) => money(costNowMinor, costCurrency),
    }),
    rule: t.relation('rule', { nullable: true, description: 'The rule that proposes the price.' }),
    heldAt: t.expose('heldAt', { type: 'DateTime', description: 'Since when it waits.' }),
    decidedAt: t.expose('decidedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When an operator decided, or the price came back within its limit. Null: it waits.',
    }),
    decision: t.expose('decision', {
      type: HeldPriceDecisionEnum,
      nullable: true,
      description: 'What was decided; null: nothing yet, or no decision was needed.',
    }),
    decidedBy: t.exposeString('decidedBy', { nullable: true, description: 'Who decided.' }),
  }),
})

builder.queryField('heldPrices', (t) =>
  t.prismaConnection(
    {
      type: 'HeldPrice',
      nullable: true,
      cursor: 'id',
      description: 'Prices that wait for an operator, the oldest first.',
      authScopes: { scope: 'catalog:read-all' },
      totalCount: (_root, _args, { prisma, catalog }) =>
        prisma.heldPrice.count({ where: catalog.prices.held.where }),
      resolve: async (query, _root, _args, { prisma, catalog }) => {
        const { where, orderBy } = catalog.prices.held
        const page = await startAt(query, where, (narrowed) => prisma.heldPrice.count({ where: narrowed }))
        return prisma.heldPrice.findMany({ ...page, where, orderBy: [...orderBy] })
      },
    },
    { name: 'HeldPriceConnection', description: 'A page of held prices.' },
    { name: 'HeldPriceEdge', description: 'A held price and its place in the list.' },
  ),
)

mutation('decideHeldPrice', {
  description: 'Decides on a price that is held. Of two operators at once the first decides.',
  scope: 'catalog:write',
  inputDescription: 'Which price, and what becomes of it.',
  input: (t) => ({
    id: t.id({ required: true, description: 'Global id of the held price.' }),
    decision: t.field({ type: HeldPriceDecisionEnum, required: true, description: 'What becomes of it.' }),
    price: t.field({ type: MoneyInputRef, description: 'With SET alone: the price, more than 0.' }),
  }),
  run: ({ id, ...input }, { catalog, viewer }) =>
    catalog.prices.decideHeldPrice({ ...input, id: inputIdOf('HeldPrice', ['id'], id) }, actorOf(viewer)),
  payloadDescription: 'The SKU as it is now.',
  payload: (t) => ({ sku: t.prismaField(changedRow('Sku', 'Null when it was refused.')) }),
})
