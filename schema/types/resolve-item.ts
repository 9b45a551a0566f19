import type { ItemResolution } from '../../src/catalogue/index.ts'
import { builder } from '../builder.ts'
import { PlatformEnum } from '../enums.ts'
import { itemShown } from '../item-shown.ts'
import { MarketplaceItemRef } from '../refs.ts'
import { LONGEST_ADDRESS, longest } from '../text-length.ts'

const LinkKind = builder.enumType('ItemLinkKind', {
  description: 'How a text named its item.',
  values: {
    LINK: { description: 'A page of the marketplace.' },
    SHORT_LINK: { description: 'A short link that an app made.' },
    SHARE_TEXT: { description: 'A share text: a link or a code between words.' },
    AGENT_LINK: { description: 'A page of another agent.' },
    ID: { description: 'The id alone.' },
  } as const,
})

const Reason = builder.enumType('ItemUnresolvedReason', {
  description: 'Why a text gives no item.',
  values: {
    UNKNOWN_HOST: { description: 'A link to, or through, a host of no marketplace.' },
    NO_ID: { description: 'Nothing in the text names an item.' },
    AMBIGUOUS: { description: 'A bare number that may be of several marketplaces: give `platform`.' },
    NOT_FOUND: { description: 'There is no such item (any more).' },
    UNSUPPORTED: { description: 'Recognised, and nothing here can read it.' },
    UNAVAILABLE: { description: 'A host or source did not answer: try again later.' },
  } as const,
})

const ItemResolutionRef = builder.objectRef<ItemResolution>('ItemResolution').implement({
  description:
    'What a pasted text names: one of `item` and `reason`. The rest is filled as far as it is known.',
  fields: (t) => ({
    item: t.field({
      type: MarketplaceItemRef,
      nullable: true,
      description: 'The item, read live or from a reading of the last minutes.',
      resolve: ({ found, platform }, _args, { catalog }) =>
        found && platform ? itemShown(catalog, platform, found) : null,
    }),
    platform: t.expose('platform', { type: PlatformEnum, nullable: true, description: 'The marketplace.' }),
    externalId: t.exposeString('externalId', {
      nullable: true,
      description: "The platform's id of the item.",
    }),
    externalSkuId: t.exposeString('externalSkuId', {
      nullable: true,
      description: 'The SKU that the link names.',
    }),
    canonicalUrl: t.exposeString('canonicalUrl', {
      nullable: true,
      description: 'The page of the item, without what was tracked.',
    }),
    via: t.expose('via', { type: LinkKind, nullable: true, description: 'How the text named it.' }),
    reason: t.expose('reason', { type: Reason, nullable: true, description: 'Why there is no item.' }),
    message: t.exposeString('message', { nullable: true, description: 'The reason in words.' }),
  }),
})

builder.queryField('resolveItem', (t) =>
  t.field({
    type: ItemResolutionRef,
    nullable: true,
    description:
      'Reads a link, short link, share text, link of another agent, or an id, and gives the item or the reason why not. Without a token the number of look-ups a day is limited.',
    args: {
      text: t.arg.string({
        required: true,
        description: 'As it was pasted, up to 2,000 characters.',
        extensions: longest(LONGEST_ADDRESS),
      }),
      platform: t.arg({ type: PlatformEnum, description: 'Where a bare id is from.' }),
    },
    resolve: (_root, { text, platform }, { catalog, payer }) =>
      catalog.resolveItem(text, platform ?? null, payer),
  }),
)
