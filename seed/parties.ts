import type { SeedPlatform } from './types.ts'

/** The linked shops: one per marketplace. */
export const SHOPS: readonly { key: string; platform: SeedPlatform; name: string }[] = [
  { key: 'taobao-shop-1', platform: 'TAOBAO', name: '青禾小集旗舰店' },
  { key: 'jd-shop-1', platform: 'JD', name: '云岫生活馆官方店' },
  { key: 'alibaba-shop-1', platform: 'ALIBABA_1688', name: '义乌市拾光百货商行' },
]

/** Where goods are stored. The hub comes first: parcels are consolidated there and most stock is there. */
export const WAREHOUSES: readonly { code: string; name: string; country: string }[] = [
  { code: 'GZ-HUB', name: 'Guangzhou consolidation hub', country: 'CN' },
  { code: 'YIWU-01', name: 'Yiwu warehouse', country: 'CN' },
  { code: 'LA-01', name: 'Los Angeles warehouse', country: 'US' },
]

/** Receivers of low-stock alerts. Every product has one of them. */
export const SUPPLIERS: readonly { key: string; name: string; email: string }[] = [
  { key: 'yunling-tea', name: '云岭山房茶业有限公司', email: 'orders@yunling-tea.example.com' },
  { key: 'qingyao-ceramics', name: '景德镇青窑陶瓷工坊', email: 'sales@qingyao.example.com' },
  { key: 'jinse-apparel', name: '杭州锦瑟服饰有限公司', email: 'supply@jinse-apparel.example.com' },
  { key: 'xinchen-digital', name: '深圳市昕辰数码科技有限公司', email: 'b2b@xinchen.example.com' },
  { key: 'mobai-stationery', name: '宁波墨白文具有限公司', email: 'stock@mobai.example.com' },
  { key: 'ruolan-care', name: '广州若兰生物科技有限公司', email: 'partners@ruolan.example.com' },
  { key: 'weixiang-foods', name: '成都味巷食品有限公司', email: 'orders@weixiang-foods.example.com' },
  { key: 'shanye-home', name: '阳江山野家居用品有限公司', email: 'export@shanye-home.example.com' },
]
