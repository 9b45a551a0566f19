interface ImportMetaEnv {
  readonly VITE_GATEWAY_URL?: string
  readonly VITE_TOKEN_URL?: string
}
