import { SHOPS } from '../../seed/catalogue.ts'
import { CREDENTIALS, type SandboxPlatform } from '../credentials.ts'

export interface Account {
  key: string
  name: string
}

/** The accounts that an owner can grant: the shops of a marketplace, or the one buyer's account. */
export function accountsOf(platform: SandboxPlatform): Account[] {
  const shops = SHOPS.filter((shop) => shop.platform === platform)
  if (shops.length > 0) return shops.map(({ key, name }) => ({ key, name }))
  const { shop } = CREDENTIALS[platform]
  return [{ key: shop, name: platform === 'JD_VOP' ? '京东慧采采购账号' : '淘宝全球采购账号' }]
}
