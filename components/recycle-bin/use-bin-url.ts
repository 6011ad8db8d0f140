"use client";

import { type Address, useAddress } from "@/components/shell/use-address";
import { type BinParam, type BinQuery, binListText, parseBinQuery } from "@/lib/contracts/bin-query";

export type BinUrl = Address<BinQuery, BinParam>;

const reading = { textOf: binListText, parse: parseBinQuery };

export function useBinUrl(): BinUrl {
  return useAddress(reading);
}
