import { createHash } from 'node:crypto'

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** VOP sends the account's password as lower-case MD5 (purchasing.md 2.1). */
export const passwordHash = (password: string) => md5(password)

export interface TokenGrant {
  readonly clientId: string
  readonly clientSecret: string
  readonly username: string
  /** Already hashed. */
  readonly passwordMd5: string
  /** `yyyy-MM-dd HH:mm:ss`, GMT+8. */
  readonly timestamp: string
}

/** The only signature of generation A, on the token call (purchasing.md 2.1). The user name goes in raw. */
export function signVopToken({
  clientId,
  clientSecret,
  username,
  passwordMd5,
  timestamp,
}: TokenGrant): string {
  return md5(
    `${clientSecret}${timestamp}${clientId}${username}${passwordMd5}access_token${clientSecret}`,
  ).toUpperCase()
}
