import { builder } from '../builder.ts'
import { SyncKindEnum } from '../enums.ts'
import { inputIdOf } from '../global-id.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'

const SetSyncScheduleInput = builder.inputType('SetSyncScheduleInput', {
  description: 'How often one kind of a shop is synchronised.',
  fields: (t) => ({
    shopId: t.id({ required: true, description: 'Global id of the shop.' }),
    kind: t.field({ type: SyncKindEnum, required: true, description: 'What is moved.' }),
    everySeconds: t.int({
      description: 'Seconds between two runs, from 10; 0: only when asked for. The default when absent.',
    }),
  }),
})

type Key = { readonly shopId: string; readonly kind: typeof SyncKindEnum.$inferType }

interface ScheduleResult {
  readonly key: Key | null
}

const SyncSchedulePayload = payloadType<ScheduleResult>(
  'SyncSchedulePayload',
  'What became of a schedule.',
  (t) => ({
    state: t.prismaField({
      type: 'SyncState',
      nullable: true,
      description: 'How far it is, and when it is next; null when it was refused.',
      resolve: (query, { key }, _args, { prisma }) =>
        key && prisma.syncState.findUnique({ ...query, where: { shopId_kind: key } }),
    }),
  }),
)

builder.mutationField('setSyncSchedule', (t) =>
  t.field({
    type: SyncSchedulePayload,
    description: 'Says how often one kind of a shop is synchronised.',
    authScopes: { scope: 'shops:write' },
    args: { input: t.arg({ type: SetSyncScheduleInput, required: true, description: 'The schedule.' }) },
    resolve: (_root, { input }, { sync }) =>
      payloadOf<Key, ScheduleResult>(
        async () => sync.setSchedule({ ...input, shopId: inputIdOf('Shop', ['shopId'], input.shopId) }),
        (key) => ({ key }),
        { key: null },
      ),
  }),
)
