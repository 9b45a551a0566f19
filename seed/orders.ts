export { orders } from './orders/order.ts'
export { reservations } from './orders/reservations.ts'
export type * from './orders/types.ts'
