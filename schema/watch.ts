/** Ids that one subscription may name. */
export const MAX_WATCHED = 500

export const AFTER_DESCRIPTION =
  'Cursor of the last event you have: later events are delivered first. When it is too old you get a FeedGap and fresh state.'
