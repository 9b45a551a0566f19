import { Buffer } from 'node:buffer'

const TEXT = 1
const CLOSE = 8
const PING = 9

export interface FrameSink {
  onText(payload: Buffer): void
  onPing(): void
  onClose(code: number): void
}

/**
 * Cuts what a server sends into frames (RFC 6455 5.2) with as little work as can be: ten thousand of them run in
 * one process that must never be what is measured. Servers here send whole messages, unmasked.
 */
export class FrameReader {
  #rest: Buffer | null = null

  read(chunk: Buffer, sink: FrameSink): void {
    let data = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk
    this.#rest = null
    for (;;) {
      if (data.length < 2) break
      const short = data.readUInt8(1) & 127
      const header = short < 126 ? 2 : short === 126 ? 4 : 10
      if (data.length < header) break
      const length =
        short < 126 ? short : short === 126 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2))
      if (data.length < header + length) break
      const opcode = data.readUInt8(0) & 15
      if (opcode === TEXT) sink.onText(data.subarray(header, header + length))
      else if (opcode === PING) sink.onPing()
      else if (opcode === CLOSE) sink.onClose(length >= 2 ? data.readUInt16BE(header) : 1005)
      data = data.subarray(header + length)
    }
    // The chunk's memory is used again for the next read.
    if (data.length > 0) this.#rest = Buffer.from(data)
  }
}

/** A client's text frame. The mask is zero: allowed, and no work. */
export function clientFrame(text: string, opcode = TEXT): Buffer {
  const payload = Buffer.from(text)
  const long = payload.length > 125
  const head = Buffer.alloc((long ? 4 : 2) + 4)
  head[0] = 0x80 | opcode
  head[1] = 0x80 | (long ? 126 : payload.length)
  if (long) head.writeUInt16BE(payload.length, 2)
  return Buffer.concat([head, payload])
}

export const PONG = clientFrame('', 10)
