/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation Acknowledge($id: ID!) {\n    acknowledgeAlert(id: $id) {\n      alert { id status acknowledgedAt }\n      userErrors { code field message }\n    }\n  }\n": typeof types.AcknowledgeDocument,
    "\n  query Alerts($first: Int, $after: String, $last: Int, $before: String, $filter: InventoryAlertFilter) {\n    inventoryAlerts(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id kind status available threshold resumeAbove openedAt acknowledgedAt resolvedAt\n        sku { id code title }\n        warehouse { code }\n        replenishment { id status quantity reason }\n      }\n    }\n  }\n": typeof types.AlertsDocument,
    "\n  subscription AlertChanges($after: String) {\n    lowStockAlerts(after: $after) {\n      ... on AlertChange { cursor alert { id } }\n      ... on FeedGap { cursor }\n    }\n  }\n": typeof types.AlertChangesDocument,
    "\n  mutation Approve($id: ID!, $quantity: Int) {\n    approveReplenishment(id: $id, quantity: $quantity) {\n      replenishment { id status quantity alert { id } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.ApproveDocument,
    "\n  mutation Decline($id: ID!) {\n    declineReplenishment(id: $id) {\n      replenishment { id status alert { id } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.DeclineDocument,
    "\n  subscription SyncAlerts($after: String) {\n    syncAlerts(snapshot: true, after: $after) {\n      ... on SyncAlert { cursor id kind status message occurredAt shop { id name } }\n      ... on FeedGap { cursor }\n    }\n  }\n": typeof types.SyncAlertsDocument,
    "\n  query OpenAlerts {\n    inventoryAlerts(first: 6, filter: { status: OPEN }) {\n      totalCount\n      nodes { id kind available openedAt sku { id code } warehouse { code } }\n    }\n  }\n": typeof types.OpenAlertsDocument,
    "\n  query Status {\n    systemStatus {\n      healthy\n      components { name healthy detail }\n      callRates { api perSecond pausedForSeconds }\n      sync { shops failing failures behind messages alerts lagSeconds }\n      feed { active gaps coalesced replayed closedStuck }\n    }\n  }\n": typeof types.StatusDocument,
    "\n  query Pulse {\n    systemStatus { at process feed { sent } }\n  }\n": typeof types.PulseDocument,
    "\n  subscription StockMoves($after: String) {\n    stockChanges(snapshot: false, after: $after) {\n      ... on StockChange {\n        cursor\n        occurredAt\n        delta\n        reason\n        sku { id code }\n        warehouse { code name }\n        level { id onHand available version }\n      }\n      ... on StockSnapshot { cursor }\n      ... on FeedGap { cursor }\n    }\n  }\n": typeof types.StockMovesDocument,
    "\n  query Side {\n    viewer { subject }\n    inventoryAlerts(first: 1, filter: { status: OPEN }) { totalCount }\n    syncFailures(first: 1, resolved: false) { totalCount }\n    purchaseOrders(first: 1, statuses: [AWAITING_MANUAL_PURCHASE, FAILED]) { totalCount }\n    unmatchedListings(first: 1) { totalCount }\n  }\n": typeof types.SideDocument,
};
const documents: Documents = {
    "\n  mutation Acknowledge($id: ID!) {\n    acknowledgeAlert(id: $id) {\n      alert { id status acknowledgedAt }\n      userErrors { code field message }\n    }\n  }\n": types.AcknowledgeDocument,
    "\n  query Alerts($first: Int, $after: String, $last: Int, $before: String, $filter: InventoryAlertFilter) {\n    inventoryAlerts(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id kind status available threshold resumeAbove openedAt acknowledgedAt resolvedAt\n        sku { id code title }\n        warehouse { code }\n        replenishment { id status quantity reason }\n      }\n    }\n  }\n": types.AlertsDocument,
    "\n  subscription AlertChanges($after: String) {\n    lowStockAlerts(after: $after) {\n      ... on AlertChange { cursor alert { id } }\n      ... on FeedGap { cursor }\n    }\n  }\n": types.AlertChangesDocument,
    "\n  mutation Approve($id: ID!, $quantity: Int) {\n    approveReplenishment(id: $id, quantity: $quantity) {\n      replenishment { id status quantity alert { id } }\n      userErrors { code field message }\n    }\n  }\n": types.ApproveDocument,
    "\n  mutation Decline($id: ID!) {\n    declineReplenishment(id: $id) {\n      replenishment { id status alert { id } }\n      userErrors { code field message }\n    }\n  }\n": types.DeclineDocument,
    "\n  subscription SyncAlerts($after: String) {\n    syncAlerts(snapshot: true, after: $after) {\n      ... on SyncAlert { cursor id kind status message occurredAt shop { id name } }\n      ... on FeedGap { cursor }\n    }\n  }\n": types.SyncAlertsDocument,
    "\n  query OpenAlerts {\n    inventoryAlerts(first: 6, filter: { status: OPEN }) {\n      totalCount\n      nodes { id kind available openedAt sku { id code } warehouse { code } }\n    }\n  }\n": types.OpenAlertsDocument,
    "\n  query Status {\n    systemStatus {\n      healthy\n      components { name healthy detail }\n      callRates { api perSecond pausedForSeconds }\n      sync { shops failing failures behind messages alerts lagSeconds }\n      feed { active gaps coalesced replayed closedStuck }\n    }\n  }\n": types.StatusDocument,
    "\n  query Pulse {\n    systemStatus { at process feed { sent } }\n  }\n": types.PulseDocument,
    "\n  subscription StockMoves($after: String) {\n    stockChanges(snapshot: false, after: $after) {\n      ... on StockChange {\n        cursor\n        occurredAt\n        delta\n        reason\n        sku { id code }\n        warehouse { code name }\n        level { id onHand available version }\n      }\n      ... on StockSnapshot { cursor }\n      ... on FeedGap { cursor }\n    }\n  }\n": types.StockMovesDocument,
    "\n  query Side {\n    viewer { subject }\n    inventoryAlerts(first: 1, filter: { status: OPEN }) { totalCount }\n    syncFailures(first: 1, resolved: false) { totalCount }\n    purchaseOrders(first: 1, statuses: [AWAITING_MANUAL_PURCHASE, FAILED]) { totalCount }\n    unmatchedListings(first: 1) { totalCount }\n  }\n": types.SideDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Acknowledge($id: ID!) {\n    acknowledgeAlert(id: $id) {\n      alert { id status acknowledgedAt }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation Acknowledge($id: ID!) {\n    acknowledgeAlert(id: $id) {\n      alert { id status acknowledgedAt }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Alerts($first: Int, $after: String, $last: Int, $before: String, $filter: InventoryAlertFilter) {\n    inventoryAlerts(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id kind status available threshold resumeAbove openedAt acknowledgedAt resolvedAt\n        sku { id code title }\n        warehouse { code }\n        replenishment { id status quantity reason }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Alerts($first: Int, $after: String, $last: Int, $before: String, $filter: InventoryAlertFilter) {\n    inventoryAlerts(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id kind status available threshold resumeAbove openedAt acknowledgedAt resolvedAt\n        sku { id code title }\n        warehouse { code }\n        replenishment { id status quantity reason }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription AlertChanges($after: String) {\n    lowStockAlerts(after: $after) {\n      ... on AlertChange { cursor alert { id } }\n      ... on FeedGap { cursor }\n    }\n  }\n"): (typeof documents)["\n  subscription AlertChanges($after: String) {\n    lowStockAlerts(after: $after) {\n      ... on AlertChange { cursor alert { id } }\n      ... on FeedGap { cursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Approve($id: ID!, $quantity: Int) {\n    approveReplenishment(id: $id, quantity: $quantity) {\n      replenishment { id status quantity alert { id } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation Approve($id: ID!, $quantity: Int) {\n    approveReplenishment(id: $id, quantity: $quantity) {\n      replenishment { id status quantity alert { id } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Decline($id: ID!) {\n    declineReplenishment(id: $id) {\n      replenishment { id status alert { id } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation Decline($id: ID!) {\n    declineReplenishment(id: $id) {\n      replenishment { id status alert { id } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription SyncAlerts($after: String) {\n    syncAlerts(snapshot: true, after: $after) {\n      ... on SyncAlert { cursor id kind status message occurredAt shop { id name } }\n      ... on FeedGap { cursor }\n    }\n  }\n"): (typeof documents)["\n  subscription SyncAlerts($after: String) {\n    syncAlerts(snapshot: true, after: $after) {\n      ... on SyncAlert { cursor id kind status message occurredAt shop { id name } }\n      ... on FeedGap { cursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OpenAlerts {\n    inventoryAlerts(first: 6, filter: { status: OPEN }) {\n      totalCount\n      nodes { id kind available openedAt sku { id code } warehouse { code } }\n    }\n  }\n"): (typeof documents)["\n  query OpenAlerts {\n    inventoryAlerts(first: 6, filter: { status: OPEN }) {\n      totalCount\n      nodes { id kind available openedAt sku { id code } warehouse { code } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Status {\n    systemStatus {\n      healthy\n      components { name healthy detail }\n      callRates { api perSecond pausedForSeconds }\n      sync { shops failing failures behind messages alerts lagSeconds }\n      feed { active gaps coalesced replayed closedStuck }\n    }\n  }\n"): (typeof documents)["\n  query Status {\n    systemStatus {\n      healthy\n      components { name healthy detail }\n      callRates { api perSecond pausedForSeconds }\n      sync { shops failing failures behind messages alerts lagSeconds }\n      feed { active gaps coalesced replayed closedStuck }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Pulse {\n    systemStatus { at process feed { sent } }\n  }\n"): (typeof documents)["\n  query Pulse {\n    systemStatus { at process feed { sent } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription StockMoves($after: String) {\n    stockChanges(snapshot: false, after: $after) {\n      ... on StockChange {\n        cursor\n        occurredAt\n        delta\n        reason\n        sku { id code }\n        warehouse { code name }\n        level { id onHand available version }\n      }\n      ... on StockSnapshot { cursor }\n      ... on FeedGap { cursor }\n    }\n  }\n"): (typeof documents)["\n  subscription StockMoves($after: String) {\n    stockChanges(snapshot: false, after: $after) {\n      ... on StockChange {\n        cursor\n        occurredAt\n        delta\n        reason\n        sku { id code }\n        warehouse { code name }\n        level { id onHand available version }\n      }\n      ... on StockSnapshot { cursor }\n      ... on FeedGap { cursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Side {\n    viewer { subject }\n    inventoryAlerts(first: 1, filter: { status: OPEN }) { totalCount }\n    syncFailures(first: 1, resolved: false) { totalCount }\n    purchaseOrders(first: 1, statuses: [AWAITING_MANUAL_PURCHASE, FAILED]) { totalCount }\n    unmatchedListings(first: 1) { totalCount }\n  }\n"): (typeof documents)["\n  query Side {\n    viewer { subject }\n    inventoryAlerts(first: 1, filter: { status: OPEN }) { totalCount }\n    syncFailures(first: 1, resolved: false) { totalCount }\n    purchaseOrders(first: 1, statuses: [AWAITING_MANUAL_PURCHASE, FAILED]) { totalCount }\n    unmatchedListings(first: 1) { totalCount }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;
