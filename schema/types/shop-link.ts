import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { PlatformEnum } from '../enums.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'

interface LinkStart {
  readonly authorizeUrl: string | null
}

const BeginShopLinkPayload = payloadType<LinkStart>(
  'BeginShopLinkPayload',
  'How the linking of a shop goes on.',
  (t) => ({
    authorizeUrl: t.exposeString('authorizeUrl', {
      nullable: true,
      description: "Page of the platform where the shop's owner agrees; null when it was refused.",
    }),
  }),
)

builder.mutationField('beginShopLink', (t) =>
  t.field({
    type: BeginShopLinkPayload,
    description: 'Begins to link a shop: its owner opens `authorizeUrl`, logs in there and comes back to us.',
    authScopes: { scope: 'shops:write' },
    args: { platform: t.arg({ type: PlatformEnum, required: true, description: 'The marketplace.' }) },
    resolve: (_root, { platform }, { shops, viewer }) =>
      payloadOf<string, LinkStart>(
        () => shops.beginLink(platform, actorOf(viewer)),
        (authorizeUrl) => ({ authorizeUrl }),
        { authorizeUrl: null },
      ),
  }),
)
