-- AlterTable
ALTER TABLE "order_event" ADD COLUMN     "customer_note" TEXT;
