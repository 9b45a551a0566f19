import type { IncomingMessage } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { DocumentNode, GraphQLError } from 'graphql'
import { CloseCode, type Message, MessageType, parseMessage, validateMessage } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { IsRevoked } from '../../auth/revocations.ts'
import { type Authenticator, InvalidToken } from '../../auth/tokens.ts'
import { ANONYMOUS, type Viewer } from '../../domain/viewer.ts'
import type { Door } from '../limits/door.ts'
import { MessageRate } from '../limits/message-rate.ts'
import type { SocketWatch, WatchHold, WatchLimits } from '../limits/watch-limits.ts'
import type { Logger } from '../logger.ts'
import { closeReason } from './close-reason.ts'
import type { ClosingSocket } from './closing-socket.ts'
import { InitTimer } from './init-timer.ts'
import type { Beating } from './keep-alive.ts'
import type { OperationRequest, Running, RunOperation } from './operation-request.ts'
import { TokenLife } from './token-life.ts'
import { Wire } from './wire.ts'
import { withoutHttp } from './without-http.ts'

export interface SessionDeps {
  readonly authenticator: Authenticator
  readonly run: RunOperation
  readonly log: Logger
  readonly limits: SessionLimits
  readonly door: Door
  readonly watches: WatchLimits
}

export interface SessionLimits {
  /** Between opening and connection_init, ms; more while the server itself is too busy to read. */
  readonly initMs: number
  /** Operations open at once on one socket. */
  readonly operations: number
  /** From the client, on average; more for a moment. */
  readonly messagesPerSecond: number
  /** Without any operation, ms; null: as long as it likes. */
  readonly idleMs: number | null
  /** Maximum life, in ms, active or not; null: no limit. */
  readonly lifeMs: number | null
}

/** The client did not read for too long. In the range that graphql-transport-ws leaves to applications and 44xx. */
const SLOW_CONSUMER = 4408
/** Clients come back after it. */
const GOING_AWAY = 1001
/** Policy violation (RFC 6455, 7.4.1): clients do not come back on their own. */
const TOO_MANY_MESSAGES = 1008
/**
 * Pings that may stay unanswered: one, but more for a client with unread data. Such a
 * one does not see the ping either; it is the hub that gives it up when it stays stuck.
 */
const MISSES = { reading: 1, backedUp: 10 }
/** Between two looks whether all is answered, ms. */
const ANSWER_LOOK_MS = 20
/** After a close frame the client does not read, ms. */
const LINGER_MS = 5_000

/** Bytes of a message that is not parsed in which its id is looked for, and how: before any object inside it. */
const UNREAD = 500
const UNREAD_ID = /^\s*\{[^{[]*?"id"\s*:\s*"([^"\\]{1,200})"/

/** An operation of a session, from its subscribe message to its end. */
class Operation implements OperationRequest {
  readonly id: string
  readonly #session: Session
  running: Running | null = null
  #held: WatchHold | null = null
  /** A subscription that brings events; queries and mutations are over when they have come so far. */
  subscribed = false

  constructor(session: Session, id: string) {
    this.#session = session
    this.id = id
  }

  get wire(): Wire {
    return this.#session.wire
  }

  get viewer(): Viewer {
    return this.#session.viewer ?? ANONYMOUS
  }

  get address(): string {
    return this.#session.address
  }

  get onStuck(): () => void {
    return this.#session.onStuck
  }

  watch(ids: number): void {
    this.#hold()?.watch(ids)
  }

  hold(document: DocumentNode): void {
    this.#hold()?.keep(document)
  }

  /** Null: the operation has ended while it was being set up. */
  #hold(): WatchHold | null {
    if (!this.isCurrent()) return null
    this.#held ??= this.#session.hold(this.viewer)
    return this.#held
  }

  /** Called when it is not in the session's list any more. */
  ended(): void {
    this.#held?.release()
    this.#held = null
  }

  /** Told apart from a later operation under the same id. */
  isCurrent(): boolean {
    return this.#session.operations.get(this.id) === this
  }

  done(): void {
    if (!this.isCurrent()) return
    this.#session.operations.delete(this.id)
    this.ended()
  }
}

/**
 * One client speaking graphql-transport-ws, from the open socket to its close. There may be tens of thousands:
 * nothing of the handshake is kept.
 */
