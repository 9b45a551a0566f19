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
    "query AlertsBySupplier($from: DateTime, $to: DateTime, $first: Int = 50, $after: String) {\n  analytics {\n    alertsBySupplier(from: $from, to: $to, first: $first, after: $after) {\n      totalCount\n      nodes {\n        supplier {\n          key\n          name\n          leadTimeDays\n        }\n        lowStock\n        outOfStock\n        oversold\n        unresolved\n        hoursToResolve\n        proposals\n        approved\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": typeof types.AlertsBySupplierDocument,
    "query OrderFunnel($from: DateTime, $to: DateTime, $sources: [OrderSource!]) {\n  analytics {\n    orderFunnel(from: $from, to: $to, sources: $sources) {\n      status\n      reached\n      standing\n      hoursToReach\n    }\n  }\n}": typeof types.OrderFunnelDocument,
    "query PurchasePriceSpread($first: Int = 50, $after: String) {\n  analytics {\n    purchasePriceSpread(first: $first, after: $after) {\n      totalCount\n      nodes {\n        sku {\n          code\n          title\n        }\n        platforms\n        cheapest\n        cheapestPrice {\n          amount\n          currency\n        }\n        dearest\n        dearestPrice {\n          amount\n          currency\n        }\n        spread {\n          amount\n        }\n        percent\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": typeof types.PurchasePriceSpreadDocument,
    "query SellThrough($from: DateTime, $to: DateTime, $first: Int = 50, $after: String) {\n  analytics {\n    sellThrough(from: $from, to: $to, first: $first, after: $after) {\n      totalCount\n      nodes {\n        sku {\n          code\n          title\n          product {\n            title\n          }\n        }\n        sold\n        received\n        onHand\n        rate\n        daysLeft\n        revenue {\n          amount\n          currency\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": typeof types.SellThroughDocument,
    "query StockLevels($first: Int = 50, $after: String) {\n  products(first: $first, after: $after) {\n    totalCount\n    nodes {\n      title\n      categories {\n        slug\n      }\n      skus {\n        code\n        available\n        price {\n          amount\n          currency\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.StockLevelsDocument,
    "query StockValueByWarehouse {\n  analytics {\n    stockValueByWarehouse {\n      warehouse {\n        code\n        name\n        country\n      }\n      skus\n      onHand\n      reserved\n      available\n      value {\n        amount\n        currency\n      }\n    }\n  }\n}": typeof types.StockValueByWarehouseDocument,
};
const documents: Documents = {
    "query AlertsBySupplier($from: DateTime, $to: DateTime, $first: Int = 50, $after: String) {\n  analytics {\n    alertsBySupplier(from: $from, to: $to, first: $first, after: $after) {\n      totalCount\n      nodes {\n        supplier {\n          key\n          name\n          leadTimeDays\n        }\n        lowStock\n        outOfStock\n        oversold\n        unresolved\n        hoursToResolve\n        proposals\n        approved\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": types.AlertsBySupplierDocument,
    "query OrderFunnel($from: DateTime, $to: DateTime, $sources: [OrderSource!]) {\n  analytics {\n    orderFunnel(from: $from, to: $to, sources: $sources) {\n      status\n      reached\n      standing\n      hoursToReach\n    }\n  }\n}": types.OrderFunnelDocument,
    "query PurchasePriceSpread($first: Int = 50, $after: String) {\n  analytics {\n    purchasePriceSpread(first: $first, after: $after) {\n      totalCount\n      nodes {\n        sku {\n          code\n          title\n        }\n        platforms\n        cheapest\n        cheapestPrice {\n          amount\n          currency\n        }\n        dearest\n        dearestPrice {\n          amount\n          currency\n        }\n        spread {\n          amount\n        }\n        percent\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": types.PurchasePriceSpreadDocument,
    "query SellThrough($from: DateTime, $to: DateTime, $first: Int = 50, $after: String) {\n  analytics {\n    sellThrough(from: $from, to: $to, first: $first, after: $after) {\n      totalCount\n      nodes {\n        sku {\n          code\n          title\n          product {\n            title\n          }\n        }\n        sold\n        received\n        onHand\n        rate\n        daysLeft\n        revenue {\n          amount\n          currency\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": types.SellThroughDocument,
    "query StockLevels($first: Int = 50, $after: String) {\n  products(first: $first, after: $after) {\n    totalCount\n    nodes {\n      title\n      categories {\n        slug\n      }\n      skus {\n        code\n        available\n        price {\n          amount\n          currency\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.StockLevelsDocument,
    "query StockValueByWarehouse {\n  analytics {\n    stockValueByWarehouse {\n      warehouse {\n        code\n        name\n        country\n      }\n      skus\n      onHand\n      reserved\n      available\n      value {\n        amount\n        currency\n      }\n    }\n  }\n}": types.StockValueByWarehouseDocument,
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
export function graphql(source: "query AlertsBySupplier($from: DateTime, $to: DateTime, $first: Int = 50, $after: String) {\n  analytics {\n    alertsBySupplier(from: $from, to: $to, first: $first, after: $after) {\n      totalCount\n      nodes {\n        supplier {\n          key\n          name\n          leadTimeDays\n        }\n        lowStock\n        outOfStock\n        oversold\n        unresolved\n        hoursToResolve\n        proposals\n        approved\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}"): (typeof documents)["query AlertsBySupplier($from: DateTime, $to: DateTime, $first: Int = 50, $after: String) {\n  analytics {\n    alertsBySupplier(from: $from, to: $to, first: $first, after: $after) {\n      totalCount\n      nodes {\n        supplier {\n          key\n          name\n          leadTimeDays\n        }\n        lowStock\n        outOfStock\n        oversold\n        unresolved\n        hoursToResolve\n        proposals\n        approved\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query OrderFunnel($from: DateTime, $to: DateTime, $sources: [OrderSource!]) {\n  analytics {\n    orderFunnel(from: $from, to: $to, sources: $sources) {\n      status\n      reached\n      standing\n      hoursToReach\n    }\n  }\n}"): (typeof documents)["query OrderFunnel($from: DateTime, $to: DateTime, $sources: [OrderSource!]) {\n  analytics {\n    orderFunnel(from: $from, to: $to, sources: $sources) {\n      status\n      reached\n      standing\n      hoursToReach\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PurchasePriceSpread($first: Int = 50, $after: String) {\n  analytics {\n    purchasePriceSpread(first: $first, after: $after) {\n      totalCount\n      nodes {\n        sku {\n          code\n          title\n        }\n        platforms\n        cheapest\n        cheapestPrice {\n          amount\n          currency\n        }\n        dearest\n        dearestPrice {\n          amount\n          currency\n        }\n        spread {\n          amount\n        }\n        percent\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}"): (typeof documents)["query PurchasePriceSpread($first: Int = 50, $after: String) {\n  analytics {\n    purchasePriceSpread(first: $first, after: $after) {\n      totalCount\n      nodes {\n        sku {\n          code\n          title\n        }\n        platforms\n        cheapest\n        cheapestPrice {\n          amount\n          currency\n        }\n        dearest\n        dearestPrice {\n          amount\n          currency\n        }\n        spread {\n          amount\n        }\n        percent\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SellThrough($from: DateTime, $to: DateTime, $first: Int = 50, $after: String) {\n  analytics {\n    sellThrough(from: $from, to: $to, first: $first, after: $after) {\n      totalCount\n      nodes {\n        sku {\n          code\n          title\n          product {\n            title\n          }\n        }\n        sold\n        received\n        onHand\n        rate\n        daysLeft\n        revenue {\n          amount\n          currency\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}"): (typeof documents)["query SellThrough($from: DateTime, $to: DateTime, $first: Int = 50, $after: String) {\n  analytics {\n    sellThrough(from: $from, to: $to, first: $first, after: $after) {\n      totalCount\n      nodes {\n        sku {\n          code\n          title\n          product {\n            title\n          }\n        }\n        sold\n        received\n        onHand\n        rate\n        daysLeft\n        revenue {\n          amount\n          currency\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query StockLevels($first: Int = 50, $after: String) {\n  products(first: $first, after: $after) {\n    totalCount\n    nodes {\n      title\n      categories {\n        slug\n      }\n      skus {\n        code\n        available\n        price {\n          amount\n          currency\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): (typeof documents)["query StockLevels($first: Int = 50, $after: String) {\n  products(first: $first, after: $after) {\n    totalCount\n    nodes {\n      title\n      categories {\n        slug\n      }\n      skus {\n        code\n        available\n        price {\n          amount\n          currency\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query StockValueByWarehouse {\n  analytics {\n    stockValueByWarehouse {\n      warehouse {\n        code\n        name\n        country\n      }\n      skus\n      onHand\n      reserved\n      available\n      value {\n        amount\n        currency\n      }\n    }\n  }\n}"): (typeof documents)["query StockValueByWarehouse {\n  analytics {\n    stockValueByWarehouse {\n      warehouse {\n        code\n        name\n        country\n      }\n      skus\n      onHand\n      reserved\n      available\n      value {\n        amount\n        currency\n      }\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;
