/** A gateway in production mode that serves the seed, with secrets of its own. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  AUTH_JWT_SECRET: 'a secret of the tests, not of development',
  ENCRYPTION_KEY: Buffer.alloc(32, 'tests').toString('base64'),
  PUBLIC_URL: 'https://api.example.com',
  CORS_ORIGINS: 'https://shop.example.com,https://app.example.com',
  SANDBOX: 'on',
}
