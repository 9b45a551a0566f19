import { expect, it } from 'vitest'
import {
  badRequest,
  bodyTooLarge,
  documentTooLong,
  limitExceeded,
  nulInText,
  serverStopping,
  timedOut,
  tooManyRequests,
  tooManyStreams,
  tooManyTokens,
  watchesTooMuch,
} from './limit-error.ts'

it.each([
  [
    limitExceeded('aliases', 51.4, 50),
    'The operation has 51 aliases; 50 are allowed.',
    { code: 'LIMIT_EXCEEDED', found: 51, allowed: 50, http: { status: 400, spec: true } },
  ],
  [
    bodyTooLarge(1_000),
    'The body has more than 1000 bytes, which is the most allowed.',
    { code: 'LIMIT_EXCEEDED', allowed: 1_000, http: { status: 413 } },
  ],
  [
    documentTooLong(12, 10),
    'query: the text of the operation has 12 characters; 10 are allowed. Give values as variables.',
    { code: 'LIMIT_EXCEEDED', found: 12, allowed: 10, http: { status: 400, spec: true } },
  ],
  [badRequest('No.'), 'No.', { code: 'BAD_REQUEST', http: { status: 400 } }],
  [
    tooManyRequests(1_001),
    'Too much was asked for in a short time: try again in 2 s.',
    {
      code: 'LIMIT_EXCEEDED',
      retryAfterMs: 1_001,
      http: { status: 429, headers: { 'retry-after': '2' } },
    },
  ],
  [
    timedOut(1_500),
    'The operation took longer than 1.5 s and was stopped.',
    { code: 'TIMEOUT', http: { status: 504 } },
  ],
  [
    tooManyTokens(5_000),
    'The operation has more than 5000 tokens.',
    { code: 'LIMIT_EXCEEDED', allowed: 5_000, http: { status: 400, spec: true } },
  ],
  [
    nulInText(),
    "A text has a NUL character, which text here can't hold.",
    { code: 'BAD_USER_INPUT', http: { status: 400, spec: true } },
  ],
  [
    watchesTooMuch('socket', 900, 101, 1_000),
    'This socket watches 900 ids; 101 more are too many, 1000 are allowed. End other subscriptions first.',
    { code: 'LIMIT_EXCEEDED', found: 1_001, allowed: 1_000, http: { status: 429 } },
  ],
  [
    tooManyStreams(3),
    'This address has 3 event streams open, which is the most allowed.',
    { code: 'LIMIT_EXCEEDED', allowed: 3, http: { status: 429, headers: { 'retry-after': '10' } } },
  ],
  [
    serverStopping(),
    'This gateway is stopping: ask again, another one will answer.',
    { code: 'SERVER_STOPPING', http: { status: 503, headers: { 'retry-after': '1' } } },
  ],
])('%s', (error, message, extensions) => {
  expect(error.message).toBe(message)
  expect(error.extensions).toEqual(extensions)
})
