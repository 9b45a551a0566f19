import type { StockLevel } from '../src/domain/stock.ts'

type Row = StockLevel & { available: number | null }

/** A level that came as data (an event, a repeated answer) as the row that the StockLevel type resolves from. */
export function levelRow(level: Omit<StockLevel, 'updatedAt'> & { updatedAt: string | Date }): Row {
  return { ...level, updatedAt: new Date(level.updatedAt), available: null }
}
