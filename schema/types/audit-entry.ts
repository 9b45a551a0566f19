import { ARCHIVABLE, AUDIT_ORDER, auditEntries } from '../../src/catalogue/index.ts'
import { builder } from '../builder.ts'
import { badInput } from '../errors.ts'
import { encodeGlobalId, parseGlobalId } from '../global-id.ts'
import { AuditEntryConnectionRef, AuditEntryEdgeRef } from '../refs.ts'

const AuditSourceEnum = builder.enumType('AuditSource', {
  description: 'How something was changed.',
  values: {
    PERSON: { description: 'By hand.' },
    FILE: { description: 'By a file that somebody imported.' },
    MARKETPLACE: { description: 'By a reading of a marketplace.' },
    RULE: { description: 'By a price rule.' },
    TRANSLATION: { description: 'By a translation service.' },
  } as const,
})

builder.prismaNode('AuditEntry', {
  description: 'One field of one object that was changed, and by whom.',
  authScopes: { scope: 'catalog:read-all' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it was changed.' }),
    actor: t.exposeString('actor', { description: 'Who changed it: role and subject, or a job.' }),
    entity: t.node({
      description: 'What was changed.',
      id: ({ entityType, entityId }) => encodeGlobalId(entityType, entityId),
    }),
    field: t.exposeString('field', { description: 'Which of its fields, such as titleEn or price.' }),
    before: t.exposeString('before', { nullable: true, description: 'As it was; null: it had none.' }),
    after: t.exposeString('after', { nullable: true, description: 'As it became; null: it has none.' }),
    source: t.expose('source', { type: AuditSourceEnum, description: 'How it was changed.' }),
  }),
})

const AuditFilter = builder.inputType('AuditFilter', {
  description: 'Which entries. All given conditions have to hold.',
  fields: (t) => ({
    entityIds: t.idList({ description: 'Global ids of what was changed.' }),
    actor: t.string({ description: 'Who changed it, as `AuditEntry.actor` has it.' }),
    from: t.field({ type: 'DateTime', description: 'At this time or later.' }),
    to: t.field({ type: 'DateTime', description: 'Before this time.' }),
  }),
})

function objectOf(id: string) {
  const parsed = parseGlobalId(id)
  if (!parsed || !ARCHIVABLE.some((type) => type === parsed.typename))
    throw badInput(
      'filter.entityIds',
      `${JSON.stringify(id.slice(0, 60))} is not the id of ${ARCHIVABLE.join(', ')}`,
    )
  return { type: parsed.typename, id: parsed.id }
}

builder.queryField('auditTrail', (t) =>
  t.prismaConnection(
    {
      type: 'AuditEntry',
      nullable: true,
      cursor: 'id',
      description: 'What was changed in the catalogue, by whom and how, the newest first.',
      authScopes: { scope: 'catalog:read-all' },
      args: { filter: t.arg({ type: AuditFilter, description: 'Narrows the list.' }) },
      totalCount: (_root, { filter }, { prisma, viewer }) =>
        prisma.auditEntry.count({ where: whereOf(viewer, filter) }),
      resolve: (query, _root, { filter }, { prisma, viewer }) =>
        prisma.auditEntry.findMany({ ...query, where: whereOf(viewer, filter), orderBy: AUDIT_ORDER }),
    },
    AuditEntryConnectionRef,
    AuditEntryEdgeRef,
  ),
)

const whereOf = (
  viewer: Parameters<typeof auditEntries>[0],
  filter: typeof AuditFilter.$inferInput | null | undefined,
) => auditEntries(viewer, { ...filter, objects: filter?.entityIds?.map(objectOf) ?? null })
