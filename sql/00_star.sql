-- The star: every table lies in Parquet under <star>/<table>/fiscal_year=<year>/.
-- star('fact_income') reads one table: the rows of all documents, or, where little has changed since
-- the last publication, the rows of the documents that changed. Tables without documents are always
-- read whole. The column fiscal_year stands in the files too, so the names of the folders are not
-- needed.

CREATE TEMP MACRO star(name) AS TABLE FROM query_table('memory.star.' || name);
