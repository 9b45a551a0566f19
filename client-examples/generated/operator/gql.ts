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
    "\n  query MappingTable($shopId: ID!) {\n    skuMappingsCsv(shopId: $shopId)\n  }\n": typeof types.MappingTableDocument,
    "\n  mutation ImportMappings($shopId: ID!, $csv: String!) {\n    importSkuMappings(shopId: $shopId, csv: $csv) {\n      changed\n      userErrors { code field message }\n    }\n  }\n": typeof types.ImportMappingsDocument,
    "\n  query FieldMappings {\n    fieldMappings {\n      id entity sourcePath targetField converter defaultValue options version\n      shop { id name }\n    }\n  }\n": typeof types.FieldMappingsDocument,
    "\n  query SkuByCode($code: String!) {\n    sku(code: $code) { id code title }\n  }\n": typeof types.SkuByCodeDocument,
    "\n  query Unmatched($first: Int, $after: String, $last: Int, $before: String, $shopId: ID) {\n    unmatchedListings(first: $first, after: $after, last: $last, before: $before, shopId: $shopId) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id platform externalId externalSkuId outerId barcode title\n        price { amount currency }\n        shop { id name }\n        suggestions { by sku { id code title } }\n      }\n    }\n  }\n": typeof types.UnmatchedDocument,
    "\n  mutation ConfirmMappings($input: ConfirmSkuMappingsInput!) {\n    confirmSkuMappings(input: $input) {\n      changed\n      listings { id sku { id code } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.ConfirmMappingsDocument,
    "\n  mutation PreviewMapping($input: SaveFieldMappingInput!, $externalId: String!) {\n    previewFieldMapping(input: $input, externalId: $externalId) {\n      before\n      after\n      userErrors { code field message }\n    }\n  }\n": typeof types.PreviewMappingDocument,
    "\n  mutation SaveMapping($input: SaveFieldMappingInput!) {\n    saveFieldMapping(input: $input) {\n      fieldMapping { id version }\n      userErrors { code field message }\n    }\n  }\n": typeof types.SaveMappingDocument,
    "\n  query FindOrder($number: String!) {\n    order(number: $number) { id }\n  }\n": typeof types.FindOrderDocument,
    "\n  mutation CancelOrder($id: ID!, $reason: String!) {\n    cancelOrder(id: $id, reason: $reason) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n": typeof types.CancelOrderDocument,
    "\n  query OrderDetail($id: ID!) {\n    order(id: $id) {\n      id number source status placedAt externalId\n      total { amount currency }\n      shownTotal { amount currency }\n      shippingAddress { name phone line1 line2 city region postalCode country }\n      lines { id quantity title unitPrice { amount currency } sku { id code available } }\n      payments { id status provider reference paidAt amount { amount currency } refunded { amount currency } }\n      purchases { id platform seller status reason externalId createdAt total { amount currency } order { id number lines { quantity title } } lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } } }\n      shipments { id carrier trackingNumber leg status events { description location occurredAt status } }\n      events { at from to note actor }\n    }\n  }\n": typeof types.OrderDetailDocument,
    "\n  subscription OneOrderMoves($ids: [ID!], $after: String) {\n    orderChanges(orderIds: $ids, after: $after) {\n      ... on OrderChange { cursor order { id } }\n      ... on FeedGap { cursor }\n    }\n  }\n": typeof types.OneOrderMovesDocument,
    "\n  query Orders($first: Int, $after: String, $last: Int, $before: String, $filter: OrderFilter) {\n    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id number source status placedAt updatedAt\n        total { amount currency }\n        lines { id quantity title }\n      }\n    }\n  }\n": typeof types.OrdersDocument,
    "\n  subscription OrderMoves($after: String) {\n    orderChanges(after: $after) {\n      ... on OrderChange { cursor order { id status } }\n      ... on FeedGap { cursor }\n    }\n  }\n": typeof types.OrderMovesDocument,
    "\n  mutation Ship($input: ShipOrderInput!) {\n    shipOrder(input: $input) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n": typeof types.ShipDocument,
    "\n  mutation RecordTracking($input: RecordTrackingInput!) {\n    recordTracking(input: $input) {\n      shipment { id status }\n      userErrors { code field message }\n    }\n  }\n": typeof types.RecordTrackingDocument,
    "\n  query OpenAlerts {\n    inventoryAlerts(first: 6, filter: { status: OPEN }) {\n      totalCount\n      nodes { id kind available openedAt sku { id code } warehouse { code } }\n    }\n  }\n": typeof types.OpenAlertsDocument,
    "\n  query Status {\n    systemStatus {\n      healthy\n      components { name healthy detail }\n      callRates { api perSecond pausedForSeconds }\n      sync { shops failing failures behind messages alerts lagSeconds }\n      feed { active gaps coalesced replayed closedStuck }\n    }\n  }\n": typeof types.StatusDocument,
    "\n  query Pulse {\n    systemStatus { at process feed { sent } }\n  }\n": typeof types.PulseDocument,
    "\n  subscription StockMoves($after: String) {\n    stockChanges(snapshot: false, after: $after) {\n      ... on StockChange {\n        cursor\n        occurredAt\n        delta\n        reason\n        sku { id code }\n        warehouse { code name }\n        level { id onHand available version }\n      }\n      ... on StockSnapshot { cursor }\n      ... on FeedGap { cursor }\n    }\n  }\n": typeof types.StockMovesDocument,
    "\n  mutation Bought($purchaseOrderId: ID!, $externalId: String!) {\n    completeManualPurchase(purchaseOrderId: $purchaseOrderId, externalId: $externalId) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n": typeof types.BoughtDocument,
    "\n  query Purchases($first: Int, $after: String, $last: Int, $before: String, $statuses: [PurchaseStatus!]) {\n    purchaseOrders(first: $first, after: $after, last: $last, before: $before, statuses: $statuses) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id platform seller status reason externalId createdAt\n        total { amount currency }\n        order { id number lines { quantity title } }\n        lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } }\n      }\n    }\n  }\n": typeof types.PurchasesDocument,
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
    "\n  query StockPage(\n    $first: Int, $after: String, $last: Int, $before: String, $filter: ProductFilter\n  ) {\n    products(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id title\n        skus {\n          id code\n          attributes { value }\n          stockLevels {\n            id onHand reserved safetyStock incoming available version updatedAt\n            warehouse { id code name }\n          }\n        }\n      }\n    }\n    warehouses { id code name }\n  }\n": typeof types.StockPageDocument,
    "\n  mutation Unmatch($input: ConfirmSkuMappingsInput!) {\n    confirmSkuMappings(input: $input) {\n      changed\n      userErrors { code field message }\n    }\n  }\n": typeof types.UnmatchDocument,
    "\n  query Movements($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    sku(id: $id) {\n      id\n      movements(first: $first, after: $after, last: $last, before: $before) {\n        totalCount\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n        nodes {\n          id occurredAt reason reference actor delta reservedDelta incomingDelta onHandAfter\n          warehouse { code }\n        }\n      }\n    }\n  }\n": typeof types.MovementsDocument,
    "\n  query SkuDetail($id: ID!) {\n    sku(id: $id) {\n      id code title available\n      stockLevels {\n        id onHand reserved safetyStock incoming available version updatedAt\n        warehouse { id code name }\n      }\n      listings {\n        id platform externalId externalSkuId title onSale quantity sellable syncedAt url\n        price { amount currency }\n        shop { id name }\n      }\n    }\n    warehouses { id code name }\n  }\n": typeof types.SkuDetailDocument,
    "\n  mutation Transfer($input: TransferStockInput!) {\n    transferStock(input: $input) {\n      from { id onHand available version }\n      to { id onHand available version }\n      userErrors { code field message }\n    }\n  }\n": typeof types.TransferDocument,
    "\n  mutation Adjust($input: AdjustStockInput!) {\n    adjustStock(input: $input) {\n      stockLevel { id onHand available version }\n      userErrors { code field message }\n    }\n  }\n": typeof types.AdjustDocument,
    "\n  subscription LevelChanges($skuIds: [ID!], $after: String) {\n    stockChanges(skuIds: $skuIds, snapshot: true, after: $after) {\n      ... on StockSnapshot {\n        cursor\n        levels { id onHand reserved safetyStock incoming available version updatedAt }\n      }\n      ... on StockChange {\n        cursor\n        level { id onHand reserved safetyStock incoming available version updatedAt }\n      }\n      ... on FeedGap { cursor }\n    }\n  }\n": typeof types.LevelChangesDocument,
    "\n  mutation Stocktake($input: RecordStocktakeInput!) {\n    recordStocktake(input: $input) {\n      stockLevels { id onHand available version }\n      userErrors { code field message }\n    }\n  }\n": typeof types.StocktakeDocument,
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
    "\n  query MappingTable($shopId: ID!) {\n    skuMappingsCsv(shopId: $shopId)\n  }\n": types.MappingTableDocument,
    "\n  mutation ImportMappings($shopId: ID!, $csv: String!) {\n    importSkuMappings(shopId: $shopId, csv: $csv) {\n      changed\n      userErrors { code field message }\n    }\n  }\n": types.ImportMappingsDocument,
    "\n  query FieldMappings {\n    fieldMappings {\n      id entity sourcePath targetField converter defaultValue options version\n      shop { id name }\n    }\n  }\n": types.FieldMappingsDocument,
    "\n  query SkuByCode($code: String!) {\n    sku(code: $code) { id code title }\n  }\n": types.SkuByCodeDocument,
    "\n  query Unmatched($first: Int, $after: String, $last: Int, $before: String, $shopId: ID) {\n    unmatchedListings(first: $first, after: $after, last: $last, before: $before, shopId: $shopId) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id platform externalId externalSkuId outerId barcode title\n        price { amount currency }\n        shop { id name }\n        suggestions { by sku { id code title } }\n      }\n    }\n  }\n": types.UnmatchedDocument,
    "\n  mutation ConfirmMappings($input: ConfirmSkuMappingsInput!) {\n    confirmSkuMappings(input: $input) {\n      changed\n      listings { id sku { id code } }\n      userErrors { code field message }\n    }\n  }\n": types.ConfirmMappingsDocument,
    "\n  mutation PreviewMapping($input: SaveFieldMappingInput!, $externalId: String!) {\n    previewFieldMapping(input: $input, externalId: $externalId) {\n      before\n      after\n      userErrors { code field message }\n    }\n  }\n": types.PreviewMappingDocument,
    "\n  mutation SaveMapping($input: SaveFieldMappingInput!) {\n    saveFieldMapping(input: $input) {\n      fieldMapping { id version }\n      userErrors { code field message }\n    }\n  }\n": types.SaveMappingDocument,
    "\n  query FindOrder($number: String!) {\n    order(number: $number) { id }\n  }\n": types.FindOrderDocument,
    "\n  mutation CancelOrder($id: ID!, $reason: String!) {\n    cancelOrder(id: $id, reason: $reason) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n": types.CancelOrderDocument,
    "\n  query OrderDetail($id: ID!) {\n    order(id: $id) {\n      id number source status placedAt externalId\n      total { amount currency }\n      shownTotal { amount currency }\n      shippingAddress { name phone line1 line2 city region postalCode country }\n      lines { id quantity title unitPrice { amount currency } sku { id code available } }\n      payments { id status provider reference paidAt amount { amount currency } refunded { amount currency } }\n      purchases { id platform seller status reason externalId createdAt total { amount currency } order { id number lines { quantity title } } lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } } }\n      shipments { id carrier trackingNumber leg status events { description location occurredAt status } }\n      events { at from to note actor }\n    }\n  }\n": types.OrderDetailDocument,
    "\n  subscription OneOrderMoves($ids: [ID!], $after: String) {\n    orderChanges(orderIds: $ids, after: $after) {\n      ... on OrderChange { cursor order { id } }\n      ... on FeedGap { cursor }\n    }\n  }\n": types.OneOrderMovesDocument,
    "\n  query Orders($first: Int, $after: String, $last: Int, $before: String, $filter: OrderFilter) {\n    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id number source status placedAt updatedAt\n        total { amount currency }\n        lines { id quantity title }\n      }\n    }\n  }\n": types.OrdersDocument,
    "\n  subscription OrderMoves($after: String) {\n    orderChanges(after: $after) {\n      ... on OrderChange { cursor order { id status } }\n      ... on FeedGap { cursor }\n    }\n  }\n": types.OrderMovesDocument,
    "\n  mutation Ship($input: ShipOrderInput!) {\n    shipOrder(input: $input) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n": types.ShipDocument,
    "\n  mutation RecordTracking($input: RecordTrackingInput!) {\n    recordTracking(input: $input) {\n      shipment { id status }\n      userErrors { code field message }\n    }\n  }\n": types.RecordTrackingDocument,
    "\n  query OpenAlerts {\n    inventoryAlerts(first: 6, filter: { status: OPEN }) {\n      totalCount\n      nodes { id kind available openedAt sku { id code } warehouse { code } }\n    }\n  }\n": types.OpenAlertsDocument,
    "\n  query Status {\n    systemStatus {\n      healthy\n      components { name healthy detail }\n      callRates { api perSecond pausedForSeconds }\n      sync { shops failing failures behind messages alerts lagSeconds }\n      feed { active gaps coalesced replayed closedStuck }\n    }\n  }\n": types.StatusDocument,
    "\n  query Pulse {\n    systemStatus { at process feed { sent } }\n  }\n": types.PulseDocument,
    "\n  subscription StockMoves($after: String) {\n    stockChanges(snapshot: false, after: $after) {\n      ... on StockChange {\n        cursor\n        occurredAt\n        delta\n        reason\n        sku { id code }\n        warehouse { code name }\n        level { id onHand available version }\n      }\n      ... on StockSnapshot { cursor }\n      ... on FeedGap { cursor }\n    }\n  }\n": types.StockMovesDocument,
    "\n  mutation Bought($purchaseOrderId: ID!, $externalId: String!) {\n    completeManualPurchase(purchaseOrderId: $purchaseOrderId, externalId: $externalId) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n": types.BoughtDocument,
    "\n  query Purchases($first: Int, $after: String, $last: Int, $before: String, $statuses: [PurchaseStatus!]) {\n    purchaseOrders(first: $first, after: $after, last: $last, before: $before, statuses: $statuses) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id platform seller status reason externalId createdAt\n        total { amount currency }\n        order { id number lines { quantity title } }\n        lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } }\n      }\n    }\n  }\n": types.PurchasesDocument,
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
    "\n  query StockPage(\n    $first: Int, $after: String, $last: Int, $before: String, $filter: ProductFilter\n  ) {\n    products(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id title\n        skus {\n          id code\n          attributes { value }\n          stockLevels {\n            id onHand reserved safetyStock incoming available version updatedAt\n            warehouse { id code name }\n          }\n        }\n      }\n    }\n    warehouses { id code name }\n  }\n": types.StockPageDocument,
    "\n  mutation Unmatch($input: ConfirmSkuMappingsInput!) {\n    confirmSkuMappings(input: $input) {\n      changed\n      userErrors { code field message }\n    }\n  }\n": types.UnmatchDocument,
    "\n  query Movements($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    sku(id: $id) {\n      id\n      movements(first: $first, after: $after, last: $last, before: $before) {\n        totalCount\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n        nodes {\n          id occurredAt reason reference actor delta reservedDelta incomingDelta onHandAfter\n          warehouse { code }\n        }\n      }\n    }\n  }\n": types.MovementsDocument,
    "\n  query SkuDetail($id: ID!) {\n    sku(id: $id) {\n      id code title available\n      stockLevels {\n        id onHand reserved safetyStock incoming available version updatedAt\n        warehouse { id code name }\n      }\n      listings {\n        id platform externalId externalSkuId title onSale quantity sellable syncedAt url\n        price { amount currency }\n        shop { id name }\n      }\n    }\n    warehouses { id code name }\n  }\n": types.SkuDetailDocument,
    "\n  mutation Transfer($input: TransferStockInput!) {\n    transferStock(input: $input) {\n      from { id onHand available version }\n      to { id onHand available version }\n      userErrors { code field message }\n    }\n  }\n": types.TransferDocument,
    "\n  mutation Adjust($input: AdjustStockInput!) {\n    adjustStock(input: $input) {\n      stockLevel { id onHand available version }\n      userErrors { code field message }\n    }\n  }\n": types.AdjustDocument,
    "\n  subscription LevelChanges($skuIds: [ID!], $after: String) {\n    stockChanges(skuIds: $skuIds, snapshot: true, after: $after) {\n      ... on StockSnapshot {\n        cursor\n        levels { id onHand reserved safetyStock incoming available version updatedAt }\n      }\n      ... on StockChange {\n        cursor\n        level { id onHand reserved safetyStock incoming available version updatedAt }\n      }\n      ... on FeedGap { cursor }\n    }\n  }\n": types.LevelChangesDocument,
    "\n  mutation Stocktake($input: RecordStocktakeInput!) {\n    recordStocktake(input: $input) {\n      stockLevels { id onHand available version }\n      userErrors { code field message }\n    }\n  }\n": types.StocktakeDocument,
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
export function graphql(source: "\n  query MappingTable($shopId: ID!) {\n    skuMappingsCsv(shopId: $shopId)\n  }\n"): (typeof documents)["\n  query MappingTable($shopId: ID!) {\n    skuMappingsCsv(shopId: $shopId)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportMappings($shopId: ID!, $csv: String!) {\n    importSkuMappings(shopId: $shopId, csv: $csv) {\n      changed\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation ImportMappings($shopId: ID!, $csv: String!) {\n    importSkuMappings(shopId: $shopId, csv: $csv) {\n      changed\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FieldMappings {\n    fieldMappings {\n      id entity sourcePath targetField converter defaultValue options version\n      shop { id name }\n    }\n  }\n"): (typeof documents)["\n  query FieldMappings {\n    fieldMappings {\n      id entity sourcePath targetField converter defaultValue options version\n      shop { id name }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SkuByCode($code: String!) {\n    sku(code: $code) { id code title }\n  }\n"): (typeof documents)["\n  query SkuByCode($code: String!) {\n    sku(code: $code) { id code title }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Unmatched($first: Int, $after: String, $last: Int, $before: String, $shopId: ID) {\n    unmatchedListings(first: $first, after: $after, last: $last, before: $before, shopId: $shopId) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id platform externalId externalSkuId outerId barcode title\n        price { amount currency }\n        shop { id name }\n        suggestions { by sku { id code title } }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Unmatched($first: Int, $after: String, $last: Int, $before: String, $shopId: ID) {\n    unmatchedListings(first: $first, after: $after, last: $last, before: $before, shopId: $shopId) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id platform externalId externalSkuId outerId barcode title\n        price { amount currency }\n        shop { id name }\n        suggestions { by sku { id code title } }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmMappings($input: ConfirmSkuMappingsInput!) {\n    confirmSkuMappings(input: $input) {\n      changed\n      listings { id sku { id code } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmMappings($input: ConfirmSkuMappingsInput!) {\n    confirmSkuMappings(input: $input) {\n      changed\n      listings { id sku { id code } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PreviewMapping($input: SaveFieldMappingInput!, $externalId: String!) {\n    previewFieldMapping(input: $input, externalId: $externalId) {\n      before\n      after\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation PreviewMapping($input: SaveFieldMappingInput!, $externalId: String!) {\n    previewFieldMapping(input: $input, externalId: $externalId) {\n      before\n      after\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveMapping($input: SaveFieldMappingInput!) {\n    saveFieldMapping(input: $input) {\n      fieldMapping { id version }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation SaveMapping($input: SaveFieldMappingInput!) {\n    saveFieldMapping(input: $input) {\n      fieldMapping { id version }\n      userErrors { code field message }\n    }\n  }\n"];
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
export function graphql(source: "\n  query OrderDetail($id: ID!) {\n    order(id: $id) {\n      id number source status placedAt externalId\n      total { amount currency }\n      shownTotal { amount currency }\n      shippingAddress { name phone line1 line2 city region postalCode country }\n      lines { id quantity title unitPrice { amount currency } sku { id code available } }\n      payments { id status provider reference paidAt amount { amount currency } refunded { amount currency } }\n      purchases { id platform seller status reason externalId createdAt total { amount currency } order { id number lines { quantity title } } lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } } }\n      shipments { id carrier trackingNumber leg status events { description location occurredAt status } }\n      events { at from to note actor }\n    }\n  }\n"): (typeof documents)["\n  query OrderDetail($id: ID!) {\n    order(id: $id) {\n      id number source status placedAt externalId\n      total { amount currency }\n      shownTotal { amount currency }\n      shippingAddress { name phone line1 line2 city region postalCode country }\n      lines { id quantity title unitPrice { amount currency } sku { id code available } }\n      payments { id status provider reference paidAt amount { amount currency } refunded { amount currency } }\n      purchases { id platform seller status reason externalId createdAt total { amount currency } order { id number lines { quantity title } } lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } } }\n      shipments { id carrier trackingNumber leg status events { description location occurredAt status } }\n      events { at from to note actor }\n    }\n  }\n"];
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
export function graphql(source: "\n  mutation Ship($input: ShipOrderInput!) {\n    shipOrder(input: $input) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation Ship($input: ShipOrderInput!) {\n    shipOrder(input: $input) {\n      order { id status }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RecordTracking($input: RecordTrackingInput!) {\n    recordTracking(input: $input) {\n      shipment { id status }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation RecordTracking($input: RecordTrackingInput!) {\n    recordTracking(input: $input) {\n      shipment { id status }\n      userErrors { code field message }\n    }\n  }\n"];
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
export function graphql(source: "\n  query Purchases($first: Int, $after: String, $last: Int, $before: String, $statuses: [PurchaseStatus!]) {\n    purchaseOrders(first: $first, after: $after, last: $last, before: $before, statuses: $statuses) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id platform seller status reason externalId createdAt\n        total { amount currency }\n        order { id number lines { quantity title } }\n        lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Purchases($first: Int, $after: String, $last: Int, $before: String, $statuses: [PurchaseStatus!]) {\n    purchaseOrders(first: $first, after: $after, last: $last, before: $before, statuses: $statuses) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id platform seller status reason externalId createdAt\n        total { amount currency }\n        order { id number lines { quantity title } }\n        lines { quantity externalId externalSkuId unitPrice { amount currency } sku { id code } }\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  query StockPage(\n    $first: Int, $after: String, $last: Int, $before: String, $filter: ProductFilter\n  ) {\n    products(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id title\n        skus {\n          id code\n          attributes { value }\n          stockLevels {\n            id onHand reserved safetyStock incoming available version updatedAt\n            warehouse { id code name }\n          }\n        }\n      }\n    }\n    warehouses { id code name }\n  }\n"): (typeof documents)["\n  query StockPage(\n    $first: Int, $after: String, $last: Int, $before: String, $filter: ProductFilter\n  ) {\n    products(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      totalCount\n      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n      nodes {\n        id title\n        skus {\n          id code\n          attributes { value }\n          stockLevels {\n            id onHand reserved safetyStock incoming available version updatedAt\n            warehouse { id code name }\n          }\n        }\n      }\n    }\n    warehouses { id code name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Unmatch($input: ConfirmSkuMappingsInput!) {\n    confirmSkuMappings(input: $input) {\n      changed\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation Unmatch($input: ConfirmSkuMappingsInput!) {\n    confirmSkuMappings(input: $input) {\n      changed\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Movements($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    sku(id: $id) {\n      id\n      movements(first: $first, after: $after, last: $last, before: $before) {\n        totalCount\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n        nodes {\n          id occurredAt reason reference actor delta reservedDelta incomingDelta onHandAfter\n          warehouse { code }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Movements($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    sku(id: $id) {\n      id\n      movements(first: $first, after: $after, last: $last, before: $before) {\n        totalCount\n        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n        nodes {\n          id occurredAt reason reference actor delta reservedDelta incomingDelta onHandAfter\n          warehouse { code }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SkuDetail($id: ID!) {\n    sku(id: $id) {\n      id code title available\n      stockLevels {\n        id onHand reserved safetyStock incoming available version updatedAt\n        warehouse { id code name }\n      }\n      listings {\n        id platform externalId externalSkuId title onSale quantity sellable syncedAt url\n        price { amount currency }\n        shop { id name }\n      }\n    }\n    warehouses { id code name }\n  }\n"): (typeof documents)["\n  query SkuDetail($id: ID!) {\n    sku(id: $id) {\n      id code title available\n      stockLevels {\n        id onHand reserved safetyStock incoming available version updatedAt\n        warehouse { id code name }\n      }\n      listings {\n        id platform externalId externalSkuId title onSale quantity sellable syncedAt url\n        price { amount currency }\n        shop { id name }\n      }\n    }\n    warehouses { id code name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Transfer($input: TransferStockInput!) {\n    transferStock(input: $input) {\n      from { id onHand available version }\n      to { id onHand available version }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation Transfer($input: TransferStockInput!) {\n    transferStock(input: $input) {\n      from { id onHand available version }\n      to { id onHand available version }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Adjust($input: AdjustStockInput!) {\n    adjustStock(input: $input) {\n      stockLevel { id onHand available version }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation Adjust($input: AdjustStockInput!) {\n    adjustStock(input: $input) {\n      stockLevel { id onHand available version }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription LevelChanges($skuIds: [ID!], $after: String) {\n    stockChanges(skuIds: $skuIds, snapshot: true, after: $after) {\n      ... on StockSnapshot {\n        cursor\n        levels { id onHand reserved safetyStock incoming available version updatedAt }\n      }\n      ... on StockChange {\n        cursor\n        level { id onHand reserved safetyStock incoming available version updatedAt }\n      }\n      ... on FeedGap { cursor }\n    }\n  }\n"): (typeof documents)["\n  subscription LevelChanges($skuIds: [ID!], $after: String) {\n    stockChanges(skuIds: $skuIds, snapshot: true, after: $after) {\n      ... on StockSnapshot {\n        cursor\n        levels { id onHand reserved safetyStock incoming available version updatedAt }\n      }\n      ... on StockChange {\n        cursor\n        level { id onHand reserved safetyStock incoming available version updatedAt }\n      }\n      ... on FeedGap { cursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Stocktake($input: RecordStocktakeInput!) {\n    recordStocktake(input: $input) {\n      stockLevels { id onHand available version }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation Stocktake($input: RecordStocktakeInput!) {\n    recordStocktake(input: $input) {\n      stockLevels { id onHand available version }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Side {\n    viewer { subject }\n    inventoryAlerts(first: 1, filter: { status: OPEN }) { totalCount }\n    syncFailures(first: 1, resolved: false) { totalCount }\n    purchaseOrders(first: 1, statuses: [AWAITING_MANUAL_PURCHASE, FAILED]) { totalCount }\n    unmatchedListings(first: 1) { totalCount }\n  }\n"): (typeof documents)["\n  query Side {\n    viewer { subject }\n    inventoryAlerts(first: 1, filter: { status: OPEN }) { totalCount }\n    syncFailures(first: 1, resolved: false) { totalCount }\n    purchaseOrders(first: 1, statuses: [AWAITING_MANUAL_PURCHASE, FAILED]) { totalCount }\n    unmatchedListings(first: 1) { totalCount }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;
