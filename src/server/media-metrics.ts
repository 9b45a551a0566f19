import { Counter, type Registry } from 'prom-client'
import { addGauges, type GaugeNames } from './gauges.ts'

export interface PictureFigures {
  readonly waiting: number
  readonly failed: number
}

const COPIES: GaugeNames<PictureFigures> = [
  ['waiting', 'haitao_picture_copies_waiting', 'Pictures of products that have yet to be copied.'],
  [
    'failed',
    'haitao_picture_copies_failed',
    'Pictures of products that could not be copied and were given up.',
  ],
]

/** Files that came into the store, and pictures that have yet to. */
export function addMediaMetrics(registry: Registry, pictures: () => Promise<PictureFigures>) {
  addGauges(registry, COPIES, pictures)
  const stored = new Counter({
    name: 'haitao_media_stored_bytes_total',
    help: 'Bytes put into the media store: uploads, copied pictures and their widths.',
    registers: [registry],
  })
  return (bytes: number): void => stored.inc(bytes)
}
