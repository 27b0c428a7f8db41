-- What this file holds, in one row a table: two files with the same hashes hold the same rows.
-- The rows are written last, when everything else stands.

CREATE TABLE content_hash (
    relation  VARCHAR NOT NULL,
    rows      BIGINT,
    hash      VARCHAR NOT NULL
);

COMMENT ON TABLE  content_hash          IS 'Content of every table, to tell whether two publications differ';
COMMENT ON COLUMN content_hash.relation IS 'Table, or (sql): the SQL and the DuckDB that built the file';
COMMENT ON COLUMN content_hash.rows     IS 'Number of its rows';
COMMENT ON COLUMN content_hash.hash     IS 'Hash of its rows that does not depend on their order; - where it is left out';
