/** What a notebook needs beside analyses, charts and claims: one import. */
import { Table } from "apache-arrow";
import { showBareTables } from "./bare-tables.ts";

// Loaded anyway; other libraries' tables are taught where they are used.
showBareTables(Table);

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
