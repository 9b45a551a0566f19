import { SyncKindEnum } from '../enums.ts'
import { localIds } from '../global-id.ts'
import { mutation } from '../mutation.ts'

mutation('setSyncSchedule', {
  description: 'Says how often one kind of a shop is synchronised.',
  scope: 'shops:write',
  inputDescription: 'How often one kind of a shop is synchronised.',
  input: (t) => ({
    shopId: t.id({ required: true, description: 'Global id of the shop.' }),
    kind: t.field({ type: SyncKindEnum, required: true, description: 'What is moved.' }),
    everySeconds: t.int({
      description: 'Seconds between two runs, from 10; 0: only when asked for. The default when absent.',
    }),
  }),
  run: (input, { sync }) => sync.setSchedule(localIds(input, { shopId: 'Shop' })),
  payloadDescription: 'What became of the schedule.',
  payload: (t) => ({
    state: t.prismaField({
      type: 'SyncState',
      nullable: true,
      description: 'How far it is, and when it is next; null when it was refused.',
      resolve: (query, { result: key }, _args, { prisma }) =>
        key && prisma.syncState.findUnique({ ...query, where: { shopId_kind: key } }),
    }),
  }),
})
