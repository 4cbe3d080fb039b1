import { HOUR } from "../../lib/tables/time.ts";
import type { Asked, Reply } from "./server.ts";
import { visionReply } from "./vision.ts";

/** Answers as all providers do, with made-up rows: Hyperliquid and Coinalyze by the hour. */
export function apisReply(asked: Asked): Reply {
  if (asked.path === "/info") {
    const { coin, startTime, endTime } = JSON.parse(asked.body);
    const rows = hours(startTime, endTime).slice(0, 500).map((time) => (
      { coin, fundingRate: "0.0000125", premium: "0.0001", time }
    ));
    return { body: JSON.stringify(rows) };
  }
  const query = new URL(asked.path, "http://x").searchParams;
  const symbol = query.get("symbols");
  if (!symbol) return visionReply(asked);
  const history = hours(Number(query.get("from")) * 1000, Number(query.get("to")) * 1000)
    .map((time) => ({ t: time / 1000, o: 1, h: 1, l: 1, c: 0.01, s: 2 }));
  return { body: JSON.stringify([{ symbol, history }]) };
}

function hours(from: number, to: number): number[] {
  return Array.from({ length: Math.floor((to - from) / HOUR) + 1 }, (_, i) => from + i * HOUR);
}
