/** The marketplaces of the graph. Purchasing endpoints (Taobao Global, JD VOP) belong to the same platform. */
export const PLATFORMS = ['TAOBAO', 'JD', 'ALIBABA_1688', 'WEIDIAN', 'PINDUODUO'] as const
export type Platform = (typeof PLATFORMS)[number]

/** Those with an API by which a shop or an account of ours can be linked. Items of the others are read through a data provider and bought by hand. */
export const LINKABLE_PLATFORMS = ['TAOBAO', 'JD', 'ALIBABA_1688'] as const satisfies readonly Platform[]
export type LinkablePlatform = (typeof LINKABLE_PLATFORMS)[number]

/** @throws RangeError for a marketplace that has no shops of ours */
export function linkable(platform: Platform): LinkablePlatform {
  const found = LINKABLE_PLATFORMS.find((one) => one === platform)
  if (!found) throw new RangeError(`no shop of ${platform} can be linked`)
  return found
}
