import type { SeedAddress } from './types.ts'

function address(
  name: string,
  [line1, line2]: [string, string?],
  [postalCode, city, region]: [string, string, string?],
  country: string,
  phone: string,
): SeedAddress {
  return { name, line1, line2: line2 ?? null, city, region: region ?? null, postalCode, country, phone }
}

/**
 * Home addresses of customer-1 to customer-12. People, streets and numbers are invented; the phone
 * numbers are from ranges reserved for fiction where the country has one.
 */
export const CUSTOMER_ADDRESSES: readonly SeedAddress[] = [
  address(
    'Marisol Whitfield',
    ['418 Larkspur Terrace', 'Apt 5C'],
    ['97209', 'Portland', 'OR'],
    'US',
    '+1 503 555 0142',
  ),
  address('Devon Achterberg', ['2207 Quarry Bend Road'], ['78704', 'Austin', 'TX'], 'US', '+1 512 555 0187'),
  address(
    'Noémie Tremblay-Ross',
    ['96 rue des Ormes-Verts'],
    ['H2J 2K5', 'Montréal', 'QC'],
    'CA',
    '+1 514 555 0119',
  ),
  address(
    'Harriet Pemberley',
    ['17 Copperbeech Lane', 'Flat 3'],
    ['BS6 5QP', 'Bristol'],
    'GB',
    '+44 7700 900461',
  ),
  address('Callum Strathearn', ['8 Larchfield Crescent'], ['EH10 4HR', 'Edinburgh'], 'GB', '+44 7700 900318'),
  address('Jonas Birkenfeld', ['Lindenhofweg 23'], ['10437', 'Berlin'], 'DE', '+49 30 23125 417'),
  address('Annika Rosenthal', ['Am Alten Wehr 4', 'Hinterhaus'], ['50733', 'Köln'], 'DE', '+49 221 4710 236'),
  address('Céleste Marchandeau', ['12 allée des Glycines'], ['69006', 'Lyon'], 'FR', '+33 1 99 00 42 17'),
  address(
    'Imogen Tallarook',
    ['53 Wattlebird Street'],
    ['3068', 'Clifton Hill', 'VIC'],
    'AU',
    '+61 491 570 156',
  ),
  address(
    'Tan Wei Xuan',
    ['Blk 318 Jacaranda Avenue 4', '#09-112'],
    ['560318', 'Singapore'],
    'SG',
    '+65 5550 0173',
  ),
  address(
    'Nur Aisyah binti Rahman',
    ['22 Jalan Kemboja 3'],
    ['46000', 'Petaling Jaya', 'Selangor'],
    'MY',
    '+60 10 000 0158',
  ),
  address(
    'Ezra Lindqvist',
    ['1150 Saltgrass Drive'],
    ['94110', 'San Francisco', 'CA'],
    'US',
    '+1 415 555 0163',
  ),
]

/** Buyers of the linked shops, in China. */
export const SHOP_BUYER_ADDRESSES: readonly SeedAddress[] = [
  address('陆知夏', ['梧桐里路88弄12号', '602室'], ['200031', '上海市', '上海'], 'CN', '+86 130 0000 0112'),
  address('沈砚秋', ['云栖巷16号'], ['310013', '杭州市', '浙江省'], 'CN', '+86 130 0000 0125'),
  address(
    '顾南舟',
    ['海棠湾大道203号', '3栋1801'],
    ['518052', '深圳市', '广东省'],
    'CN',
    '+86 130 0000 0137',
  ),
  address('温如岚', ['锦官里街45号'], ['610041', '成都市', '四川省'], 'CN', '+86 130 0000 0148'),
  address('裴望舒', ['槐花胡同7号院'], ['100009', '北京市', '北京'], 'CN', '+86 130 0000 0159'),
  address('纪云帆', ['鹭岛西路310号', '1206'], ['361001', '厦门市', '福建省'], 'CN', '+86 130 0000 0164'),
  address('商若溪', ['雨花石巷29号'], ['210012', '南京市', '江苏省'], 'CN', '+86 130 0000 0176'),
  address('霍青禾', ['长堤里68号'], ['430014', '武汉市', '湖北省'], 'CN', '+86 130 0000 0183'),
]
