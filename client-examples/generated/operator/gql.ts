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
    "\n  query FailureDetail($id: ID!) {\n    node(id: $id) {\n      ... on SyncFailure {\n        id kind externalId errorClass message attempts firstSeenAt nextAttemptAt resolvedAt payload\n      }\n    }\n  }\n": typeof types.FailureDetailDocument,
    "\n  query Failures(\n    $first: Int, $after: String, $last: Int, $before: String\n    $shopId: ID, $kind: SyncKind, $resolved: Boolean\n  ) {\n    syncFailures(\n      first: $first, after: $after, last: $last, before: $before\n      shopId: $shopId, kind: $kind, resolved: $resolved\n    ) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id kind externalId errorClass message attempts firstSeenAt nextAttemptAt resolvedAt\n        shop { id name }\n      }\n    }\n  }\n": typeof types.FailuresDocument,
    "\n  mutation RetryFailures($ids: [ID!], $shopId: ID) {\n    retrySyncFailures(ids: $ids, shopId: $shopId) {\n      failures { id attempts nextAttemptAt resolvedAt }\n      userErrors { code field message }\n    }\n  }\n": typeof types.RetryFailuresDocument,
    "\n  query FindOrder($number: String!) {\n    order(number: $number) { id }\n  }\n": typeof types.FindOrderDocument,
    "\n  mutation CancelOrder($id: ID!, $reason: String!) {\n    cancelOrder(id: $id, reason: $reason) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n": typeof types.CancelOrderDocument,
    "\n  query OrderDetail($id: ID!) {\n    order(id: $id) {\n      id number source status placedAt externalId\n      total { amount currency }\n      shownTotal { amount currency }\n      shippingAddress { name phone line1 line2 city region postalCode country }\n      lines { id quantity title unitPrice { amount currency } sku { id code available } }\n      payments { id status provider reference paidAt amount { amount currency } refunded { amount currency } }\n      purchases { id platform seller status reason externalId createdAt total { amount currency } order { id number } lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } } }\n      shipments { id carrier trackingNumber leg status events { description location occurredAt status } }\n      events { at from to note actor }\n    }\n  }\n": typeof types.OrderDetailDocument,
    "\n  subscription OneOrderMoves($ids: [ID!], $after: String) {\n    orderChanges(orderIds: $ids, after: $after) {\n      ... on OrderChange { cursor order { id } }\n      ... on FeedGap { cursor }\n    }\n  }\n": typeof types.OneOrderMovesDocument,
    "\n  query Orders($first: Int, $after: String, $last: Int, $before: String, $filter: OrderFilter) {\n    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id number source status placedAt updatedAt\n        total { amount currency }\n        lines { id quantity title }\n      }\n    }\n  }\n": typeof types.OrdersDocument,
    "\n  subscription OrderMoves($after: String) {\n    orderChanges(after: $after) {\n      ... on OrderChange { cursor order { id status } }\n      ... on FeedGap { cursor }\n    }\n  }\n": typeof types.OrderMovesDocument,
    "\n  query OpenAlerts {\n    inventoryAlerts(first: 6, filter: { status: OPEN }) {\n      totalCount\n      nodes { id kind available openedAt sku { id code } warehouse { code } }\n    }\n  }\n": typeof types.OpenAlertsDocument,
    "\n  query Status {\n    systemStatus {\n      healthy\n      components { name healthy detail }\n      callRates { api perSecond pausedForSeconds }\n      sync { shops failing failures behind messages alerts lagSeconds }\n      feed { active gaps coalesced replayed closedStuck }\n    }\n  }\n": typeof types.StatusDocument,
    "\n  query Pulse {\n    systemStatus { at process feed { sent } }\n  }\n": typeof types.PulseDocument,
    "\n  subscription StockMoves($after: String) {\n    stockChanges(snapshot: false, after: $after) {\n      ... on StockChange {\n        cursor\n        occurredAt\n        delta\n        reason\n        sku { id code }\n        warehouse { code name }\n        level { id onHand available version }\n      }\n      ... on StockSnapshot { cursor }\n      ... on FeedGap { cursor }\n    }\n  }\n": typeof types.StockMovesDocument,
    "\n  mutation Bought($purchaseOrderId: ID!, $externalId: String!) {\n    completeManualPurchase(purchaseOrderId: $purchaseOrderId, externalId: $externalId) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n": typeof types.BoughtDocument,
    "\n  query Purchases($first: Int, $after: String, $last: Int, $before: String, $statuses: [PurchaseStatus!]) {\n    purchaseOrders(first: $first, after: $after, last: $last, before: $before, statuses: $statuses) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id platform seller status reason externalId createdAt\n        total { amount currency }\n        order { id number }\n        lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } }\n      }\n    }\n  }\n": typeof types.PurchasesDocument,
    "\n  mutation RetryPurchase($purchaseOrderId: ID!, $acceptMorePercent: Int) {\n    retryPurchase(purchaseOrderId: $purchaseOrderId, acceptMorePercent: $acceptMorePercent) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n": typeof types.RetryPurchaseDocument,
    "\n  mutation Compare($shopId: ID!, $day: String) {\n    runReconciliation(shopId: $shopId, day: $day) {\n      reconciliation { id }\n      userErrors { code field message }\n    }\n  }\n": typeof types.CompareDocument,
    "\n  query Comparisons($first: Int, $after: String, $last: Int, $before: String, $shopId: ID) {\n    reconciliations(first: $first, after: $after, last: $last, before: $before, shopId: $shopId) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id day checked startedAt finishedAt\n        shop { id name }\n        discrepancies { id kind reference ours theirs suggestedRepair repairedAt }\n      }\n    }\n  }\n": typeof types.ComparisonsDocument,
    "\n  mutation Repair($id: ID!) {\n    applyRepair(id: $id) {\n      discrepancy { id repairedAt }\n      userErrors { code field message }\n    }\n  }\n": typeof types.RepairDocument,
    "\n  query Shops {\n    shops {\n      id name platform status statusReason tokenExpiresAt\n      sync { kind lagSeconds failing lastSuccessAt }\n    }\n  }\n": typeof types.ShopsDocument,
    "\n  mutation SetSchedule($input: SetSyncScheduleInput!) {\n    setSyncSchedule(input: $input) {\n      state { kind everySeconds nextDueAt }\n      userErrors { code field message }\n    }\n  }\n": typeof types.SetScheduleDocument,
    "\n  mutation Unlink($id: ID!) {\n    unlinkShop(id: $id) {\n      shop { id status statusReason tokenExpiresAt }\n      userErrors { code field message }\n    }\n  }\n": typeof types.UnlinkDocument,
    "\n  query ShopDetail($id: ID!) {\n    node(id: $id) {\n      ... on Shop {\n        id name platform status statusReason tokenExpiresAt\n        sync { kind cursor everySeconds lagSeconds failing lastError lastSuccessAt nextDueAt }\n      }\n    }\n    syncFailures(first: 1, shopId: $id, resolved: false) { totalCount }\n    unmatchedListings(first: 1, shopId: $id) { totalCount }\n  }\n": typeof types.ShopDetailDocument,
    "\n  query ShopNames {\n    shops { id name platform }\n  }\n": typeof types.ShopNamesDocument,
    "\n  mutation Trigger($shopId: ID!, $kind: SyncKind!) {\n    triggerSync(shopId: $shopId, kind: $kind) {\n      run { id status }\n      userErrors { code field message }\n    }\n  }\n": typeof types.TriggerDocument,
    "\n  mutation BeginLink($platform: Platform!) {\n    beginShopLink(platform: $platform) {\n      authorizeUrl\n      userErrors { code field message }\n    }\n  }\n": typeof types.BeginLinkDocument,
    "\n  query Runs($shopId: ID, $first: Int!) {\n    syncRuns(shopId: $shopId, first: $first) {\n      totalCount\n      nodes {\n        id kind status startedAt finishedAt read written failed percent ratePerSecond secondsLeft error\n        shop { id name }\n      }\n    }\n  }\n": typeof types.RunsDocument,
    "\n  query Side {\n    viewer { subject }\n    inventoryAlerts(first: 1, filter: { status: OPEN }) { totalCount }\n    syncFailures(first: 1, resolved: false) { totalCount }\n    purchaseOrders(first: 1, statuses: [AWAITING_MANUAL_PURCHASE, FAILED]) { totalCount }\n    unmatchedListings(first: 1) { totalCount }\n  }\n": typeof types.SideDocument,
};
const documents: Documents = {
    "\n  mutation Acknowledge($id: ID!) {\n    acknowledgeAlert(id: $id) {\n      alert { id status acknowledgedAt }\n      userErrors { code field message }\n    }\n  }\n": types.AcknowledgeDocument,
    "\n  query Alerts($first: Int, $after: String, $last: Int, $before: String, $filter: InventoryAlertFilter) {\n    inventoryAlerts(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id kind status available threshold resumeAbove openedAt acknowledgedAt resolvedAt\n        sku { id code title }\n        warehouse { code }\n        replenishment { id status quantity reason }\n      }\n    }\n  }\n": types.AlertsDocument,
    "\n  subscription AlertChanges($after: String) {\n    lowStockAlerts(after: $after) {\n      ... on AlertChange { cursor alert { id } }\n      ... on FeedGap { cursor }\n    }\n  }\n": types.AlertChangesDocument,
    "\n  mutation Approve($id: ID!, $quantity: Int) {\n    approveReplenishment(id: $id, quantity: $quantity) {\n      replenishment { id status quantity alert { id } }\n      userErrors { code field message }\n    }\n  }\n": types.ApproveDocument,
    "\n  mutation Decline($id: ID!) {\n    declineReplenishment(id: $id) {\n      replenishment { id status alert { id } }\n      userErrors { code field message }\n    }\n  }\n": types.DeclineDocument,
    "\n  subscription SyncAlerts($after: String) {\n    syncAlerts(snapshot: true, after: $after) {\n      ... on SyncAlert { cursor id kind status message occurredAt shop { id name } }\n      ... on FeedGap { cursor }\n    }\n  }\n": types.SyncAlertsDocument,
    "\n  query FailureDetail($id: ID!) {\n    node(id: $id) {\n      ... on SyncFailure {\n        id kind externalId errorClass message attempts firstSeenAt nextAttemptAt resolvedAt payload\n      }\n    }\n  }\n": types.FailureDetailDocument,
    "\n  query Failures(\n    $first: Int, $after: String, $last: Int, $before: String\n    $shopId: ID, $kind: SyncKind, $resolved: Boolean\n  ) {\n    syncFailures(\n      first: $first, after: $after, last: $last, before: $before\n      shopId: $shopId, kind: $kind, resolved: $resolved\n    ) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id kind externalId errorClass message attempts firstSeenAt nextAttemptAt resolvedAt\n        shop { id name }\n      }\n    }\n  }\n": types.FailuresDocument,
    "\n  mutation RetryFailures($ids: [ID!], $shopId: ID) {\n    retrySyncFailures(ids: $ids, shopId: $shopId) {\n      failures { id attempts nextAttemptAt resolvedAt }\n      userErrors { code field message }\n    }\n  }\n": types.RetryFailuresDocument,
    "\n  query FindOrder($number: String!) {\n    order(number: $number) { id }\n  }\n": types.FindOrderDocument,
    "\n  mutation CancelOrder($id: ID!, $reason: String!) {\n    cancelOrder(id: $id, reason: $reason) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n": types.CancelOrderDocument,
    "\n  query OrderDetail($id: ID!) {\n    order(id: $id) {\n      id number source status placedAt externalId\n      total { amount currency }\n      shownTotal { amount currency }\n      shippingAddress { name phone line1 line2 city region postalCode country }\n      lines { id quantity title unitPrice { amount currency } sku { id code available } }\n      payments { id status provider reference paidAt amount { amount currency } refunded { amount currency } }\n      purchases { id platform seller status reason externalId createdAt total { amount currency } order { id number } lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } } }\n      shipments { id carrier trackingNumber leg status events { description location occurredAt status } }\n      events { at from to note actor }\n    }\n  }\n": types.OrderDetailDocument,
    "\n  subscription OneOrderMoves($ids: [ID!], $after: String) {\n    orderChanges(orderIds: $ids, after: $after) {\n      ... on OrderChange { cursor order { id } }\n      ... on FeedGap { cursor }\n    }\n  }\n": types.OneOrderMovesDocument,
    "\n  query Orders($first: Int, $after: String, $last: Int, $before: String, $filter: OrderFilter) {\n    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id number source status placedAt updatedAt\n        total { amount currency }\n        lines { id quantity title }\n      }\n    }\n  }\n": types.OrdersDocument,
    "\n  subscription OrderMoves($after: String) {\n    orderChanges(after: $after) {\n      ... on OrderChange { cursor order { id status } }\n      ... on FeedGap { cursor }\n    }\n  }\n": types.OrderMovesDocument,
    "\n  query OpenAlerts {\n    inventoryAlerts(first: 6, filter: { status: OPEN }) {\n      totalCount\n      nodes { id kind available openedAt sku { id code } warehouse { code } }\n    }\n  }\n": types.OpenAlertsDocument,
    "\n  query Status {\n    systemStatus {\n      healthy\n      components { name healthy detail }\n      callRates { api perSecond pausedForSeconds }\n      sync { shops failing failures behind messages alerts lagSeconds }\n      feed { active gaps coalesced replayed closedStuck }\n    }\n  }\n": types.StatusDocument,
    "\n  query Pulse {\n    systemStatus { at process feed { sent } }\n  }\n": types.PulseDocument,
    "\n  subscription StockMoves($after: String) {\n    stockChanges(snapshot: false, after: $after) {\n      ... on StockChange {\n        cursor\n        occurredAt\n        delta\n        reason\n        sku { id code }\n        warehouse { code name }\n        level { id onHand available version }\n      }\n      ... on StockSnapshot { cursor }\n      ... on FeedGap { cursor }\n    }\n  }\n": types.StockMovesDocument,
    "\n  mutation Bought($purchaseOrderId: ID!, $externalId: String!) {\n    completeManualPurchase(purchaseOrderId: $purchaseOrderId, externalId: $externalId) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n": types.BoughtDocument,
    "\n  query Purchases($first: Int, $after: String, $last: Int, $before: String, $statuses: [PurchaseStatus!]) {\n    purchaseOrders(first: $first, after: $after, last: $last, before: $before, statuses: $statuses) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id platform seller status reason externalId createdAt\n        total { amount currency }\n        order { id number }\n        lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } }\n      }\n    }\n  }\n": types.PurchasesDocument,
    "\n  mutation RetryPurchase($purchaseOrderId: ID!, $acceptMorePercent: Int) {\n    retryPurchase(purchaseOrderId: $purchaseOrderId, acceptMorePercent: $acceptMorePercent) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n": types.RetryPurchaseDocument,
    "\n  mutation Compare($shopId: ID!, $day: String) {\n    runReconciliation(shopId: $shopId, day: $day) {\n      reconciliation { id }\n      userErrors { code field message }\n    }\n  }\n": types.CompareDocument,
    "\n  query Comparisons($first: Int, $after: String, $last: Int, $before: String, $shopId: ID) {\n    reconciliations(first: $first, after: $after, last: $last, before: $before, shopId: $shopId) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id day checked startedAt finishedAt\n        shop { id name }\n        discrepancies { id kind reference ours theirs suggestedRepair repairedAt }\n      }\n    }\n  }\n": types.ComparisonsDocument,
    "\n  mutation Repair($id: ID!) {\n    applyRepair(id: $id) {\n      discrepancy { id repairedAt }\n      userErrors { code field message }\n    }\n  }\n": types.RepairDocument,
    "\n  query Shops {\n    shops {\n      id name platform status statusReason tokenExpiresAt\n      sync { kind lagSeconds failing lastSuccessAt }\n    }\n  }\n": types.ShopsDocument,
    "\n  mutation SetSchedule($input: SetSyncScheduleInput!) {\n    setSyncSchedule(input: $input) {\n      state { kind everySeconds nextDueAt }\n      userErrors { code field message }\n    }\n  }\n": types.SetScheduleDocument,
    "\n  mutation Unlink($id: ID!) {\n    unlinkShop(id: $id) {\n      shop { id status statusReason tokenExpiresAt }\n      userErrors { code field message }\n    }\n  }\n": types.UnlinkDocument,
    "\n  query ShopDetail($id: ID!) {\n    node(id: $id) {\n      ... on Shop {\n        id name platform status statusReason tokenExpiresAt\n        sync { kind cursor everySeconds lagSeconds failing lastError lastSuccessAt nextDueAt }\n      }\n    }\n    syncFailures(first: 1, shopId: $id, resolved: false) { totalCount }\n    unmatchedListings(first: 1, shopId: $id) { totalCount }\n  }\n": types.ShopDetailDocument,
    "\n  query ShopNames {\n    shops { id name platform }\n  }\n": types.ShopNamesDocument,
    "\n  mutation Trigger($shopId: ID!, $kind: SyncKind!) {\n    triggerSync(shopId: $shopId, kind: $kind) {\n      run { id status }\n      userErrors { code field message }\n    }\n  }\n": types.TriggerDocument,
    "\n  mutation BeginLink($platform: Platform!) {\n    beginShopLink(platform: $platform) {\n      authorizeUrl\n      userErrors { code field message }\n    }\n  }\n": types.BeginLinkDocument,
    "\n  query Runs($shopId: ID, $first: Int!) {\n    syncRuns(shopId: $shopId, first: $first) {\n      totalCount\n      nodes {\n        id kind status startedAt finishedAt read written failed percent ratePerSecond secondsLeft error\n        shop { id name }\n      }\n    }\n  }\n": types.RunsDocument,
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
export function graphql(source: "\n  query FailureDetail($id: ID!) {\n    node(id: $id) {\n      ... on SyncFailure {\n        id kind externalId errorClass message attempts firstSeenAt nextAttemptAt resolvedAt payload\n      }\n    }\n  }\n"): (typeof documents)["\n  query FailureDetail($id: ID!) {\n    node(id: $id) {\n      ... on SyncFailure {\n        id kind externalId errorClass message attempts firstSeenAt nextAttemptAt resolvedAt payload\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Failures(\n    $first: Int, $after: String, $last: Int, $before: String\n    $shopId: ID, $kind: SyncKind, $resolved: Boolean\n  ) {\n    syncFailures(\n      first: $first, after: $after, last: $last, before: $before\n      shopId: $shopId, kind: $kind, resolved: $resolved\n    ) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id kind externalId errorClass message attempts firstSeenAt nextAttemptAt resolvedAt\n        shop { id name }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Failures(\n    $first: Int, $after: String, $last: Int, $before: String\n    $shopId: ID, $kind: SyncKind, $resolved: Boolean\n  ) {\n    syncFailures(\n      first: $first, after: $after, last: $last, before: $before\n      shopId: $shopId, kind: $kind, resolved: $resolved\n    ) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id kind externalId errorClass message attempts firstSeenAt nextAttemptAt resolvedAt\n        shop { id name }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetryFailures($ids: [ID!], $shopId: ID) {\n    retrySyncFailures(ids: $ids, shopId: $shopId) {\n      failures { id attempts nextAttemptAt resolvedAt }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation RetryFailures($ids: [ID!], $shopId: ID) {\n    retrySyncFailures(ids: $ids, shopId: $shopId) {\n      failures { id attempts nextAttemptAt resolvedAt }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindOrder($number: String!) {\n    order(number: $number) { id }\n  }\n"): (typeof documents)["\n  query FindOrder($number: String!) {\n    order(number: $number) { id }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelOrder($id: ID!, $reason: String!) {\n    cancelOrder(id: $id, reason: $reason) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelOrder($id: ID!, $reason: String!) {\n    cancelOrder(id: $id, reason: $reason) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderDetail($id: ID!) {\n    order(id: $id) {\n      id number source status placedAt externalId\n      total { amount currency }\n      shownTotal { amount currency }\n      shippingAddress { name phone line1 line2 city region postalCode country }\n      lines { id quantity title unitPrice { amount currency } sku { id code available } }\n      payments { id status provider reference paidAt amount { amount currency } refunded { amount currency } }\n      purchases { id platform seller status reason externalId createdAt total { amount currency } order { id number } lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } } }\n      shipments { id carrier trackingNumber leg status events { description location occurredAt status } }\n      events { at from to note actor }\n    }\n  }\n"): (typeof documents)["\n  query OrderDetail($id: ID!) {\n    order(id: $id) {\n      id number source status placedAt externalId\n      total { amount currency }\n      shownTotal { amount currency }\n      shippingAddress { name phone line1 line2 city region postalCode country }\n      lines { id quantity title unitPrice { amount currency } sku { id code available } }\n      payments { id status provider reference paidAt amount { amount currency } refunded { amount currency } }\n      purchases { id platform seller status reason externalId createdAt total { amount currency } order { id number } lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } } }\n      shipments { id carrier trackingNumber leg status events { description location occurredAt status } }\n      events { at from to note actor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OneOrderMoves($ids: [ID!], $after: String) {\n    orderChanges(orderIds: $ids, after: $after) {\n      ... on OrderChange { cursor order { id } }\n      ... on FeedGap { cursor }\n    }\n  }\n"): (typeof documents)["\n  subscription OneOrderMoves($ids: [ID!], $after: String) {\n    orderChanges(orderIds: $ids, after: $after) {\n      ... on OrderChange { cursor order { id } }\n      ... on FeedGap { cursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Orders($first: Int, $after: String, $last: Int, $before: String, $filter: OrderFilter) {\n    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id number source status placedAt updatedAt\n        total { amount currency }\n        lines { id quantity title }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Orders($first: Int, $after: String, $last: Int, $before: String, $filter: OrderFilter) {\n    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id number source status placedAt updatedAt\n        total { amount currency }\n        lines { id quantity title }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OrderMoves($after: String) {\n    orderChanges(after: $after) {\n      ... on OrderChange { cursor order { id status } }\n      ... on FeedGap { cursor }\n    }\n  }\n"): (typeof documents)["\n  subscription OrderMoves($after: String) {\n    orderChanges(after: $after) {\n      ... on OrderChange { cursor order { id status } }\n      ... on FeedGap { cursor }\n    }\n  }\n"];
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
export function graphql(source: "\n  mutation Bought($purchaseOrderId: ID!, $externalId: String!) {\n    completeManualPurchase(purchaseOrderId: $purchaseOrderId, externalId: $externalId) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation Bought($purchaseOrderId: ID!, $externalId: String!) {\n    completeManualPurchase(purchaseOrderId: $purchaseOrderId, externalId: $externalId) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Purchases($first: Int, $after: String, $last: Int, $before: String, $statuses: [PurchaseStatus!]) {\n    purchaseOrders(first: $first, after: $after, last: $last, before: $before, statuses: $statuses) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id platform seller status reason externalId createdAt\n        total { amount currency }\n        order { id number }\n        lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Purchases($first: Int, $after: String, $last: Int, $before: String, $statuses: [PurchaseStatus!]) {\n    purchaseOrders(first: $first, after: $after, last: $last, before: $before, statuses: $statuses) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id platform seller status reason externalId createdAt\n        total { amount currency }\n        order { id number }\n        lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetryPurchase($purchaseOrderId: ID!, $acceptMorePercent: Int) {\n    retryPurchase(purchaseOrderId: $purchaseOrderId, acceptMorePercent: $acceptMorePercent) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation RetryPurchase($purchaseOrderId: ID!, $acceptMorePercent: Int) {\n    retryPurchase(purchaseOrderId: $purchaseOrderId, acceptMorePercent: $acceptMorePercent) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Compare($shopId: ID!, $day: String) {\n    runReconciliation(shopId: $shopId, day: $day) {\n      reconciliation { id }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation Compare($shopId: ID!, $day: String) {\n    runReconciliation(shopId: $shopId, day: $day) {\n      reconciliation { id }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Comparisons($first: Int, $after: String, $last: Int, $before: String, $shopId: ID) {\n    reconciliations(first: $first, after: $after, last: $last, before: $before, shopId: $shopId) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id day checked startedAt finishedAt\n        shop { id name }\n        discrepancies { id kind reference ours theirs suggestedRepair repairedAt }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Comparisons($first: Int, $after: String, $last: Int, $before: String, $shopId: ID) {\n    reconciliations(first: $first, after: $after, last: $last, before: $before, shopId: $shopId) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id day checked startedAt finishedAt\n        shop { id name }\n        discrepancies { id kind reference ours theirs suggestedRepair repairedAt }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Repair($id: ID!) {\n    applyRepair(id: $id) {\n      discrepancy { id repairedAt }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation Repair($id: ID!) {\n    applyRepair(id: $id) {\n      discrepancy { id repairedAt }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Shops {\n    shops {\n      id name platform status statusReason tokenExpiresAt\n      sync { kind lagSeconds failing lastSuccessAt }\n    }\n  }\n"): (typeof documents)["\n  query Shops {\n    shops {\n      id name platform status statusReason tokenExpiresAt\n      sync { kind lagSeconds failing lastSuccessAt }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetSchedule($input: SetSyncScheduleInput!) {\n    setSyncSchedule(input: $input) {\n      state { kind everySeconds nextDueAt }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation SetSchedule($input: SetSyncScheduleInput!) {\n    setSyncSchedule(input: $input) {\n      state { kind everySeconds nextDueAt }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Unlink($id: ID!) {\n    unlinkShop(id: $id) {\n      shop { id status statusReason tokenExpiresAt }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation Unlink($id: ID!) {\n    unlinkShop(id: $id) {\n      shop { id status statusReason tokenExpiresAt }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ShopDetail($id: ID!) {\n    node(id: $id) {\n      ... on Shop {\n        id name platform status statusReason tokenExpiresAt\n        sync { kind cursor everySeconds lagSeconds failing lastError lastSuccessAt nextDueAt }\n      }\n    }\n    syncFailures(first: 1, shopId: $id, resolved: false) { totalCount }\n    unmatchedListings(first: 1, shopId: $id) { totalCount }\n  }\n"): (typeof documents)["\n  query ShopDetail($id: ID!) {\n    node(id: $id) {\n      ... on Shop {\n        id name platform status statusReason tokenExpiresAt\n        sync { kind cursor everySeconds lagSeconds failing lastError lastSuccessAt nextDueAt }\n      }\n    }\n    syncFailures(first: 1, shopId: $id, resolved: false) { totalCount }\n    unmatchedListings(first: 1, shopId: $id) { totalCount }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ShopNames {\n    shops { id name platform }\n  }\n"): (typeof documents)["\n  query ShopNames {\n    shops { id name platform }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Trigger($shopId: ID!, $kind: SyncKind!) {\n    triggerSync(shopId: $shopId, kind: $kind) {\n      run { id status }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation Trigger($shopId: ID!, $kind: SyncKind!) {\n    triggerSync(shopId: $shopId, kind: $kind) {\n      run { id status }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginLink($platform: Platform!) {\n    beginShopLink(platform: $platform) {\n      authorizeUrl\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation BeginLink($platform: Platform!) {\n    beginShopLink(platform: $platform) {\n      authorizeUrl\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Runs($shopId: ID, $first: Int!) {\n    syncRuns(shopId: $shopId, first: $first) {\n      totalCount\n      nodes {\n        id kind status startedAt finishedAt read written failed percent ratePerSecond secondsLeft error\n        shop { id name }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Runs($shopId: ID, $first: Int!) {\n    syncRuns(shopId: $shopId, first: $first) {\n      totalCount\n      nodes {\n        id kind status startedAt finishedAt read written failed percent ratePerSecond secondsLeft error\n        shop { id name }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Side {\n    viewer { subject }\n    inventoryAlerts(first: 1, filter: { status: OPEN }) { totalCount }\n    syncFailures(first: 1, resolved: false) { totalCount }\n    purchaseOrders(first: 1, statuses: [AWAITING_MANUAL_PURCHASE, FAILED]) { totalCount }\n    unmatchedListings(first: 1) { totalCount }\n  }\n"): (typeof documents)["\n  query Side {\n    viewer { subject }\n    inventoryAlerts(first: 1, filter: { status: OPEN }) { totalCount }\n    syncFailures(first: 1, resolved: false) { totalCount }\n    purchaseOrders(first: 1, statuses: [AWAITING_MANUAL_PURCHASE, FAILED]) { totalCount }\n    unmatchedListings(first: 1) { totalCount }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;
