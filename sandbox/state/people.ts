import type { Receiver } from './consumer-order.ts'
import { stableNumber } from './ids.ts'

const NAMES = ['王小雨', '李晨', '张一诺', '刘思远', '陈可', '杨柳', '赵安', '黄子墨', '周然', '吴静']
const PLACES = [
  ['浙江省', '杭州市', '滨江区', '长河街道', '网商路1号', '310052'],
  ['广东省', '广州市', '天河区', '石牌街道', '天河路100号', '510630'],
  ['四川省', '成都市', '武侯区', '桂溪街道', '天府大道8号', '610041'],
  ['北京', '北京市', '海淀区', '中关村街道', '中关村大街27号', '100080'],
  ['湖北省', '武汉市', '洪山区', '关山街道', '珞喻路1037号', '430074'],
] as const

/** An invented buyer and address for an order, the same each time for the same id. Numbers 1700000xxxx are unassigned. */
export function personFor(id: string, buyer?: string): { buyer: string; receiver: Receiver } {
  const seed = stableNumber(id)
  const place = PLACES[seed % PLACES.length] ?? PLACES[0]
  const name = NAMES[seed % NAMES.length] ?? '王小雨'
  return {
    buyer: buyer ?? `sandbox_buyer_${seed % 1000}`,
    receiver: {
      name,
      mobile: `1700000${String(seed % 10_000).padStart(4, '0')}`,
      province: place[0],
      city: place[1],
      district: place[2],
      town: place[3],
      address: place[4],
      zip: place[5],
    },
  }
}
