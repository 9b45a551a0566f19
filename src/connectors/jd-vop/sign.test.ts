import { expect, test } from 'vitest'
import { passwordHash, signVopToken } from './sign.ts'

test('password hash and token signature equal the vector four SDKs agree on', () => {
  const passwordMd5 = passwordHash('test-password')
  expect(passwordMd5).toBe('dfb450efddbb5387197c84460623675b')
  const grant = {
    clientId: 'test-client',
    clientSecret: 'helloworld',
    username: 'test-user',
    passwordMd5,
    timestamp: '2024-01-01 12:00:00',
  }
  expect(signVopToken(grant)).toBe('0DEE56A17778C956A35B71F5E7E43163')
})
