import type { Parcel, ParcelStep } from '../state/parcel.ts'
import type { Purchase } from '../state/purchase.ts'
import { aopTime, chinaTime } from '../wire/china-time.ts'
import type { JsonObject } from '../wire/json-object.ts'
import type { AopMethod } from './aop-call.ts'
import { own } from './ordering.ts'

/** `statusChanged` of a trace message (protocols.md 3.7). */
export const TRACE_STATUS: Readonly<Record<ParcelStep, string>> = {
  SHIPPED: 'CONSIGN',
  PICKED_UP: 'ACCEPT',
  DEPARTED: 'TRANSPORT',
  ARRIVED: 'TRANSPORT',
  OUT_FOR_DELIVERY: 'DELIVERING',
  SIGNED: 'SIGN',
}

export const logisticsId = (parcel: Parcel): string => `LP${parcel.number.slice(2)}`

/** `nativeLogistics.logisticsItems` of an order view. */
export const logisticsItems = (purchase: Purchase): JsonObject[] =>
  purchase.parcels.map((parcel) => ({
    logisticsBillNo: parcel.number,
    logisticsCompanyNo: parcel.carrier,
    logisticsCompanyName: parcel.carrierName,
    deliveredTime: aopTime(parcel.events[0]?.at ?? purchase.modified),
    subItemIds: parcel.lineIds.join(','),
    status: 'alreadysend',
  }))

const none = { success: false, errorCode: '404', errorMessage: '该订单没有物流信息' }
const foreign = { success: false, errorCode: 'order.nopermission.buyer', errorMessage: 'not the buyer' }

const infos: AopMethod = (call) => {
  call.required('webSite')
  const purchase = own(call, call.required('orderId'))
  if (!purchase) return foreign
  if (purchase.parcels.length === 0) return none
  return {
    success: true,
    result: purchase.parcels.map((parcel) => ({
      logisticsId: logisticsId(parcel),
      logisticsBillNo: parcel.number,
      logisticsCompanyId: parcel.carrier,
      logisticsCompanyName: parcel.carrierName,
      status: TRACE_STATUS[parcel.events.at(-1)?.step ?? 'SHIPPED'],
      orderEntryIds: parcel.lineIds.join(','),
    })),
  }
}

const trace: AopMethod = (call) => {
  call.required('webSite')
  const purchase = own(call, call.required('orderId'))
  if (!purchase) return foreign
  const wanted = call.text('logisticsId')
  const parcels = purchase.parcels.filter((parcel) => !wanted || logisticsId(parcel) === wanted)
  if (parcels.length === 0) return none
  return {
    success: true,
    logisticsTrace: parcels.map((parcel) => ({
      logisticsId: logisticsId(parcel),
      logisticsBillNo: parcel.number,
      orderId: BigInt(purchase.id),
      logisticsSteps: parcel.events.map((event) => ({ acceptTime: chinaTime(event.at), remark: event.text })),
    })),
  }
}

/** Where the parcels of an order are; "404" for none yet is an ordinary answer (protocols.md 3.6). */
export const logisticsMethods: Readonly<Record<string, AopMethod>> = {
  'com.alibaba.logistics:alibaba.trade.getLogisticsInfos.buyerView': infos,
  'com.alibaba.logistics:alibaba.trade.getLogisticsTraceInfo.buyerView': trace,
}
