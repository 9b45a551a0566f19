/**
 * The fixed development credentials of the sandbox. They open nothing but this sandbox; its clients
 * are configured with the same values. Qimen has no token: the receiver is named by customerId.
 */
export const CREDENTIALS = {
  TAOBAO: {
    appKey: '10000001',
    secret: 'sandbox-taobao-secret',
    token: 'sandbox-taobao-session',
    shop: 'taobao-shop-1',
  },
  JD: { appKey: '20000001', secret: 'sandbox-jd-secret', token: 'sandbox-jd-token', shop: 'jd-shop-1' },
  ALIBABA_1688: {
    appKey: '30000001',
    secret: 'sandbox-1688-secret',
    token: 'sandbox-1688-token',
    shop: 'alibaba-shop-1',
  },
  TAOBAO_GLOBAL: {
    appKey: '10000002',
    secret: 'sandbox-taobao-global-secret',
    token: 'sandbox-taobao-global-session',
    shop: 'taobao-global-buyer',
  },
  JD_VOP: {
    appKey: '20000002',
    secret: 'sandbox-jd-vop-secret',
    token: 'sandbox-jd-vop-token',
    shop: 'jd-vop-buyer',
  },
  ITEM_DATA: { appKey: 'sandbox-item-key', secret: 'sandbox-item-secret', token: '', shop: '' },
  /** A key alone: it stands in the Authorization header. */
  DEEPL: { appKey: 'sandbox', secret: 'sandbox', token: '', shop: '' },
  QIMEN: { appKey: '40000001', secret: 'sandbox-qimen-secret', token: '', shop: 'sandbox-wms' },
} as const

/** Who answers a call: one name per wire protocol and role, used in the call log and for faults. */
export type SandboxPlatform = keyof typeof CREDENTIALS

export const SANDBOX_PLATFORMS = Object.keys(CREDENTIALS) as SandboxPlatform[]

/** JD VOP's token call signs a user name and the MD5 of a password (purchasing.md 2.1). */
export const JD_VOP_LOGIN = { username: 'sandbox-jd-vop-user', password: 'sandbox-jd-vop-password' } as const

/** Qimen `customerId` of the warehouse that the sandbox plays, and its owner code; warehouse codes are the seed's. */
export const WMS = { customerId: 'sandbox-wms', ownerCode: 'HAITAO' } as const
