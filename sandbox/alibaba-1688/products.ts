import type { ShelfItem } from '../state/shelf.ts'
import { scalar } from '../wire/json-object.ts'
import type { AopCall, AopMethod } from './aop-call.ts'
import { aopMissing } from './aop-refusal.ts'
import { offerDetail, productInfo, searchRow } from './offer-shape.ts'

const onSale = (call: AopCall) => call.state.shelf.market('ALIBABA_1688').filter((item) => item.onSale)

const productGet: AopMethod = (call) => {
  const id = call.text('productID') ?? call.required('productId')
  const item = call.state.shelf.item('ALIBABA_1688', id)
  if (!item) return { success: false, errorCode: '404', errorMessage: 'product not found' }
  return { success: true, productInfo: productInfo(item, call.origin) }
}

const productList: AopMethod = (call) => {
  const page = call.number('pageNo', 1, 1, 100_000)
  const size = call.number('pageSize', 20, 1, 50)
  const from = call.time('startModifyTime')
  const to = call.time('endModifyTime')
  const key = call.text('subjectKey')?.toLowerCase()
  const rows = call.state.shelf
    .items('ALIBABA_1688', call.account)
    .filter((item) => (!from || item.modified >= from) && (!to || item.modified <= to))
    .filter((item) => key === undefined || item.titleZh.toLowerCase().includes(key))
  const shown = rows.slice((page - 1) * size, page * size)
  return {
    result: {
      pageResult: {
        pageIndex: page,
        sizePerPage: size,
        totalRecords: rows.length,
        resultList: shown.map((item) => productInfo(item, call.origin)),
      },
    },
  }
}

function search(call: AopCall, keyword: string, page: number, size: number) {
  const word = keyword.toLowerCase()
  const rows = onSale(call).filter((item: ShelfItem) =>
    `${item.titleZh} ${item.titleEn} ${item.category}`.toLowerCase().includes(word),
  )
  return {
    totalRecords: rows.length,
    totalPage: Math.ceil(rows.length / size),
    pageSize: size,
    currentPage: page,
    data: rows.slice((page - 1) * size, page * size).map((item) => searchRow(item, call.origin)),
  }
}

/** `success` is text in this envelope, a boolean in others. */
const twice = (result: unknown) => ({ result: { success: 'true', code: '200', message: '', result } })

const keywordQuery: AopMethod = (call) => {
  const param = call.object('offerQueryParam')
  if (scalar(param.country) === undefined) throw aopMissing('offerQueryParam.country')
  const page = call.wholeNumber(scalar(param.beginPage), 'beginPage', 1, 1, 10_000)
  const size = call.wholeNumber(scalar(param.pageSize), 'pageSize', 20, 1, 50)
  return twice(search(call, scalar(param.keyword) ?? '', page, size))
}

const keywordsSearch: AopMethod = (call) => {
  const page = call.number('beginPage', 1, 1, 10_000)
  const size = call.number('pageSize', 20, 1, 50)
  return {
    success: true,
    code: '200',
    message: '',
    result: search(call, call.text('keywords') ?? '', page, size),
  }
}

const queryProductDetail: AopMethod = (call) => {
  const param = call.object('offerDetailParam')
  const id = scalar(param.offerId)
  if (id === undefined) throw aopMissing('offerDetailParam.offerId')
  const item = call.state.shelf.item('ALIBABA_1688', id)
  if (!item) return { result: { success: 'false', code: '404', message: 'offer not found' } }
  return twice(offerDetail(item, call.origin))
}

const fenxiaoProductInfo: AopMethod = (call) => {
  const item = call.state.shelf.item('ALIBABA_1688', call.required('offerId'))
  if (!item) return { success: false, errorCode: '404', errorMsg: 'offer not found' }
  return { success: true, productInfo: productInfo(item, call.origin) }
}

/** Products: the shop's own, and what a buyer finds (protocols.md 3.4). */
export const productMethods: Readonly<Record<string, AopMethod>> = {
  'com.alibaba.product:alibaba.product.get': productGet,
  'com.alibaba.product:alibaba.product.list.get': productList,
  'com.alibaba.fenxiao.crossborder:product.search.keywordQuery': keywordQuery,
  'com.alibaba.fenxiao.crossborder:product.search.queryProductDetail': queryProductDetail,
  'com.alibaba.fenxiao:product.keywords.search': keywordsSearch,
  'com.alibaba.fenxiao:alibaba.fenxiao.productInfo.get': fenxiaoProductInfo,
}
