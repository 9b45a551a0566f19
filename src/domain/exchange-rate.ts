/** Units of `currency` for one CNY, as a decimal with at most ten digits after the point: "0.1389". */
export interface ExchangeRate {
  readonly currency: string
  readonly rate: string
}

/** The currency that prices are kept in, and that rates are for one unit of. */
export const BASE_CURRENCY = 'CNY'
