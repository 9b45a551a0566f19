/** Longest text that the gateway reads for an item, in characters. */
export const LONGEST_PASTE = 2_000

const ADDRESS = /(?:https?:\/\/|\b)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#]|$)/i
/** Taobao's share codes stand between two signs of money, others between brackets. */
const SHARE_CODE = /[￥¥$€₳₤][\w]{8,}[￥¥$€₳₤]|\bMF\d{4}\b/i
/** Ids of items: the shortest have nine digits, which no SKU code of a catalogue is. */
const BARE_ID = /^\s*\d{9,20}\s*$/

/** Whether a text in the search box names an item of a marketplace rather than words to search for. */
export const isItemText = (text: string): boolean =>
  ADDRESS.test(text) || SHARE_CODE.test(text) || BARE_ID.test(text)
