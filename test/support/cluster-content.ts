/** What an embedded database begins with: nothing, our tables, or the seed's rows in them. */
export const CLUSTER_CONTENTS = ['empty', 'migrated', 'seeded'] as const
export type ClusterContent = (typeof CLUSTER_CONTENTS)[number]
