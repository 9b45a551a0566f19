import { builder } from '../builder.ts'
import type { ComponentHealth, SystemFigures } from '../context.ts'

const ComponentStatus = builder.objectRef<ComponentHealth>('ComponentStatus').implement({
  description: 'How one part of the system is.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the part.' }),
    healthy: t.exposeBoolean('healthy', { description: 'False when somebody should look at it.' }),
    detail: t.exposeString('detail', { description: 'In words for the operator.' }),
  }),
})

const FeedFigures = builder.objectRef<ReturnType<SystemFigures['feed']>>('FeedFigures').implement({
  description:
    'What the realtime feed of this process did since it started. Two answers tell the pace between them.',
  fields: (t) => ({
    active: t.exposeInt('active', { description: 'Subscriptions that are open now.' }),
    sent: t.expose('sent', { type: 'BigInt', description: 'Events given to subscribers.' }),
    coalesced: t.expose('coalesced', { type: 'BigInt', description: 'Changes covered by a later one.' }),
    gaps: t.expose('gaps', { type: 'BigInt', description: 'Gaps announced.' }),
    replayed: t.expose('replayed', { type: 'BigInt', description: 'Events replayed after a reconnect.' }),
    closedStuck: t.expose('closedStuck', {
      type: 'BigInt',
      description: 'Subscribers closed because they did not read.',
    }),
  }),
})

const CallRate = builder.objectRef<ReturnType<SystemFigures['callRates']>[number]>('CallRate').implement({
  description: 'How fast one API of a platform is called at present. Falls when it refuses calls.',
  fields: (t) => ({
    api: t.exposeString('api', { description: 'Name of the API.' }),
    perSecond: t.exposeFloat('perSecond', { description: 'Calls per second, at most.' }),
    pausedForSeconds: t.float({
      description: 'Seconds left of a pause that the platform asked for; 0: none.',
      resolve: ({ bannedForMs }) => Math.max(0, bannedForMs) / 1000,
    }),
  }),
})

const SyncFigures = builder.objectRef<Awaited<ReturnType<SystemFigures['sync']>>>('SyncFigures').implement({
  description: 'How the synchronisation of all linked shops stands.',
  fields: (t) => ({
    shops: t.exposeInt('shops', { description: 'Linked shops.' }),
    failing: t.exposeInt('failing', { description: 'Kinds of shops whose last run failed.' }),
    failures: t.exposeInt('failures', { description: 'Records set aside and not imported yet.' }),
    behind: t.exposeInt('behind', { description: 'Listings whose quantity has yet to be pushed.' }),
    messages: t.exposeInt('messages', { description: 'Messages of platforms that wait.' }),
    alerts: t.exposeInt('alerts', { description: 'Open alerts of synchronisation.' }),
    lagSeconds: t.exposeInt('lagSeconds', {
      nullable: true,
      description: 'Of the shop whose orders are furthest behind; null when none was read.',
    }),
  }),
})

/** Nothing is asked before it is selected: a console that draws the feed asks every second. */
interface Status {
  readonly at: Date
  readonly components: () => Promise<readonly ComponentHealth[]>
}

const SystemStatus = builder.objectRef<Status>('SystemStatus').implement({
  description: 'How the system is, as seen by the process that answers.',
  fields: (t) => ({
    healthy: t.boolean({
      description: 'True when every part is.',
      resolve: async ({ components }) => (await components()).every((component) => component.healthy),
    }),
    components: t.field({
      type: [ComponentStatus],
      description: 'Its parts.',
      resolve: async ({ components }) => [...(await components())],
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When this was answered.' }),
    process: t.string({
      description:
        'Id of the process that answered, new at every start: totals of other processes are not comparable.',
      resolve: (_parent, _args, { figures }) => figures.process,
    }),
    feed: t.field({
      type: FeedFigures,
      description: 'The realtime feed in figures.',
      resolve: (_parent, _args, { figures }) => figures.feed(),
    }),
    callRates: t.field({
      type: [CallRate],
      description: 'The present pace of calls, for every API that was called.',
      resolve: (_parent, _args, { figures }) => [...figures.callRates()],
    }),
    sync: t.field({
      type: SyncFigures,
      description: 'Synchronisation in figures.',
      resolve: (_parent, _args, { figures }) => figures.sync(),
    }),
  }),
})

builder.queryField('systemStatus', (t) =>
  t.field({
    type: SystemStatus,
    nullable: true,
    description: 'How the system is.',
    authScopes: { scope: 'system:read' },
    resolve: (_root, _args, { status }) => {
      let asked: ReturnType<typeof status> | undefined
      return {
        at: new Date(),
        components: () => {
          asked ??= status()
          return asked
        },
      }
    },
  }),
)
