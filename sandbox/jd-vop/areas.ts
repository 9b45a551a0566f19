import { stableNumber } from '../state/ids.ts'
import type { VopMethod } from './vop-call.ts'
import { VopRefusal } from './vop-refusal.ts'

/** JD's numeric area ids; addresses are these four levels and not text. Few enough to test with. */
const AREAS: Readonly<Record<string, number>> = {
  北京: 1,
  上海: 2,
  天津: 3,
  江苏: 12,
  浙江: 15,
  湖北: 17,
  广东: 19,
  四川: 22,
}

const province: VopMethod = () => AREAS

/** The next level down of an id: three made-up areas, the same each time. */
const below: VopMethod = (call) => {
  const id = call.required('id')
  return Object.fromEntries(
    ['一', '二', '三'].map((name) => [`${id}区${name}`, 1_000 + (stableNumber(id + name) % 50_000)]),
  )
}

const fromAddress: VopMethod = (call) => {
  const text = call.required('address')
  const found = Object.entries(AREAS).find(([name]) => text.startsWith(name))
  if (!found) throw new VopRefusal('3401', '地址无法识别')
  const [name, provinceId] = found
  const level = (n: number) => 1_000 + (stableNumber(`${text.slice(0, 3 * n + 3)}${n}`) % 50_000)
  return {
    province: name,
    provinceId,
    city: '',
    cityId: level(1),
    county: '',
    countyId: level(2),
    town: '',
    townId: 0,
  }
}

const checkArea: VopMethod = (call) => ({
  success: Object.values(AREAS).includes(call.number('provinceId', 0, 0, 1_000_000)),
})

/** Text to ids, which an order needs. */
export const areaMethods: Readonly<Record<string, VopMethod>> = {
  'area/getProvince': province,
  'area/getCity': below,
  'area/getCounty': below,
  'area/getTown': below,
  'area/getJDAddressFromAddress': fromAddress,
  'area/checkArea': checkArea,
}
