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
    "\n  query DemoProducts {\n    products(first: 50) {\n      nodes {\n        id\n        skus {\n          id\n          code\n          title\n        }\n      }\n    }\n  }\n": typeof types.DemoProductsDocument,
    "\n  query DemoLevels($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on StockLevel {\n        id\n        version\n      }\n    }\n  }\n": typeof types.DemoLevelsDocument,
    "\n  subscription WatchStock($skuIds: [ID!], $productIds: [ID!], $warehouseIds: [ID!], $after: String) {\n    stockChanges(skuIds: $skuIds, productIds: $productIds, warehouseIds: $warehouseIds, after: $after) {\n      __typename\n      ... on StockSnapshot {\n        cursor\n        complete\n        levels {\n          ...StockOnScreen\n        }\n      }\n      ... on StockChange {\n        cursor\n        coalesced\n        occurredAt\n        level {\n          ...StockOnScreen\n        }\n      }\n      ... on FeedGap {\n        cursor\n        gapReason\n        missed\n      }\n    }\n  }\n\n  fragment StockOnScreen on StockLevel {\n    id\n    available\n    version\n    updatedAt\n    sku {\n      id\n      code\n    }\n    warehouse {\n      id\n      code\n    }\n  }\n": typeof types.WatchStockDocument,
};
const documents: Documents = {
    "\n  query DemoProducts {\n    products(first: 50) {\n      nodes {\n        id\n        skus {\n          id\n          code\n          title\n        }\n      }\n    }\n  }\n": types.DemoProductsDocument,
    "\n  query DemoLevels($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on StockLevel {\n        id\n        version\n      }\n    }\n  }\n": types.DemoLevelsDocument,
    "\n  subscription WatchStock($skuIds: [ID!], $productIds: [ID!], $warehouseIds: [ID!], $after: String) {\n    stockChanges(skuIds: $skuIds, productIds: $productIds, warehouseIds: $warehouseIds, after: $after) {\n      __typename\n      ... on StockSnapshot {\n        cursor\n        complete\n        levels {\n          ...StockOnScreen\n        }\n      }\n      ... on StockChange {\n        cursor\n        coalesced\n        occurredAt\n        level {\n          ...StockOnScreen\n        }\n      }\n      ... on FeedGap {\n        cursor\n        gapReason\n        missed\n      }\n    }\n  }\n\n  fragment StockOnScreen on StockLevel {\n    id\n    available\n    version\n    updatedAt\n    sku {\n      id\n      code\n    }\n    warehouse {\n      id\n      code\n    }\n  }\n": types.WatchStockDocument,
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
export function graphql(source: "\n  query DemoProducts {\n    products(first: 50) {\n      nodes {\n        id\n        skus {\n          id\n          code\n          title\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DemoProducts {\n    products(first: 50) {\n      nodes {\n        id\n        skus {\n          id\n          code\n          title\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DemoLevels($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on StockLevel {\n        id\n        version\n      }\n    }\n  }\n"): (typeof documents)["\n  query DemoLevels($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on StockLevel {\n        id\n        version\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchStock($skuIds: [ID!], $productIds: [ID!], $warehouseIds: [ID!], $after: String) {\n    stockChanges(skuIds: $skuIds, productIds: $productIds, warehouseIds: $warehouseIds, after: $after) {\n      __typename\n      ... on StockSnapshot {\n        cursor\n        complete\n        levels {\n          ...StockOnScreen\n        }\n      }\n      ... on StockChange {\n        cursor\n        coalesced\n        occurredAt\n        level {\n          ...StockOnScreen\n        }\n      }\n      ... on FeedGap {\n        cursor\n        gapReason\n        missed\n      }\n    }\n  }\n\n  fragment StockOnScreen on StockLevel {\n    id\n    available\n    version\n    updatedAt\n    sku {\n      id\n      code\n    }\n    warehouse {\n      id\n      code\n    }\n  }\n"): (typeof documents)["\n  subscription WatchStock($skuIds: [ID!], $productIds: [ID!], $warehouseIds: [ID!], $after: String) {\n    stockChanges(skuIds: $skuIds, productIds: $productIds, warehouseIds: $warehouseIds, after: $after) {\n      __typename\n      ... on StockSnapshot {\n        cursor\n        complete\n        levels {\n          ...StockOnScreen\n        }\n      }\n      ... on StockChange {\n        cursor\n        coalesced\n        occurredAt\n        level {\n          ...StockOnScreen\n        }\n      }\n      ... on FeedGap {\n        cursor\n        gapReason\n        missed\n      }\n    }\n  }\n\n  fragment StockOnScreen on StockLevel {\n    id\n    available\n    version\n    updatedAt\n    sku {\n      id\n      code\n    }\n    warehouse {\n      id\n      code\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;