export class Session implements Beating {
  readonly wire: Wire
  readonly operations = new Map<string, Operation>()
  readonly onStuck = () => this.close(SLOW_CONSUMER, 'Slow consumer')
  viewer: Viewer | null = null
  /** Where the client is, as limits count it. */
  readonly address: string
  readonly #rate: MessageRate
  readonly #watched: SocketWatch = { ids: 0 }
  readonly #socket: ClosingSocket
  readonly #deps: SessionDeps
  #life: TokenLife | null = null
  /** Null once the client has introduced itself. */
  #initTimer: InitTimer | null
  #initialised = false
  /** Pings that are not answered yet. */
  #missed = 0
  /** When the socket is ended, and since when it has no operation; ms of `performance.now()`. */
  readonly #endsAt: number
  #idleSince = performance.now()
  /** Why the server closed it, for metrics. */
  #closing: string | null = null
  /** Of the upgrade request, until the client has introduced itself. */
  #authorization: string | undefined

  /** @param onClose called when the socket is closed, and why */
  constructor(
    socket: ClosingSocket,
    request: IncomingMessage,
    address: string,
    deps: SessionDeps,
    onClose: (session: Session, reason: string) => void,
  ) {
    this.#socket = socket
    socket.session = this
    this.#authorization = request.headers.authorization
    this.#deps = deps
    this.address = address
    // Sockets that opened together do not end together.
    this.#endsAt =
      performance.now() + (deps.limits.lifeMs ?? Number.POSITIVE_INFINITY) * (0.9 + Math.random() / 10)
    this.#rate = new MessageRate(deps.limits.messagesPerSecond, performance.now())
    this.wire = new Wire(socket, request.socket)
    this.#initTimer = new InitTimer(deps.limits.initMs, () =>
      this.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout'),
    )
    socket.on('message', (data, isBinary) => {
      void this.#receive(isBinary ? null : (data as Buffer)).catch((error: unknown) => this.#fail(error))
    })
    socket.on('pong', () => {
      this.#missed = 0
    })
    socket.on('close', () => {
      this.#end()
      onClose(this, this.#closing ?? 'client')
    })
    socket.on('error', (error) => deps.log.debug({ err: error }, 'websocket error'))
  }

  hold(viewer: Viewer): WatchHold {
    return this.#deps.watches.hold({ viewer, address: this.address }, this.#watched)
  }

