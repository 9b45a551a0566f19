import { ARCHIVABLE, type Archivable } from '../../src/catalogue/index.ts'
import { Refused } from '../../src/domain/user-error.ts'
import { actorOf } from '../../src/domain/viewer.ts'
import { encodeGlobalId, parseGlobalId } from '../global-id.ts'
import { mutation } from '../mutation.ts'

function archivable(id: string): { type: Archivable; id: string } {
  const parsed = parseGlobalId(id)
  const type = ARCHIVABLE.find((one) => one === parsed?.typename)
  if (!parsed || !type)
    throw new Refused(
      'INVALID_INPUT',
      ['id'],
      `id: ${JSON.stringify(id.slice(0, 60))} is not the id of ${ARCHIVABLE.join(', ')}`,
    )
  return { type, id: parsed.id }
}

mutation('archive', {
  description:
    'Takes a product, SKU, category, warehouse, supplier or price rule out of use, or back into it. Refused while something open needs it; the message names what.',
  scope: 'catalog:write',
  inputDescription: 'What to archive or to restore.',
  input: (t) => ({
    id: t.id({ required: true, description: 'Global id.' }),
    restore: t.boolean({ description: 'True brings it back; a product as it was before.' }),
  }),
  run: async ({ id, restore }, { catalog, viewer }) => {
    const what = archivable(id)
    const done = await catalog.archive({ ...what, restore: restore ?? false }, actorOf(viewer))
    return done.ok ? { ok: true, value: encodeGlobalId(what.type, what.id) } : done
  },
  payloadDescription: 'What became of it.',
  payload: (t) => ({
    node: t.node({
      description: 'As it is now; null when it was refused.',
      id: ({ result }) => result,
    }),
  }),
})
