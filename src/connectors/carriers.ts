/** Domestic carriers we name. A platform's connector maps these to its own codes and passes unknown codes on. */
export const CARRIERS = ['SF', 'EMS', 'ZTO', 'YUNDA', 'STO', 'YTO', 'DEPPON', 'JD'] as const
export type Carrier = (typeof CARRIERS)[number]
