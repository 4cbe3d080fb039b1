/** Version of `summary.json`; grows when a field changes its meaning. */
export const SUMMARY_VERSION = 1;
