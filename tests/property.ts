/**
 * fast-check with one seed for all property tests: every run of the suite draws the same cases, and
 * what fails can be repeated. A test that names a seed of its own keeps it.
 */
import fc from "fast-check";

fc.configureGlobal({ seed: 20251205 });

export { default } from "fast-check";
