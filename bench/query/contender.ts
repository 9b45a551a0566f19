import type { Rows } from './rows.ts'

/** What a server answers from. */
export interface Given {
  readonly rows: Rows
  /** Null: from memory. */
  readonly databaseUrl: string | null
}

export type StartContender = (given: Given) => Promise<{ readonly port: number }>

export const CONTENDERS = {
  ready: () => import('./peers/ready.ts'),
  ours: () => import('./peers/ours.ts'),
  'ours, cached': () => import('./peers/ours-cached.ts'),
  mercurius: () => import('./peers/mercurius.ts'),
  apollo: () => import('./peers/apollo.ts'),
  yoga: () => import('./peers/yoga.ts'),
  postgraphile: () => import('./peers/postgraphile.ts'),
} satisfies Record<string, () => Promise<{ start: StartContender }>>

export type ContenderName = keyof typeof CONTENDERS

export const DATA = ['memory', 'postgres'] as const
export type Data = (typeof DATA)[number]

/** PostGraphile is nothing without a database; what is ready needs none. */
export function measuredOn(name: ContenderName, data: Data): boolean {
  return name !== 'postgraphile' || data === 'postgres'
}
