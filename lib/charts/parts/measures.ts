import type { MeasureName } from "../../analysis/resistance/waiting.ts";
import type { SymbolName } from "./legend.ts";
import type { Theme } from "../theme.ts";

/** How a measure of who was waiting looks and is called. */
export const MEASURE_LOOK: Record<
  MeasureName,
  { label: string; symbol: SymbolName; hollow: boolean; color: (theme: Theme) => string }
> = {
  open_interest: {
    label: "Open interest added",
    symbol: "circle",
    hollow: false,
    color: (theme) => theme.second,
  },
  taker_buying: {
    label: "Net taker buying",
    symbol: "diamond",
    hollow: true,
    color: (theme) => theme.ink,
  },
  ladder_longs: {
    label: "Longs still open (estimated)",
    symbol: "square",
    hollow: false,
    color: (theme) => theme.accent,
  },
};
