-- name: table_exists_sqlite
SELECT name FROM sqlite_schema WHERE type = 'table' AND name = :name;

-- name: table_exists_postgres
SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename = :name;

-- name: schema_version_now
SELECT max(version) AS version FROM schema_version;

-- name: add_schema_version
INSERT INTO schema_version (version, applied_at, program) VALUES (:version, :applied_at, :program);

-- name: add_site
INSERT INTO site (code, name, timezone) VALUES (:code, :name, :timezone);

-- name: sites
SELECT code, name, timezone FROM site ORDER BY code;

-- name: columns_of_sqlite
SELECT name, dflt_value AS initial, "notnull" AS required FROM pragma_table_info(:name) ORDER BY cid;

-- name: columns_of_postgres
SELECT a.attname AS name, pg_get_expr(d.adbin, d.adrelid) AS initial, a.attnotnull::int AS required
FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = to_regclass(:name) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
ORDER BY a.attnum;

-- name: mark_demo
INSERT INTO store_mark (mark, at) VALUES ('demo', :at);

-- name: store_mark
SELECT mark FROM store_mark;
