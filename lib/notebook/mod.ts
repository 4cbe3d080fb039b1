/** What a notebook needs beside analyses, charts and claims: one import. */
import { Table } from "apache-arrow";
import { showBareTables } from "./bare-tables.ts";
import { endInterrupted } from "./end-interrupted.ts";
import { hasRunner, kernel } from "./kernel.ts";

// Loaded anyway; other libraries' tables are taught where they are used.
showBareTables(Table);
// A report ends by itself; who works in Jupyter may want to stop a cell.
if (kernel() && !hasRunner()) endInterrupted();

export { showBareTables };
export { openDataset } from "../dataset/open.ts";
export { cite, combined, wholeDataset } from "../inputs/provenance.ts";
export { figure } from "./figure.ts";
export { parseLook } from "./look.ts";
export { nameOf } from "./name.ts";
export { findings } from "./findings.ts";
export { summary } from "./summary.ts";
export { table } from "./table.ts";
export { parseWindow } from "./window.ts";
