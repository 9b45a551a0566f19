import { actorOf } from '../../src/domain/viewer.ts'
import { PlatformEnum } from '../enums.ts'
import { mutation } from '../mutation.ts'

mutation('beginShopLink', {
  description: 'Begins to link a shop: its owner opens `authorizeUrl`, logs in there and comes back to us.',
  scope: 'shops:write',
  inputDescription: 'Where the shop is.',
  input: (t) => ({
    platform: t.field({ type: PlatformEnum, required: true, description: 'The marketplace.' }),
  }),
  run: ({ platform }, { shops, viewer }) => shops.beginLink(platform, actorOf(viewer)),
  payloadDescription: 'Next step of linking a shop.',
  payload: (t) => ({
    authorizeUrl: t.string({
      nullable: true,
      description: "Page of the platform where the shop's owner agrees; null when it was refused.",
      resolve: ({ result }) => result,
    }),
  }),
})
