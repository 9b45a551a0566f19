import { WebSocket } from 'ws'

/** A socket that reports the start of its close by either side: after the close frame nothing may be sent. */
export class ClosingSocket extends WebSocket {
  session: { closing(): void } | null = null

  /** Called by `ws` itself too, to answer the client's close and after what is no WebSocket frame. */
  override close(code?: number, data?: string | Buffer): void {
    const begins = this.readyState === WebSocket.OPEN
    super.close(code, data)
    if (begins) this.session?.closing()
  }
}
