"use client";

import { type Address, useAddress } from "@/components/shell/use-address";
import {
  type BuildParam,
  type BuildQuery,
  buildListText,
  parseBuildQuery,
} from "@/lib/contracts/build-query";

export type BuildUrl = Address<BuildQuery, BuildParam>;

const reading = { textOf: buildListText, parse: parseBuildQuery };

export function useBuildUrl(): BuildUrl {
  return useAddress(reading);
}
