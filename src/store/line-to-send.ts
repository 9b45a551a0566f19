import { Prisma } from './generated/client.ts'

/** `isToSend` of domain/order-line.ts in SQL, of a row `line`: states are compared in the order of a line's life. */
export const TO_SEND = Prisma.sql`(line.status < 'SHIPPED' AND NOT line.refund_pending)`