  close(code: number, reason: string): void {
    this.#closing ??= closeReason(code, reason)
    // A close reason has 123 bytes at most.
    this.#socket.close(code, Buffer.from(reason).subarray(0, 120).toString())
    setTimeout(() => this.#socket.terminate(), LINGER_MS).unref()
  }

  /** Closes it once queries and mutations that have begun are answered, at the latest after `withinMs`. */
  async closeAnswered(code: number, reason: string, withinMs: number): Promise<void> {
    const end = performance.now() + withinMs
    while (this.#isAnswering() && performance.now() < end) await delay(ANSWER_LOOK_MS)
    this.close(code, reason)
  }

  #isAnswering(): boolean {
    return [...this.operations.values()].some(({ subscribed }) => !subscribed)
  }

  /** Ends the socket when its token is one of those. */
  endIfRevoked(isRevoked: IsRevoked): void {
    if (this.viewer && isRevoked(this.viewer)) this.close(CloseCode.Forbidden, 'Token revoked')
  }

  beat(): void {
    const allowed = this.#socket.bufferedAmount > 0 ? MISSES.backedUp : MISSES.reading
    if (this.#missed >= allowed) {
      this.#closing ??= 'no answer'
      this.#socket.terminate()
      return
    }
    const over = this.#over(performance.now())
    if (over) {
      this.close(GOING_AWAY, over)
      return
    }
    this.#missed++
    this.#socket.ping()
  }

  /** Why its time is over; null while it is not. */
  #over(now: number): string | null {
    if (this.operations.size > 0) this.#idleSince = now
    const { idleMs } = this.#deps.limits
    if (idleMs !== null && now - this.#idleSince >= idleMs) return 'Idle'
    return now >= this.#endsAt ? 'End of life' : null
  }

  /** Called when the end begins, by either side: nothing is sent any more, so nothing has to run. */
  closing(): void {
    const operations = [...this.operations.values()]
    this.operations.clear()
    for (const operation of operations) {
      operation.ended()
      operation.running?.stop()
    }
  }

  async #receive(data: Buffer | null): Promise<void> {
    if (this.#socket.readyState !== WebSocket.OPEN) return
    if (!this.#rate.take(performance.now())) return this.close(TOO_MANY_MESSAGES, 'Too many messages')
    const refusal =
      data && this.#deps.door.pass({ viewer: this.viewer ?? ANONYMOUS, address: this.address }, data)
    if (refusal) return this.#refuseUnread(data, refusal)
    const message = data && parse(String(data))
    if (!message) return this.close(CloseCode.BadRequest, 'Invalid message received')
    switch (message.type) {
      case MessageType.ConnectionInit:
        return this.#init(message.payload)
      case MessageType.Ping:
        return this.#ping(message.payload)
      case MessageType.Pong:
        return
      case MessageType.Subscribe:
        return this.#subscribe(message.id, message.payload)
      case MessageType.Complete: {
        const operation = this.operations.get(message.id)
        operation?.done()
        operation?.running?.stop()
        return
      }
      default:
        return this.close(CloseCode.BadRequest, `Unexpected message of type ${message.type} received`)
    }
  }

  /** The message is not parsed: clients write the operation's id at its beginning. */
  #refuseUnread(data: Buffer, refusal: GraphQLError): void {
    const id = UNREAD_ID.exec(data.toString('utf8', 0, UNREAD))?.[1]
    if (!this.viewer || id === undefined) this.close(TOO_MANY_MESSAGES, refusal.message)
    else if (this.operations.has(id))
      this.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`)
    else this.wire.text({ id, type: MessageType.Error, payload: [withoutHttp(refusal)] })
  }

  async #init(payload: Record<string, unknown> | undefined): Promise<void> {
    if (this.#initialised)
      return this.close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests')
    this.#initialised = true
    this.#stopInitTimer()
    const given = payload?.authorization ?? this.#authorization
    this.#authorization = undefined
    try {
      if (given != null && typeof given !== 'string')
        throw new InvalidToken('The authorization has to be a text.')
      this.viewer = await this.#deps.authenticator.viewerOf(given ?? null)
    } catch (error) {
      if (!(error instanceof InvalidToken)) throw error
      return this.close(CloseCode.Unauthorized, error.message)
    }
    this.#endAt(this.viewer.expiresAt)
    this.wire.text({ type: MessageType.ConnectionAck })
  }

  /** A ping may carry a new token of the same person: the socket then lives as long as that one. */
  async #ping(payload: Record<string, unknown> | undefined): Promise<void> {
    const authorization = payload?.authorization
    if (typeof authorization !== 'string' || !this.viewer)
      return this.wire.text({ type: MessageType.Pong, ...(payload && { payload }) })
    let authorized = false
    try {
      const viewer = await this.#deps.authenticator.viewerOf(authorization)
      authorized = viewer.role === this.viewer.role && viewer.subject === this.viewer.subject
      if (authorized) {
        this.viewer = viewer
        this.#endAt(viewer.expiresAt)
      }
    } catch (error) {
      if (!(error instanceof InvalidToken)) throw error
    }
    this.wire.text({ type: MessageType.Pong, payload: { authorized } })
  }

  async #subscribe(id: string, payload: Parameters<RunOperation>[1]): Promise<void> {
    if (!this.viewer) return this.close(CloseCode.Unauthorized, 'Unauthorized')
    if (this.operations.has(id))
      return this.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`)
    if (this.operations.size >= this.#deps.limits.operations)
      return this.wire.text({
        id,
        type: MessageType.Error,
        payload: [
          {
            message: `This socket has ${this.operations.size} operations open, which is the most allowed.`,
            extensions: { code: 'LIMIT_EXCEEDED' },
          },
        ],
      })
    // Taken before anything is awaited.
    const operation = new Operation(this, id)
    this.operations.set(id, operation)
    operation.running = await this.#deps.run(operation, payload)
    operation.subscribed = true
    // Completed by the client, or closed, while it was being set up.
    if (!operation.isCurrent()) operation.running?.stop()
  }

  #endAt(expiresAt: Date | null): void {
    if (!expiresAt && !this.#life) return
    this.#life ??= new TokenLife((reason) => this.close(CloseCode.Forbidden, reason))
    this.#life.endsAt(expiresAt)
  }

  #stopInitTimer(): void {
    this.#initTimer?.stop()
    this.#initTimer = null
  }

  #end(): void {
    this.#stopInitTimer()
    this.#life?.stop()
    this.closing()
  }

  #fail(error: unknown): void {
    this.#deps.log.error({ err: error }, 'unexpected error on a websocket')
    this.close(CloseCode.InternalServerError, 'Internal server error')
  }
}

function parse(text: string): Message | null {
  try {
    return parseMessage(text)
  } catch {
    return askingById(text)
  }
}

/** A document may be asked for by its id alone; the library insists on a text. */
function askingById(text: string): Message | null {
  try {
    const message = JSON.parse(text) as { type: unknown; payload: Record<string, unknown> }
    const { documentId, extensions } = message.payload
    if (message.type !== MessageType.Subscribe || !(documentId ?? extensions)) return null
    return validateMessage({ ...message, payload: { query: '', ...message.payload } })
  } catch {
    return null
  }
}
