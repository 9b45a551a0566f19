/** The marketplaces of the graph. Purchasing endpoints (Taobao Global, JD VOP) belong to the same platform. */
export const PLATFORMS = ['TAOBAO', 'JD', 'ALIBABA_1688'] as const
export type Platform = (typeof PLATFORMS)[number]
