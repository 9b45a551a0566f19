-- AlterTable
ALTER TABLE "order_event" ADD COLUMN     "about" TEXT;
