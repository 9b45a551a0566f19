import { Buffer } from 'node:buffer'

const BEFORE_ID = '{"id":"'
const AFTER_ID = '","type":"next","payload":'

/** FIN and opcode "text" (RFC 6455 5.2). Frames of servers are not masked. */
const TEXT_FRAME = 0x81

/** Ids that JSON does not escape, one byte a character: those can be patched in place. */
const PLAIN_ID = /^[\w.:-]{1,64}$/

export function isPlainId(id: string): boolean {
  return PLAIN_ID.test(id)
}

interface Template {
  readonly frame: Buffer
  /** Offset of the id. */
  readonly at: number
  /** The present id there. */
  id: string
}

/**
 * The WebSocket frames of one `next` payload. Ten thousand clients have ten thousand ids, mostly random UUIDs: the
 * frame is made once per length of id, and the id is patched into it.
 */
export class FrameSource {
  readonly json: string
  readonly #templates = new Map<number, Template>()
  /** Most ask for the id that the last one had, or for one of its length. */
  #last: Template | null = null

  constructor(json: string) {
    this.json = json
  }

  /**
   * The frame for an operation id. It is only good until the next call: write it at once, and call `detach` when
   * the socket could not take it whole, because it then still reads from it.
   * @param plain `isPlainId(id)`, for callers that know it already
   */
  frame(id: string, plain = isPlainId(id)): Buffer {
    if (this.#last?.id === id) return this.#last.frame
    if (!plain) return frameOf(this.#text(id))
    const template = this.#templateOf(id)
    this.#last = template
    if (template.id !== id) {
      template.frame.write(id, template.at, 'latin1')
      template.id = id
    }
    return template.frame
  }

  /** A private copy of the frame. */
  ownFrame(id: string): Buffer {
    return Buffer.from(this.frame(id))
  }

  /** Gives the last frames away; later calls make new ones. */
  detach(): void {
    this.#templates.clear()
    this.#last = null
  }

  #templateOf(id: string): Template {
    const known = this.#last?.id.length === id.length ? this.#last : this.#templates.get(id.length)
    if (known) return known
    const frame = frameOf(this.#text(id))
    const at = frame.length - Buffer.byteLength(this.json) - 1 - AFTER_ID.length - id.length
    const template = { frame, at, id }
    this.#templates.set(id.length, template)
    return template
  }

  #text(id: string): string {
    return isPlainId(id)
      ? `${BEFORE_ID}${id}${AFTER_ID}${this.json}}`
      : `{"id":${JSON.stringify(id)},"type":"next","payload":${this.json}}`
  }
}

/**
 * One unmasked text frame. Not of Node's pool: frames are kept as long as the last ten thousand events, and a few hundred
 * bytes of the pool hold all 64 KB of their part of it.
 */
export function frameOf(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafeSlow(header + length)
  frame[0] = TEXT_FRAME
  if (header === 2) frame[1] = length
  else if (header === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, header)
  return frame
}
