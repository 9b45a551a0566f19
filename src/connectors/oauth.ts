/** Tokens of one account, from the platform. Stored encrypted. */
export interface TokenSet {
  readonly accessToken: string
  /** Null for apps whose tokens cannot be refreshed: the owner links again when they end. */
  readonly refreshToken: string | null
  /** Null when the platform does not say. */
  readonly expiresAt: Date | null
  readonly refreshExpiresAt: Date | null
  /** The platform's id of the account that agreed. */
  readonly externalShopId: string
  readonly shopName: string | null
}

/** Linking an account of one platform by OAuth 2.0, authorization code. */
export interface OAuthConnector {
  /** Whether the platform takes PKCE (RFC 7636, S256). None of the present ones offers it. */
  readonly pkce?: boolean
  /** The page to send the owner to. `state` comes back to the redirect URI unchanged. */
  authorizeUrl(request: {
    readonly state: string
    readonly redirectUri: string
    /** Given where `pkce` is true. */
    readonly codeChallenge?: string | undefined
  }): string
  /**
   * A code is good once and for minutes, so this is sent once.
   * @throws Rejected when the platform does not take the code
   */
  exchangeCode(
    grant: {
      readonly code: string
      readonly redirectUri: string
      readonly codeVerifier?: string | undefined
    },
    signal?: AbortSignal,
  ): Promise<TokenSet>
  /**
   * One process at a time per shop: the refresh token is often good once. Store the answer before using it.
   * @throws NeedsAuthorization when the platform does not take the refresh token
   */
  refresh(refreshToken: string, signal?: AbortSignal): Promise<TokenSet>
}
