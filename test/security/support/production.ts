import { randomBytes } from 'node:crypto'

/** A gateway in production mode that serves the seed, with secrets of its own. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  // Chosen at random for each run: production refuses what can be guessed or is printed.
  AUTH_JWT_SECRET: randomBytes(32).toString('base64url'),
  ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  DATABASE: 'embedded',
  STOP_DELAY_SECONDS: '0',
  PUBLIC_URL: 'https://api.example.com',
  CORS_ORIGINS: 'https://shop.example.com,https://app.example.com',
  SANDBOX: 'on',
}
