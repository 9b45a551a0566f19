type GapReason = 'SLOW_CONSUMER' | 'RETENTION' | 'EPOCH_CHANGED'

export interface FeedGap {
  readonly kind: 'gap'
  readonly cursor: string
  readonly reason: GapReason
  readonly missed: number | null
}
