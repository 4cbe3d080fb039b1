import type { AsyncBuffer, FileMetaData, PageHeader } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";

/** Rows of a group, and bytes of a page, that a damaged or hostile file may make us hold at once. */
export const MAX_GROUP_ROWS = 4_000_000, MAX_PAGE = 64 << 20;

/**
 * Walks the headers of all pages of the columns that are to be read. hyparquet believes them: where a
 * size is missing or negative it would go round for ever.
 *
 * @throws Error that says what is wrong with a page
 */
export async function checkPages(
  buffer: AsyncBuffer,
  { row_groups }: FileMetaData,
  columns: ReadonlySet<string>,
): Promise<void> {
  for (const group of row_groups) {
    for (const { meta_data: column } of group.columns) {
      if (!column || !columns.has(column.path_in_schema[0])) continue;
      const { dictionary_page_offset, data_page_offset, total_compressed_size } = column;
      const start = Number(dictionary_page_offset || data_page_offset);
      const end = start + Number(total_compressed_size);
      if (!(start > 0 && end > start && end <= buffer.byteLength)) {
        throw new RangeError(`column ${column.path_in_schema[0]} lies outside`);
      }
      const view = new DataView(await buffer.slice(start, end));
      for (const reader = { view, offset: 0 }; reader.offset < view.byteLength - 1;) {
        const header = parquetHeader(reader);
        checkHeader(header, view.byteLength - reader.offset);
        reader.offset += header.compressed_page_size;
      }
    }
  }
}

function checkHeader(header: PageHeader, left: number): void {
  const { data_page_header_v2: second } = header;
  const { num_values } = header.data_page_header ?? second ?? header.dictionary_page_header ??
    { num_values: NaN };
  within("values of a page", num_values, MAX_GROUP_ROWS);
  within("bytes of a page", header.uncompressed_page_size, MAX_PAGE);
  within("packed bytes of a page", header.compressed_page_size, left);
  if (!second) return;
  within("rows of a page", second.num_rows, num_values);
  within("nulls of a page", second.num_nulls, num_values);
  within("bytes of levels", second.definition_levels_byte_length, left);
  within("bytes of levels", second.repetition_levels_byte_length, left);
}

function within(what: string, value: number, most: number): void {
  if (!(value >= 0 && value <= most)) throw new RangeError(`${value} ${what}`);
}
