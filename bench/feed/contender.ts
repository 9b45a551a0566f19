import type { FeedEvent } from '../../src/domain/feed-event.ts'

/** A server under test. */
interface Contender {
  readonly port: number
  /** Delivers a change to the watchers of its SKU. Returns at once. */
  publish(event: FeedEvent): void
}

export type StartContender = () => Promise<Contender>

export const CONTENDERS = {
  plain: () => import('./peers/plain.ts'),
  frames: () => import('./peers/frames.ts'),
  ours: () => import('./peers/ours.ts'),
  yoga: () => import('./peers/yoga.ts'),
  apollo: () => import('./peers/apollo.ts'),
  mercurius: () => import('./peers/mercurius.ts'),
} satisfies Record<string, () => Promise<{ start: StartContender }>>

export type ContenderName = keyof typeof CONTENDERS

/** `plain` knows no protocol: its clients name their SKUs in the URL and are sent what GraphQL clients get. */
export const speaksGraphQL = (name: ContenderName) => name !== 'plain' && name !== 'frames'
