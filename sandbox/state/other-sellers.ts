import { stableNumber } from './ids.ts'
import type { MarketPlatform, ShelfItem, ShelfSku } from './shelf.ts'

/** Goods of sellers other than the linked shops, as customers find them on marketplaces. */
const GOODS = [
  ['降噪蓝牙耳机', 'Noise-cancelling Bluetooth earphones', '数码', 15_900],
  ['手工帆布托特包', 'Handmade canvas tote bag', '箱包', 6_800],
  ['明制汉服马面裙', 'Ming-style hanfu pleated skirt', '服饰', 26_800],
  ['钛合金保温杯', 'Titanium thermos flask', '家居', 19_900],
  ['磁吸充电宝', 'Magnetic power bank', '数码', 12_900],
  ['羊毛针织开衫', 'Wool knitted cardigan', '服饰', 23_900],
  ['机械键盘套件', 'Mechanical keyboard kit', '数码', 34_900],
  ['檀木折扇', 'Sandalwood folding fan', '工艺品', 4_500],
  ['登山双肩包', 'Hiking backpack', '户外', 21_500],
  ['陶瓷香炉', 'Ceramic incense burner', '工艺品', 8_800],
] as const
const COLOURS = [
  ['黑色', 'Black'],
  ['米白', 'Off-white'],
  ['墨绿', 'Dark green'],
  ['酒红', 'Burgundy'],
] as const
const SIZES = ['S', 'M', 'L'] as const
const SELLERS = ['临安匠作', '青禾好物', '云栖数码', '南巷服饰', '山野户外']

/** First item id of each marketplace, in the length that it hands out. */
const FIRST: Readonly<Record<MarketPlatform, bigint>> = {
  TAOBAO: 912_000_000_017n,
  ALIBABA_1688: 923_000_000_019n,
  JD: 100_200_000_021n,
  WEIDIAN: 4_700_000_023n,
  PINDUODUO: 634_000_000_029n,
}
const MARKETS = Object.keys(FIRST) as MarketPlatform[]
/** A thousand in all: what a company imports in one go. */
const PER_MARKET = 200

export function otherSellers(since: Date): ShelfItem[] {
  return MARKETS.flatMap((platform) =>
    Array.from({ length: PER_MARKET }, (_, n) => itemOf(platform, n, since)),
  )
}

function itemOf(platform: MarketPlatform, n: number, since: Date): ShelfItem {
  const [titleZh, titleEn, category, price] = GOODS[n % GOODS.length] ?? GOODS[0]
  const externalId = String(FIRST[platform] + BigInt(n) * 37n)
  const batch = Math.floor(n / GOODS.length) + 1
  const key = `${platform.toLowerCase().replace(/[^a-z0-9]/g, '-')}-${n}`
  const skus = optionsOf(platform, n).map((attributes, i): ShelfSku => {
    const options = attributes.map((one) => one.valueZh).join(' ')
    return {
      // JD's page is one of a SKU: its first has the number of the item.
      externalSkuId: platform === 'JD' && i === 0 ? externalId : `${externalId}${String(i + 11)}`,
      specId: `${stableNumber(`${externalId}${i}`).toString(16).padStart(8, '0')}`.repeat(4),
      code: `${platform.slice(0, 2)}${externalId}${i}`,
      titleZh: `${titleZh} ${batch}代 ${options}`.trim(),
      titleEn: `${titleEn} mk ${batch} ${attributes.map((one) => one.value).join(' ')}`.trim(),
      attributes,
      priceFen: price + (stableNumber(externalId) % 40) * 100 + i * 300,
      quantity: 20 + (stableNumber(`${externalId}${i}`) % 400),
      barcode: '',
      modified: since,
    }
  })
  return {
    platform,
    shop: `other-${SELLERS[n % SELLERS.length]}`,
    externalId,
    key,
    titleZh: `${titleZh} ${batch}代`,
    titleEn: `${titleEn} mk ${batch}`,
    descriptionZh: `${titleZh}，现货，七天无理由退换。`,
    category,
    supplier: SELLERS[n % SELLERS.length] ?? 'seller',
    onSale: true,
    created: since,
    modified: since,
    skus,
  }
}

/** Every third item has no options, the next colours alone, the next colours and sizes. */
function optionsOf(platform: MarketPlatform, n: number): ShelfSku['attributes'][] {
  const colour = ([valueZh, value]: (typeof COLOURS)[number]) => ({
    name: 'Colour',
    nameZh: '颜色',
    value,
    valueZh,
  })
  if (n % 3 === 0 || platform === 'JD') return [[]]
  const colours = COLOURS.slice(0, 1 + (n % 4)).map(colour)
  if (n % 3 === 1) return colours.map((one) => [one])
  return colours.flatMap((one) =>
    SIZES.map((size) => [one, { name: 'Size', nameZh: '尺码', value: size, valueZh: size }]),
  )
}
