-- The star: every table lies in Parquet under <star>/<table>/fiscal_year=<year>/.
-- star('fact_income') reads one table over all years. The column fiscal_year stands in the files
-- too, so the names of the folders are not needed.

CREATE TEMP MACRO star(name) AS TABLE
    SELECT *
    FROM read_parquet(
        getvariable('star') || '/' || name || '/*/*.parquet',
        hive_partitioning = false,
        union_by_name = true
    );
