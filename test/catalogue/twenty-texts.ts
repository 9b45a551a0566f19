import type { importDeskOf } from './import-desk.ts'

/** One text of each kind in which people name items, and the item that it names. */
export async function twentyTexts(
  desk: Pick<ReturnType<typeof importDeskOf>, 'shared'>,
): Promise<readonly { text: string; item: string }[]> {
  const [taobao, alibaba, jd, weidian, pinduoduo] = await Promise.all([
    desk.shared('TAOBAO'),
    desk.shared('ALIBABA_1688'),
    desk.shared('JD'),
    desk.shared('WEIDIAN'),
    desk.shared('PINDUODUO'),
  ])
  const of = (items: typeof taobao, index: number) => {
    const item = items[index]
    if (!item) throw new Error('the sandbox has ten of each')
    return item
  }
  const encoded = encodeURIComponent
  const t = (n: number) => of(taobao, n)
  const a = (n: number) => of(alibaba, n)
  const j = (n: number) => of(jd, n)
  const w = (n: number) => of(weidian, n)
  const p = (n: number) => of(pinduoduo, n)
  return [
    { text: t(0).page, item: `TAOBAO:${t(0).externalId}` },
    {
      text: `https://detail.tmall.com/item.htm?id=${t(1).externalId}&spm=a1`,
      item: `TAOBAO:${t(1).externalId}`,
    },
    { text: `https://world.taobao.com/item/${t(2).externalId}.htm`, item: `TAOBAO:${t(2).externalId}` },
    {
      text: `https://h5.m.taobao.com/awp/core/detail.htm?id=${t(3).externalId}`,
      item: `TAOBAO:${t(3).externalId}`,
    },
    { text: t(4).shortLink, item: `TAOBAO:${t(4).externalId}` },
    { text: t(5).text, item: `TAOBAO:${t(5).externalId}` },
    { text: t(6).code ?? '', item: `TAOBAO:${t(6).externalId}` },
    {
      text: `https://www.superbuy.com/en/page/buy?url=${encoded(t(7).page)}`,
      item: `TAOBAO:${t(7).externalId}`,
    },
    { text: `https://www.cssbuy.com/item-${t(8).externalId}.html`, item: `TAOBAO:${t(8).externalId}` },
    { text: a(0).page, item: `ALIBABA_1688:${a(0).externalId}` },
    { text: `https://m.1688.com/offer/${a(1).externalId}.html`, item: `ALIBABA_1688:${a(1).externalId}` },
    { text: a(2).shortLink, item: `ALIBABA_1688:${a(2).externalId}` },
    {
      text: `https://cnfans.com/product/?shop_type=ali_1688&id=${a(3).externalId}`,
      item: `ALIBABA_1688:${a(3).externalId}`,
    },
    { text: j(0).page, item: `JD:${j(0).externalId}` },
    { text: `https://item.m.jd.com/product/${j(1).externalId}.html`, item: `JD:${j(1).externalId}` },
    { text: j(2).text, item: `JD:${j(2).externalId}` },
    { text: w(0).page, item: `WEIDIAN:${w(0).externalId}` },
    { text: w(1).text, item: `WEIDIAN:${w(1).externalId}` },
    { text: p(0).shortLink, item: `PINDUODUO:${p(0).externalId}` },
    { text: `pinduoduo:${p(1).externalId}`, item: `PINDUODUO:${p(1).externalId}` },
  ]
}
